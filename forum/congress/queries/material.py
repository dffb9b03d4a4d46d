"""Reads of files and of the practice examples of a programme."""

from django.db.models import Q, QuerySet

from forum.accounts.rules import Reader
from forum.congress.models import Congress, CongressFile, Session, SessionExample
from forum.congress.queries.programme import congresses, may_run_congress, visible
from forum.core.errors import NotFoundError
from forum.practice.models import Revision
from forum.practice.queries import published


def published_congress(*, slug: str) -> Congress:
    """A congress that everybody sees; raises ``NotFoundError``."""
    congress = congresses().filter(slug=slug).first()
    if congress is None:
        raise NotFoundError
    return congress


def calendar_sessions(congress: Congress, *, only: frozenset[int] | None = None) -> list[Session]:
    """Points for a calendar, those too that were announced and are off; ``only`` narrows to these ids."""
    found = Session.with_removed.filter(Q(removed=None) | Q(announced=True), congress=congress)
    if only is not None:
        found = found.filter(pk__in=only)
    return list(found.select_related("room").prefetch_related("speaking__speaker").order_by("starts", "pk"))


def present_files(congress: Congress) -> QuerySet[CongressFile]:
    """Files of a congress in their order, drafts too; none that was removed, none of removed points."""
    return CongressFile.objects.filter(congress=congress, removed=None, session__removed=None).order_by(
        "position", "pk"
    )


def files(*, reader: Reader, congress: Congress) -> list[CongressFile]:
    """Files of a congress in their order: published ones, for its staff all."""
    found = present_files(congress)
    if not may_run_congress(reader, congress):
        found = found.filter(published=True)
    return list(found)


def access_file(*, reader: Reader, slug: str, file_id: int) -> CongressFile:
    """A file that the reader may have; raises ``NotFoundError``. Drafts are for the staff of the congress."""
    congress = visible(reader).filter(slug=slug).first()
    found = present_files(congress).filter(pk=file_id).first() if congress else None
    if congress is None or found is None or not (found.published or may_run_congress(reader, congress)):
        raise NotFoundError
    return found


def access_edited_file(*, congress: Congress, file_id: int, removed: bool = False) -> CongressFile:
    """A file of this congress for its hosts; raises ``NotFoundError``."""
    found = CongressFile.objects.filter(congress=congress, pk=file_id).first()
    if found is None or (found.removed is not None and not removed):
        raise NotFoundError
    return found


def presented(*, reader: Reader, congress: Congress) -> dict[int, list[Revision]]:
    """Live texts of the examples presented in each point, in their order, as far as this reader may read them."""
    pairs = list(
        SessionExample.objects.filter(session__congress=congress)
        .order_by("position", "pk")
        .values_list("session_id", "example_id")
    )
    if not pairs:
        return {}
    rows = published(reader).filter(example__in={example for _, example in pairs}).select_related("example")
    texts = {row.example_id: row for row in rows}
    found: dict[int, list[Revision]] = {}
    for session, example in pairs:
        if example in texts:
            found.setdefault(session, []).append(texts[example])
    return found


def presentations(example_id: int) -> list[Session]:
    """Points of published programmes in which an example was presented, latest first."""
    shown = congresses().order_by().values("pk")
    found = Session.objects.filter(presented__example=example_id, congress__in=shown)
    return list(found.select_related("congress").order_by("-starts", "-pk"))
