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
from forum.congress.actions.congresses import changed_meanwhile
from forum.congress.enums import FileKind
from forum.congress.media import store
from forum.congress.media.store import Arrived
from forum.congress.models import Congress, CongressFile, FormerPart, SessionExample
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
def describe_file(*, actor: User, slug: str, file_id: int, version: int, details: Details) -> CongressFile:
    """Say what a file is, and show it or not. Repeating it changes nothing.

    Raises ``NotFoundError`` for all but hosts, ``ConflictError("changed_meanwhile")`` with ``by`` when somebody changed
    it after ``version``, ``InvalidError`` (``captions_required`` for a film, ``alt_required`` for a picture that shall
    be shown).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    file = queries.access_edited_file(congress=congress, file_id=file_id)
    before = _details(file)
    file.title = timetable.clean_title(details.title, field="title")
    file.alt = timetable.clean_title(details.alt, field="alt", shortest=0, longest=500)
    file.transcript = timetable.clean_text(details.transcript, field="transcript", longest=200_000)
    file.published = details.published
    if file.published and file.kind == FileKind.FILM and not file.captions:
        raise InvalidError("captions_required", field="published")
    if file.published and file.kind == FileKind.IMAGE and not file.alt:
        raise InvalidError("alt_required", field="alt")
    if _details(file) == before:
        return file
    if version != file.version:
        raise changed_meanwhile(file.changed_by)
    file.version += 1
    file.changed_by = actor
    file.save()
    _record(actor, file, "describe")
    return file


@transaction.atomic
def order_files(*, actor: User, slug: str, file_ids: Sequence[int]) -> None:
    """Put the files into this order. Raises ``NotFoundError``, ``ConflictError`` unless all that hosts see are named.

    Files of removed points are not among them; they keep their number and come back there.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    files = {file.pk: file for file in queries.present_files(congress)}
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

    Examples that the actor cannot read at present, a suspended one for example, stay where they are.
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
    order = [found[public_id] for public_id in wanted]
    readable = {row.example_id for row in queries.presented(reader=actor, congress=congress).get(session.pk, [])}
    rows = session.presented.select_related("example").order_by("position", "pk")
    for place, row in enumerate(rows):
        if row.example_id not in readable:
            order.insert(place, row.example)
    session.presented.all().delete()
    SessionExample.objects.bulk_create(
        SessionExample(session=session, example=example, position=position) for position, example in enumerate(order)
    )
    record(actor=actor, action="congress.examples", target=session, facts={"examples": wanted})


def forget_files() -> dict[str, int]:
    """Delete files that were removed a week ago, parts replaced then, and what arrived and was never kept."""
    moment, gone = now(), 0
    for file in CongressFile.objects.filter(removed__lt=moment - REMOVED_FOR):
        kept = file.all_kept
        file.delete()
        store.delete(*kept)
        gone += 1
    for part in FormerPart.objects.filter(replaced__lt=moment - REMOVED_FOR).select_related("file"):
        part.delete()
        if part.stored not in part.file.all_kept:
            store.delete(part.stored)
    for path in store.waiting():
        if path.stat().st_mtime < (moment - ARRIVED_FOR).timestamp():
            path.unlink(missing_ok=True)
    return {"files": gone}


def _title(name: str) -> str:
    """A title from the name that the file had: without its ending, with spaces."""
    stem = " ".join(PurePath(name.replace("\\", "/")).stem.replace("_", " ").split())
    return timetable.clean_title(stem[:200] if len(stem) > 1 else "Datei", field="name")


def _details(file: CongressFile) -> Details:
    return Details(file.title, file.alt, file.transcript, published=file.published)


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
