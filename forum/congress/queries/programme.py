"""Reads of congresses and their programme; published ones are public."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.accounts.rules import Reader, has_role
from forum.congress.enums import CongressStatus, LiveState
from forum.congress.models import Congress, CongressStaff, LiveSession, Session, SessionSpeaker, Speaker
from forum.core.clock import now
from forum.core.errors import NotFoundError


class Phase(StrEnum):
    """Where a congress stands towards today, by Berlin's calendar."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    PAST = "past"


@dataclass(frozen=True)
class Next:
    """The congress that runs or comes next, and its live sessions that are open now."""

    congress: Congress | None
    live: list[LiveSession]


def today() -> date:
    """The day in Berlin."""
    return timezone.localdate(now())


def phase(congress: Congress) -> Phase:
    """Where the congress stands today."""
    if congress.ends < today():
        return Phase.PAST
    return Phase.RUNNING if congress.starts <= today() else Phase.UPCOMING


def congresses() -> QuerySet[Congress]:
    """All published congresses, latest first; ``live_now`` tells whether a live session is open."""
    return _with_live(Congress.objects.filter(status=CongressStatus.PUBLISHED))


def of_staff(reader: Reader) -> QuerySet[Congress]:
    """Congresses, drafts too, that the reader moderates or hosts; all for an admin, none for a guest."""
    if not isinstance(reader, User) or not reader.is_active:
        return _with_live(Congress.objects.none())
    mine = Congress.objects.all() if has_role(reader, Role.ADMIN) else Congress.objects.filter(staff__user=reader)
    return _with_live(mine)


def visible(reader: Reader) -> QuerySet[Congress]:
    """Published congresses, and those that the reader moderates or hosts."""
    if not isinstance(reader, User):
        return congresses()
    mine = Q(pk__in=of_staff(reader).values("pk"))
    return _with_live(Congress.objects.filter(Q(status=CongressStatus.PUBLISHED) | mine))


def _with_live(found: QuerySet[Congress]) -> QuerySet[Congress]:
    live = LiveSession.objects.filter(programme__congress=OuterRef("pk"), state=LiveState.OPEN)
    return found.annotate(live_now=Exists(live)).order_by("-starts", "-pk")


def access_congress(*, reader: Reader, slug: str) -> Congress:
    """A published congress with rooms, speakers and programme read along; raises ``NotFoundError``.

    Staff see their congress as a draft too, as it will look.
    """
    parts = SessionSpeaker.objects.select_related("speaker").order_by("position", "pk")
    speakers = Speaker.objects.order_by("position", "pk")
    sessions = Session.objects.select_related("room", "live").order_by("starts", "room__position", "pk")
    congress = (
        visible(reader)
        .filter(slug=slug)
        .prefetch_related(
            Prefetch("speakers", speakers),
            Prefetch("sessions", sessions.prefetch_related(Prefetch("speaking", parts))),
        )
        .first()
    )
    if congress is None:
        raise NotFoundError
    return congress


def may_run_congress(reader: Reader, congress: Congress) -> bool:
    """Whether the reader is staff of this congress (or an admin)."""
    if not isinstance(reader, User) or not reader.is_active:
        return False
    return has_role(reader, Role.ADMIN) or CongressStaff.objects.filter(user=reader, congress=congress).exists()


def next_congress() -> Next:
    """What the box on the start page shows: the running congress, else the one that comes next."""
    congress = congresses().filter(ends__gte=today()).order_by("starts", "pk").first()
    return Next(congress, open_sessions(congress) if congress else [])


def open_sessions(congress: Congress) -> list[LiveSession]:
    """Live sessions of a congress that are open now, in the order of the programme."""
    live = LiveSession.objects.filter(programme__congress=congress, state=LiveState.OPEN)
    return list(live.select_related("programme__room").order_by("programme__starts", "pk"))


def search_congresses(*, words: list[str], limit: int) -> list[Congress]:
    """Published congresses that hold all these folded words, latest first."""
    found = congresses()
    for word in words:
        found = found.filter(folded__contains=word)
    return list(found[:limit])


def search_sessions(*, words: list[str], limit: int) -> list[Session]:
    """Points of the programme of published congresses that hold all these folded words, latest first."""
    found = Session.objects.filter(congress__status=CongressStatus.PUBLISHED).select_related("congress", "room")
    for word in words:
        found = found.filter(folded__contains=word)
    return list(found.order_by("-starts", "pk")[:limit])


def begins(session: Session) -> datetime:
    """When a point of the programme begins, in Berlin's time."""
    return timezone.localtime(session.starts)
