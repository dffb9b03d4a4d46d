"""Small forms of pictures that were uploaded before there were any."""

from typing import Final

from django.db import transaction

from forum.congress.enums import FileKind
from forum.congress.media import store
from forum.congress.models import Congress, CongressFile

MOST_AT_ONCE: Final = 50
"""So many are made in one run of the upkeep; the rest follows in the next."""


def make_small_pictures() -> dict[str, int]:
    """Measure pictures of which no size is known and give large ones a small form; safe in several processes at once.

    What cannot be read stays as it is and does not keep the others from their turn.
    """
    done = 0
    for file in CongressFile.objects.filter(kind=FileKind.IMAGE, width=None).order_by("pk"):
        if done == MOST_AT_ONCE:
            break
        sides, small = store.make_small(file.stored, file.content_type)
        if sides is not None:
            done += _keep(file, sides, small)
    return {"small": done}


def _keep(file: CongressFile, sides: tuple[int, int], small: str) -> bool:
    """Store it under the congress's lock, so that nobody who describes the file writes over it; else throw it away."""
    with transaction.atomic():
        Congress.objects.select_for_update().filter(pk=file.congress_id).first()
        unknown = CongressFile.objects.filter(pk=file.pk, width=None)
        kept = unknown.update(width=sides[0], height=sides[1], small=small)
    if not kept:
        store.delete(small)
    return bool(kept)
