"""Beginning a congress, and changing what it says about itself."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries, timetable
from forum.congress.actions.places import settle
from forum.congress.actions.programme import move_days, touch
from forum.congress.actions.revisions import tell_halls
from forum.congress.enums import CongressStatus, LiveState, StaffRole
from forum.congress.events import AccessEnded
from forum.congress.media import store
from forum.congress.models import Congress, CongressStaff, LiveSession, Session
from forum.congress.texts import save_congress
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.events import emit


@dataclass(frozen=True)
class Facts:
    """What a congress says about itself; ``documentation`` is Markdown."""

    title: str
    starts: date
    ends: date
    place: str
    host: str
    subtitle: str = ""
    summary: str = ""
    documentation: str = ""


@transaction.atomic
def create_congress(*, actor: User, facts: Facts) -> Congress:
    """Begin a congress as a draft that only its hosts see; the actor becomes its first host.

    Raises ``NotFoundError`` unless the actor may begin congresses, ``InvalidError`` for facts that do not hold.
    """
    if not queries.can_create(actor):
        raise NotFoundError
    congress = Congress(slug=_free_slug(facts.title), changed_by=actor)
    _set(congress, facts)
    save_congress(congress)
    CongressStaff.objects.create(congress=congress, user=actor, role=StaffRole.HOST)
    record(actor=actor, action="congress.create", target=congress)
    return congress


@transaction.atomic
def edit_congress(*, actor: User, slug: str, version: int, facts: Facts, with_programme: bool = False) -> Congress:
    """Change the facts; the address stays. Repeating it changes nothing.

    ``with_programme`` moves all points, removed ones too, by as many days as the first day moves, at the same times by
    Berlin's clocks; going back to the old days in the same way takes it back. Calendars hear of another place. A
    congress that is no longer over gives its free places away.

    Raises ``NotFoundError`` for all but hosts, ``ConflictError("changed_meanwhile")`` with ``by`` when somebody changed
    them after ``version``, ``InvalidError`` for facts that do not hold (``sessions_outside``: points of the programme
    would lie outside the days).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    before = _facts(congress)
    first, place = congress.starts, congress.place
    _set(congress, facts)
    if _facts(congress) == before:
        return congress
    if version != congress.version:
        raise changed_meanwhile(congress.changed_by)
    days = (congress.starts - first).days if with_programme else 0
    if days:
        move_days(congress, days)
    if days or congress.place != place:
        touch(actor=actor, sessions=Session.with_removed.filter(congress=congress))
    if not all(timetable.within(congress, session) for session in congress.sessions.all()):
        raise InvalidError("sessions_outside", field="ends")
    _store(congress, actor)
    record(actor=actor, action="congress.edit", target=congress, facts={"version": congress.version, "moved": days})
    settle(congress)
    tell_halls(LiveSession.objects.filter(programme__congress=congress))
    return congress


@transaction.atomic
def set_status(*, actor: User, slug: str, status: CongressStatus) -> Congress:
    """Show a congress to everybody, or take it back to its hosts. Repeating it changes nothing.

    Raises ``NotFoundError`` for all but hosts, ``ConflictError("live_session_open")`` when it shall be hidden while
    people are in one of its live sessions.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    if congress.status == status:
        return congress
    if status == CongressStatus.DRAFT and _is_live(congress):
        raise ConflictError("live_session_open")
    congress.status = status
    if status == CongressStatus.PUBLISHED:
        congress.sessions.update(announced=True)
    else:
        emit(AccessEnded(queries.session_ids(congress)))
    _store(congress, actor)
    record(actor=actor, action="congress.status", target=congress, facts={"to": status.value})
    return congress


@transaction.atomic
def delete_draft(*, actor: User, slug: str) -> None:
    """Delete a congress begun by mistake, with its programme and its files, for good.

    Raises ``NotFoundError`` for all but hosts, ``ConflictError`` (``congress_shown`` unless it is a draft,
    ``congress_used`` when people have registered or have been in one of its live sessions).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    if congress.status != CongressStatus.DRAFT:
        raise ConflictError("congress_shown")
    if queries.people_came(congress):
        raise ConflictError("congress_used")
    kept = [name for file in congress.files.all() for name in file.all_kept]
    record(actor=actor, action="congress.delete", target=congress, facts={"slug": congress.slug})
    emit(AccessEnded(queries.session_ids(congress)))
    congress.delete()
    transaction.on_commit(lambda: store.delete(*kept))


def _is_live(congress: Congress) -> bool:
    """Whether people are in one of its live sessions, read under the locks under which sessions are opened."""
    lives = [queries.lock_session(pk) for pk in queries.session_ids(congress)]
    return any(live.state == LiveState.OPEN for live in lives)


def changed_meanwhile(by: User | None) -> ConflictError:
    """The refusal for who edits an older version than the present one."""
    return ConflictError("changed_meanwhile", by=by.name if by else "")


def _facts(congress: Congress) -> dict[str, object]:
    return {field.name: getattr(congress, field.name) for field in fields(Facts)}


def _set(congress: Congress, facts: Facts) -> None:
    congress.title = timetable.clean_title(facts.title, field="title")
    congress.subtitle = timetable.clean_title(facts.subtitle, field="subtitle", shortest=0)
    congress.place = timetable.clean_title(facts.place, field="place")
    congress.host = timetable.clean_title(facts.host, field="host")
    congress.summary = timetable.clean_text(facts.summary, field="summary", longest=2000)
    congress.documentation = timetable.clean_text(facts.documentation, field="documentation", longest=100_000)
    timetable.require_days(facts.starts, facts.ends)
    congress.starts, congress.ends = facts.starts, facts.ends


def _store(congress: Congress, actor: User) -> None:
    congress.version += 1
    congress.changed_by = actor
    save_congress(congress)


def _free_slug(title: str) -> str:
    wanted = timetable.slug_of(title)
    taken = set(Congress.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    taken |= {"next", "new", "neu"}
    numbers = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbers) if slug not in taken)
