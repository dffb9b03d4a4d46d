"""Every write to affiliations: who works for which municipality, and how that became certain."""

from django.db import transaction

from forum.accounts import mails
from forum.accounts.actions import admit_member
from forum.accounts.models import User
from forum.audit import actions as audit
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError
from forum.core.events import emit
from forum.municipalities import queries
from forum.municipalities.enums import AffiliationState as State
from forum.municipalities.events import AffiliationDecided, AffiliationRequested
from forum.municipalities.models import Affiliation, Municipality


@transaction.atomic
def choose_at_sign_up(*, actor: User, ags: str) -> Affiliation:
    """Note the municipality that a new person chose; nobody is bothered before the address is confirmed.

    Raises ``NotFoundError`` for an unknown AGS and ``ConflictError("affiliation_exists")`` when there is one.
    """
    return _begin(actor, queries.access_municipality(ags=ags), State.UNVERIFIED)


@transaction.atomic
def settle_verified(*, actor: User) -> Affiliation | None:
    """What follows from a confirmed e-mail address; repeating it changes nothing.

    An address with the mail domain of a municipality binds the person to it, whatever was chosen, and makes them a
    member. Otherwise the choice of the sign-up begins to wait for a coordinator. ``None`` when nothing was chosen.
    """
    current = queries.current_affiliation(actor, lock=True)
    if current is not None and current.state != State.UNVERIFIED:
        return current
    bound = queries.municipality_by_mail(actor.email)
    if bound is not None:
        return _bind(actor, bound, current)
    if current is None:
        return None
    current.state, current.requested = State.PENDING, now()
    current.save(update_fields=["state", "requested"])
    _say_requested(actor, current)
    return current


@transaction.atomic
def request_affiliation(*, actor: User, ags: str) -> Affiliation:
    """Ask a coordinator to confirm that one works for this municipality, with an address that is confirmed already.

    Raises ``NotFoundError`` for an unknown AGS and ``ConflictError("affiliation_exists")`` while one is waiting or
    confirmed.
    """
    affiliation = _begin(actor, queries.access_municipality(ags=ags), State.PENDING)
    _say_requested(actor, affiliation)
    return affiliation


@transaction.atomic
def decide_affiliation(*, actor: User, affiliation_id: int, confirm: bool) -> Affiliation:
    """Confirm or decline that a person works for a municipality; a confirmed person is a member from then on.

    The person gets a mail. Repeating the same decision changes nothing. Raises ``NotFoundError`` for whoever is no
    coordinator, ``ForbiddenError`` for one's own request and ``ConflictError`` when it was decided otherwise.
    """
    affiliation = queries.access_affiliation(actor=actor, affiliation_id=affiliation_id)
    if affiliation.user_id == actor.pk:
        raise ForbiddenError("own_affiliation")
    state = State.CONFIRMED if confirm else State.DECLINED
    if affiliation.state == state:
        return affiliation
    if affiliation.state != State.PENDING:
        raise ConflictError("affiliation_already_decided")
    _decide(actor, affiliation, state)
    person = affiliation.user
    if confirm:
        admit_member(actor=actor, user=person)
    facts = {"name": person.name, "municipality": affiliation.municipality.name}
    to, locale, mail = person.email, person.locale, f"affiliation_{state.value}"
    transaction.on_commit(lambda: mails.send(mail, to=to, locale=locale, facts=facts), robust=True)
    return affiliation


@transaction.atomic
def appoint_lead(*, actor: User, affiliation_id: int, lead: bool) -> Affiliation:
    """Make a confirmed person Ansprechperson of their municipality, or no longer; a municipality may have several.

    Repeating it changes nothing. Raises ``NotFoundError`` for whoever is no coordinator and ``ConflictError`` while the
    affiliation is not confirmed.
    """
    affiliation = queries.access_affiliation(actor=actor, affiliation_id=affiliation_id)
    if affiliation.state != State.CONFIRMED:
        raise ConflictError("affiliation_not_confirmed")
    if affiliation.lead != lead:
        affiliation.lead = lead
        affiliation.save(update_fields=["lead"])
        facts = {"user": affiliation.user_id, "municipality": affiliation.municipality.ags, "lead": lead}
        audit.record(actor=actor, action="affiliation.lead", target=affiliation, facts=facts)
    return affiliation


def _begin(person: User, municipality: Municipality, state: State) -> Affiliation:
    if queries.current_affiliation(person, lock=True) is not None:
        raise ConflictError("affiliation_exists")
    return Affiliation.objects.create(
        user=person,
        municipality=municipality,
        state=state,
        requested=now() if state == State.PENDING else None,
    )


def _bind(person: User, municipality: Municipality, current: Affiliation | None) -> Affiliation:
    affiliation = current or Affiliation(user=person)
    affiliation.municipality = municipality
    affiliation.save()
    _decide(None, affiliation, State.CONFIRMED)
    admit_member(actor=None, user=person)
    return affiliation


def _decide(actor: User | None, affiliation: Affiliation, state: State) -> None:
    affiliation.state, affiliation.decided, affiliation.decided_by = state, now(), actor
    affiliation.save(update_fields=["state", "decided", "decided_by"])
    audit.record(
        actor=actor,
        action="affiliation.confirm" if state == State.CONFIRMED else "affiliation.decline",
        target=affiliation,
        facts={
            "user": affiliation.user_id,
            "municipality": affiliation.municipality.ags,
            "by": "coordinator" if actor else "mail_domain",
        },
    )
    emit(AffiliationDecided(affiliation_id=affiliation.pk, user_id=affiliation.user_id, state=state.value))


def _say_requested(person: User, affiliation: Affiliation) -> None:
    facts = {"municipality": affiliation.municipality.ags}
    audit.record(actor=person, action="affiliation.request", target=affiliation, facts=facts)
    emit(AffiliationRequested(affiliation_id=affiliation.pk, user_id=person.pk))
