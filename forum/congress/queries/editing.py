"""What hosts read while they make a congress, and the gate in front of it."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.accounts.rules import Reader, has_role
from forum.congress import timetable
from forum.congress.enums import CongressStatus, StaffRole
from forum.congress.models import (
    Congress,
    CongressFile,
    CongressStaff,
    FormerPart,
    LiveSession,
    Registration,
    Room,
    Session,
    SessionSpeaker,
)
from forum.congress.queries.material import present_files
from forum.congress.queries.programme import of_staff
from forum.core.errors import NotFoundError


@dataclass(frozen=True)
class Editing:
    """A congress as its hosts see it: everything that can be changed, and what does not fit together."""

    congress: Congress
    rooms: list[Room]
    sessions: list[Session]
    staff: list[CongressStaff]
    two_places: list[timetable.TwoPlaces]
    files: list[CongressFile]


def can_create(reader: Reader) -> bool:
    """Whether the reader may begin a congress: coordinators and admins."""
    return has_role(reader, Role.COORDINATOR)


def hosted(reader: Reader) -> QuerySet[Congress]:
    """Congresses that the reader hosts, drafts too; all of them for an admin, none for a guest."""
    if not isinstance(reader, User) or not reader.is_active:
        return Congress.objects.none()
    if has_role(reader, Role.ADMIN):
        return Congress.objects.all()
    return Congress.objects.filter(staff__user=reader, staff__role=StaffRole.HOST)


def drafts(reader: Reader) -> QuerySet[Congress]:
    """Congresses not yet shown that the reader moderates or hosts, latest first."""
    return of_staff(reader).filter(status=CongressStatus.DRAFT)


def may_host(reader: Reader, congress: Congress) -> bool:
    """Whether the reader is a host of this congress (or an admin)."""
    return hosted(reader).filter(pk=congress.pk).exists()


def access_hosted(*, reader: Reader, slug: str, lock: bool = False) -> Congress:
    """Gate to editing: a congress that the reader hosts, locked on wish; else ``NotFoundError``."""
    found = Congress.objects.filter(pk__in=hosted(reader).values("pk"), slug=slug)
    congress = (found.select_for_update() if lock else found).first()
    if congress is None:
        raise NotFoundError
    return congress


def editing(*, reader: Reader, slug: str) -> Editing:
    """Everything that hosts of this congress edit; raises ``NotFoundError`` for anybody else."""
    congress = access_hosted(reader=reader, slug=slug)
    sessions = programme(congress)
    former = Prefetch("former", FormerPart.objects.order_by("-replaced", "-pk"))
    return Editing(
        congress=congress,
        rooms=list(congress.rooms.order_by("position", "pk")),
        sessions=sessions,
        staff=list(congress.staff.select_related("user").order_by("role", "user__name", "pk")),
        two_places=timetable.in_two_places(sessions),
        files=list(present_files(congress).select_related("changed_by").prefetch_related(former)),
    )


def programme(congress: Congress) -> list[Session]:
    """The points of a congress in the order of time and room, with rooms, live sessions and speakers read along."""
    parts = SessionSpeaker.objects.select_related("speaker").order_by("position", "pk")
    sessions = congress.sessions.select_related("room", "live", "changed_by").order_by("starts", "room__position", "pk")
    return list(sessions.prefetch_related(Prefetch("speaking", parts)))


def access_point(*, congress: Congress, session_id: int, removed: bool = False) -> Session:
    """A point of this congress, also a removed one on wish; raises ``NotFoundError``."""
    found = Session.with_removed.filter(congress=congress, pk=session_id).select_related("changed_by", "live").first()
    if found is None or (found.removed is not None and not removed):
        raise NotFoundError
    return found


def access_room(*, congress: Congress, room_id: int) -> Room:
    """A room of this congress; raises ``NotFoundError``."""
    room = congress.rooms.filter(pk=room_id).first()
    if room is None:
        raise NotFoundError
    return room


def live_of(session: Session) -> LiveSession | None:
    """The live session of a point, if it has one."""
    return LiveSession.objects.filter(programme=session).first()


def people_came(congress: Congress) -> bool:
    """Whether people have been in one of its live sessions, or are on its list of registrations."""
    was_open = LiveSession.objects.filter(programme__congress=congress, opened__isnull=False)
    return was_open.exists() or Registration.objects.filter(congress=congress).exists()
