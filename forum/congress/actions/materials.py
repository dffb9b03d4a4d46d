"""Files and films of a congress, and the practice examples presented in its programme."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import Final

from django.db import transaction
from django.db.models import Max

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries, timetable
from forum.congress.enums import CaptionLanguage, FileKind
from forum.congress.media import scaling, store
from forum.congress.media.store import Arrived
from forum.congress.models import Congress, CongressFile, SessionExample
from forum.congress.models.material import CAPTION_FIELDS
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError
from forum.practice.queries import readable_examples

REMOVED_FOR: Final = timedelta(days=7)
ARRIVED_FOR: Final = timedelta(days=1)
MOST_EXAMPLES: Final = 10


@dataclass(frozen=True)
class Details:
    """What is said about a file; ``alt`` says what a picture shows, ``transcript`` what is said in a film."""

    title: str
    alt: str = ""
    transcript: str = ""
    published: bool = False


@transaction.atomic
def add_file(*, actor: User, slug: str, session_id: int | None, name: str, arrived: Arrived) -> CongressFile:
    """Keep a file that has arrived, behind the others and not yet shown. Raises ``NotFoundError`` for all but hosts."""
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    session = queries.access_point(congress=congress, session_id=session_id) if session_id is not None else None
    last = congress.files.aggregate(last=Max("position"))["last"]
    title, (width, height) = _title(name), arrived.sides or (None, None)
    file = CongressFile.objects.create(
        congress=congress,
        session=session,
        kind=arrived.found.kind,
        title=title,
        name=f"{timetable.slug_of(title)}.{arrived.found.ending}",
        content_type=arrived.found.content_type,
        size=arrived.size,
        stored=store.keep(arrived),
        small=store.keep_small(arrived),
        width=width,
        height=height,
        position=0 if last is None else last + 1,
        added=now(),
        added_by=actor,
    )
    _record(actor, file, "add")
    return file


@transaction.atomic
def describe_file(*, actor: User, slug: str, file_id: int, details: Details) -> CongressFile:
    """Say what a file is, and show it or not. Repeating it changes nothing.

    Raises ``NotFoundError`` for all but hosts, ``InvalidError`` (``captions_required`` for a film, ``alt_required`` for
    a picture that shall be shown).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    file = queries.access_edited_file(congress=congress, file_id=file_id)
    file.title = timetable.clean_title(details.title, field="title")
    file.alt = timetable.clean_title(details.alt, field="alt", shortest=0, longest=500)
    file.transcript = timetable.clean_text(details.transcript, field="transcript", longest=200_000)
    file.published = details.published
    if file.published and file.kind == FileKind.FILM and not file.captions:
        raise InvalidError("captions_required", field="published")
    if file.published and file.kind == FileKind.IMAGE and not file.alt:
        raise InvalidError("alt_required", field="alt")
    file.save()
    _record(actor, file, "describe")
    return file


@transaction.atomic
def add_captions(
    *, actor: User, slug: str, file_id: int, arrived: Arrived, language: CaptionLanguage = CaptionLanguage.GERMAN
) -> CongressFile:
    """Give a film its captions in a language, in place of earlier ones of that language.

    Raises ``NotFoundError`` for all but hosts, ``ConflictError("not_a_film")``.
    """
    film, field = _film(actor, slug, file_id), CAPTION_FIELDS[language]
    before = getattr(film, field)
    setattr(film, field, store.keep(arrived))
    return _replaced(actor, film, before, "captions")


@transaction.atomic
def remove_captions(*, actor: User, slug: str, file_id: int, language: CaptionLanguage) -> CongressFile:
    """Take the captions of a language away. Repeating it changes nothing.

    Raises as ``add_captions``, and ``ConflictError("captions_needed")`` for the German ones of a film that is shown.
    """
    film, field = _film(actor, slug, file_id), CAPTION_FIELDS[language]
    before = getattr(film, field)
    if not before:
        return film
    if film.published and language == CaptionLanguage.GERMAN:
        raise ConflictError("captions_needed")
    setattr(film, field, "")
    return _replaced(actor, film, before, "captions")


