"""Points of the programme: adding, changing, removing and bringing back, and moving what is still to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries, timetable
from forum.congress.actions.congresses import changed_meanwhile
from forum.congress.actions.places import settle
from forum.congress.actions.revisions import tell_halls
from forum.congress.actions.speaking import PartGiven, same_parts, set_parts
from forum.congress.enums import CongressStatus, SessionKind
from forum.congress.models import Congress, LiveSession, Session
from forum.congress.texts import save_session
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError, NotFoundError


@dataclass(frozen=True)
class Point:
    """A point of the programme as hosts write it; ``abstract`` is Markdown, ``room`` the id of a room or none."""

    title: str
    kind: SessionKind
    starts: datetime
    ends: datetime
    room: int | None = None
    abstract: str = ""
    parts: tuple[PartGiven, ...] = ()


@transaction.atomic
def add_point(*, actor: User, slug: str, point: Point) -> Session:
    """Add a point to the programme.

    Raises ``NotFoundError`` for all but hosts, ``InvalidError`` for what does not hold (``outside_days``;
    ``unknown_room`` for one that was removed or is of another congress; ``room_taken`` with the titles ``first`` and
    ``other`` when the room is used at that time).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    announced = congress.status == CongressStatus.PUBLISHED
    session = Session(congress=congress, changed_by=actor, changed=now(), announced=announced)
    _set(session, point)
    save_session(session)
    set_parts(session, point.parts)
    _require_programme(congress)
    _record(actor, session, "add")
    return session


@transaction.atomic
def edit_point(*, actor: User, slug: str, session_id: int, version: int, point: Point) -> Session:
    """Change a point; who waited for a place that this makes free moves up. Repeating it changes nothing.

    Raises as ``add_point``, and ``ConflictError("changed_meanwhile")`` with ``by`` when somebody changed it after
    ``version``.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    session = queries.access_point(congress=congress, session_id=session_id)
    before = _values(session)
    _set(session, point)
    if _values(session) == before and same_parts(session, point.parts):
        return session
    if version != session.version:
        raise changed_meanwhile(session.changed_by)
    _store(session, actor)
    set_parts(session, point.parts)
    _require_programme(congress)
    _record(actor, session, "edit")
    settle(congress)
    tell_halls(LiveSession.objects.filter(programme=session))
    return session


@transaction.atomic
def remove_point(*, actor: User, slug: str, session_id: int) -> Session:
    """Take a point off the programme; it can be brought back. Repeating it changes nothing.

    Raises ``NotFoundError``, ``ConflictError("live_session_used")`` once people have been in its live session: it is
    read under the lock under which sessions are opened.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    session = queries.access_point(congress=congress, session_id=session_id, removed=True)
    if session.removed is not None:
        return session
    live = queries.live_of(session)
    if live is not None and queries.lock_session(live.pk).opened is not None:
        raise ConflictError("live_session_used")
    session.removed = now()
    _store(session, actor)
    _record(actor, session, "remove")
    return session


@transaction.atomic
def restore_point(*, actor: User, slug: str, session_id: int) -> Session:
    """Bring a removed point back; without its room when that is taken by now. Repeating it changes nothing.

    Who waited for a place in it and now gets one is told. Raises ``NotFoundError``, ``InvalidError("outside_days")``
    when the congress no longer has the day.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    session = queries.access_point(congress=congress, session_id=session_id, removed=True)
    if session.removed is None:
        return session
    timetable.require_times(congress, session)
    there = congress.sessions.filter(room=session.room_id) if session.room_id else congress.sessions.none()
    if any(timetable.meets(session, other) for other in there):
        session.room = None
    session.removed = None
    session.announced = session.announced or congress.status == CongressStatus.PUBLISHED
    _store(session, actor)
    _record(actor, session, "restore")
    settle(congress)
    return session


@transaction.atomic
def shift_points(
    *, actor: User, slug: str, session_ids: Sequence[int], minutes: int, longer: int | None = None
) -> None:
    """Move these points by so many minutes; ``longer`` among them keeps its begin and just ends later.

    The opposite number of minutes takes it back exactly. What is no longer over gives its free places away. Raises
    ``NotFoundError`` for all but hosts and for points of other congresses, ``InvalidError`` (``outside_days``,
    ``room_taken``, ``ends_before_start``) when the programme would no longer hold; nothing is moved then.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    sessions = list(congress.sessions.filter(pk__in=list(session_ids)))
    if not sessions or len(sessions) != len(set(session_ids)):
        raise NotFoundError
    for session in sessions:
        if session.pk == longer:
            session.ends += timedelta(minutes=minutes)
        else:
            session.starts, session.ends = timetable.moved(session, minutes)
        timetable.require_times(congress, session)
        _store(session, actor)
    _require_programme(congress)
    facts = {"did": "shift", "minutes": minutes, "sessions": sorted(session.pk for session in sessions)}
    record(actor=actor, action="congress.point", target=congress, facts=facts)
    settle(congress)
    tell_halls(LiveSession.objects.filter(programme__in=sessions))


def _set(session: Session, point: Point) -> None:
    congress = session.congress
    session.title = timetable.clean_title(point.title, field="title")
    session.abstract = timetable.clean_text(point.abstract, field="abstract")
    session.kind = point.kind
    session.starts, session.ends = point.starts, point.ends
    session.room = None if point.room is None else congress.rooms.filter(pk=point.room).first()
    if point.room is not None and session.room is None:
        raise InvalidError("unknown_room", field="room")
    if len(point.parts) > timetable.SPEAKERS_PER_POINT:
        raise InvalidError("too_many", field="parts")
    timetable.require_times(congress, session)


def _values(session: Session) -> tuple[object, ...]:
    return session.title, session.abstract, session.kind, session.starts, session.ends, session.room_id


def _store(session: Session, actor: User) -> None:
    session.version += 1
    session.changed = now()
    session.changed_by = actor
    save_session(session)


def _require_programme(congress: Congress) -> None:
    timetable.require_free_rooms(congress.sessions.all())


def _record(actor: User, session: Session, did: str) -> None:
    record(actor=actor, action="congress.point", target=session, facts={"did": did, "version": session.version})
