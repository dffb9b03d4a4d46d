"""What those who run a congress do with registrations: rules, entrance, taking people off, and deleting in time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries, tickets
from forum.congress.actions.congresses import changed_meanwhile
from forum.congress.actions.places import free_code, queue_up, release, settle, tell
from forum.congress.enums import RegistrationFor, RegistrationState, SessionKind
from forum.congress.models import Congress, Registration
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError

_S = RegistrationState


@dataclass(frozen=True)
class RegistrationRules:
    """Who may register, from when to when, and how many; ``workshops`` maps ids of workshops to places (or none)."""

    registration: RegistrationFor
    capacity: int | None
    opens: datetime | None
    closes: datetime | None
    workshops: Mapping[int, int | None]


@transaction.atomic
def set_registration_rules(*, actor: User, slug: str, version: int, rules: RegistrationRules) -> Congress:
    """Set who may register and how many there is room for; with more room those who wait move up.

    Raises ``NotFoundError`` for all but hosts and for points of other congresses,
    ``ConflictError("changed_meanwhile")``, ``InvalidError`` (``closes_before_open``; ``not_a_workshop``).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    if version != congress.version:
        raise changed_meanwhile(congress.changed_by)
    if rules.opens and rules.closes and rules.closes <= rules.opens:
        raise InvalidError("closes_before_open", field="closes")
    congress.registration, congress.capacity = rules.registration, rules.capacity
    congress.registration_opens, congress.registration_closes = rules.opens, rules.closes
    congress.version += 1
    congress.changed_by = actor
    congress.save()
    for session_id, capacity in rules.workshops.items():
        session = queries.access_point(congress=congress, session_id=session_id)
        if session.kind != SessionKind.WORKSHOP:
            raise InvalidError("not_a_workshop", field="workshops")
        session.capacity = capacity
        session.save(update_fields=["capacity"])
    settle(congress)
    facts = {"for": congress.registration, "capacity": congress.capacity}
    record(actor=actor, action="congress.registration_rules", target=congress, facts=facts)
    return congress


@transaction.atomic
def set_here(*, actor: User, slug: str, registration_id: int, here: bool, tick: str = "") -> tuple[Registration, bool]:
    """Tick somebody at the entrance, or take the tick back; absolute, so that a retry does no harm.

    Who waits and stands at the entrance can be ticked too: letting them in is the staff's decision. Also returns
    whether they had been ticked before by another tick than this one: a tick that waited for the network is told so,
    and the first one stays. Raises ``NotFoundError`` for all but staff, ``ConflictError("cancelled")``.
    """
    congress = queries.access_run(reader=actor, slug=slug, lock=True)
    registration = queries.access_registration(congress=congress, registration_id=registration_id)
    if registration.state not in {_S.REGISTERED, _S.WAITING}:
        raise ConflictError("cancelled")
    if (registration.here is not None) == here:
        return registration, here and (not tick or tick != registration.tick)
    registration.here, registration.here_by = (now(), actor) if here else (None, None)
    registration.tick = tick if here else ""
    registration.save(update_fields=["here", "here_by", "tick"])
    return registration, False


@transaction.atomic
def admit(*, actor: User, slug: str, name: str, municipality: str) -> Registration:
    """Let somebody in who is not on the list, and tick them. Raises ``NotFoundError`` for all but staff."""
    congress = queries.access_run(reader=actor, slug=slug, lock=True)
    moment = now()
    registration = Registration(congress=congress, code=free_code(congress), created=moment)
    tickets.fill(registration, tickets.Form(name, municipality))
    queue_up(registration)
    registration.state = _S.REGISTERED
    registration.here, registration.here_by = moment, actor
    registration.save()
    return registration


@transaction.atomic
def take_off(*, actor: User, slug: str, registration_id: int) -> Registration:
    """Take somebody off the list and tell them; the next who waits moves up. Repeating it changes nothing.

    Raises ``NotFoundError`` for all but hosts, ``ConflictError`` (``congress_over``; ``already_here`` for somebody who
    is ticked: who came stays on the list).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    registration = queries.access_registration(congress=congress, registration_id=registration_id)
    registration.congress = congress
    if registration.state not in {_S.REGISTERED, _S.WAITING}:
        return registration
    if queries.phase(congress) == queries.Phase.PAST:
        raise ConflictError("congress_over")
    if registration.here is not None:
        raise ConflictError("already_here")
    release(registration)
    tell(registration, "registration_taken_off")
    settle(congress)
    facts = {"registration": registration.pk}
    record(actor=actor, action="congress.registration_taken_off", target=congress, facts=facts)
    return registration


@transaction.atomic
def forget_registrations() -> dict[str, int]:
    """Delete what is no longer needed: links never followed, cancellations, and everything some weeks after the end.

    What people wrote about their needs goes on the day after the congress. Safe at any time and as often as one likes.
    """
    moment, today = now(), queries.today()
    old = Q(congress__ends__lt=today - tickets.KEPT_AFTER)
    unused = Q(state=_S.UNCONFIRMED, changed__lt=moment - tickets.UNCONFIRMED_FOR)
    cancelled = Q(state=_S.CANCELLED, changed__lt=moment - tickets.CANCELLED_FOR)
    gone = Registration.objects.filter(old | unused | cancelled)
    deleted = gone.count()
    gone.delete()
    needs = Registration.objects.filter(congress__ends__lt=today).exclude(needs="").update(needs="")
    return {"registrations": deleted, "needs": needs}