@transaction.atomic
def add_poster(*, actor: User, slug: str, file_id: int, arrived: Arrived) -> CongressFile:
    """Give a film the picture that stands there before it runs. Raises as ``add_captions``; ``not_a_picture``."""
    film = _film(actor, slug, file_id)
    if arrived.found.kind != FileKind.IMAGE:
        raise InvalidError("not_a_picture", field="file")
    before, small = film.poster, store.keep_small(arrived)
    film.poster = small or store.keep(arrived)
    film.poster_type = scaling.CONTENT_TYPE if small else arrived.found.content_type
    return _replaced(actor, film, before, "poster")


@transaction.atomic
def order_files(*, actor: User, slug: str, file_ids: Sequence[int]) -> None:
    """Put the files into this order. Raises ``NotFoundError``, ``ConflictError`` unless all are named."""
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    files = {file.pk: file for file in congress.files.filter(removed=None)}
    if sorted(files) != sorted(file_ids):
        raise ConflictError
    for position, pk in enumerate(file_ids):
        files[pk].position = position
    CongressFile.objects.bulk_update(files.values(), ["position"])


@transaction.atomic
def remove_file(*, actor: User, slug: str, file_id: int) -> CongressFile:
    """Take a file away; for a week it can be brought back. Repeating it changes nothing. Raises ``NotFoundError``."""
    return _set_removed(actor, slug, file_id, removed=True)


@transaction.atomic
def restore_file(*, actor: User, slug: str, file_id: int) -> CongressFile:
    """Bring a removed file back as it was. Repeating it changes nothing. Raises ``NotFoundError``."""
    return _set_removed(actor, slug, file_id, removed=False)


@transaction.atomic
def set_examples(*, actor: User, slug: str, session_id: int, public_ids: Sequence[str]) -> None:
    """Say which practice examples are presented in a point: exactly these, in this order.

    Raises ``NotFoundError`` for all but hosts, ``InvalidError`` for ``examples`` (``unknown_example``: none that the
    actor may read; ``too_many``).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    session = queries.access_point(congress=congress, session_id=session_id)
    if len(public_ids) > MOST_EXAMPLES:
        raise InvalidError("too_many", field="examples")
    wanted = list(dict.fromkeys(public_ids))
    found = readable_examples(reader=actor, public_ids=wanted)
    if len(found) != len(wanted):
        raise InvalidError("unknown_example", field="examples")
    session.presented.all().delete()
    SessionExample.objects.bulk_create(
        SessionExample(session=session, example=found[public_id], position=position)
        for position, public_id in enumerate(wanted)
    )
    record(actor=actor, action="congress.examples", target=session, facts={"examples": wanted})


def forget_files() -> dict[str, int]:
    """Delete files that were removed a week ago, and what arrived and was never kept."""
    moment, gone = now(), 0
    for file in CongressFile.objects.filter(removed__lt=moment - REMOVED_FOR):
        file.delete()
        store.delete(file.stored, *file.all_captions.values(), file.poster, file.small)
        gone += 1
    for path in store.waiting():
        if path.stat().st_mtime < (moment - ARRIVED_FOR).timestamp():
            path.unlink(missing_ok=True)
    return {"files": gone}


def _title(name: str) -> str:
    """A title from the name that the file had: without its ending, with spaces."""
    stem = " ".join(PurePath(name.replace("\\", "/")).stem.replace("_", " ").split())
    return timetable.clean_title(stem[:200] if len(stem) > 1 else "Datei", field="name")


def _film(actor: User, slug: str, file_id: int) -> CongressFile:
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    film = queries.access_edited_file(congress=congress, file_id=file_id)
    if film.kind != FileKind.FILM:
        raise ConflictError("not_a_film")
    return film


def _replaced(actor: User, film: CongressFile, before: str, did: str) -> CongressFile:
    film.save()
    transaction.on_commit(lambda: store.delete(before))
    _record(actor, film, did)
    return film


def _set_removed(actor: User, slug: str, file_id: int, *, removed: bool) -> CongressFile:
    congress: Congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    file = queries.access_edited_file(congress=congress, file_id=file_id, removed=True)
    if (file.removed is not None) != removed:
        file.removed = now() if removed else None
        file.save(update_fields=["removed"])
        _record(actor, file, "remove" if removed else "restore")
    return file


def _record(actor: User, file: CongressFile, did: str) -> None:
    facts = {"did": did, "file": file.pk, "kind": file.kind, "published": file.published}
    record(actor=actor, action="congress.file", target=file.congress, facts=facts)
