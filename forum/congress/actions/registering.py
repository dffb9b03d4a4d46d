"""Registering for a congress: members at once, guests by a link that goes to their address."""

from datetime import timedelta

from django.db import transaction

from forum.accounts.models import User
from forum.congress import queries, tickets
from forum.congress.actions.places import (
    ask_anew,
    choose_workshops,
    free_code,
    give_back_workshops,
    queue_up,
    release,
    settle,
    tell,
)
from forum.congress.enums import RegistrationFor, RegistrationState
from forum.congress.models import Congress, Registration
from forum.congress.tickets import Form
from forum.core.clock import now
from forum.core.errors import ConflictError, NotFoundError
from forum.core.limits import take

_S = RegistrationState


@transaction.atomic
def register(*, actor: User, slug: str, form: Form) -> Registration:
    """Register the actor, with a place or, when there is none, at the end of those who wait.

    Who is registered changes what they wrote and keeps their turn; while registering is closed, they can give places in
    workshops back. Raises ``NotFoundError`` for a hidden congress, ``ConflictError`` (``registration_closed``;
    ``congress_over``), ``InvalidError`` for what does not hold. Not audited: the list itself says who comes, and is
    deleted afterwards; a log would keep it.
    """
    congress = _locked(slug)
    own = queries.own_registration(actor, congress)
    if own is not None and not _is_open(congress, actor):
        own.congress = congress
        return _give_back(own, form)
    _require_open(congress, actor)
    mine = Registration.objects.filter(congress=congress, email=actor.email.lower())
    registration = own or mine.first() or _new(congress, actor.email.lower())
    registration.congress = congress
    registration.user = actor
    registration.locale = actor.locale
    return _take_part(registration, form)


@transaction.atomic
def request_registration(*, slug: str, email: str, locale: str, form: Form, address: str) -> None:
    """Keep a guest's registration until the link that goes to their address is followed; it takes no place until then.

    What happens does not tell whether the address is known: who is registered gets their link again. Raises
    ``NotFoundError``, ``ConflictError("registration_closed")``, ``InvalidError``, ``RateLimitedError``.
    """
    email = tickets.clean_email(email)
    take(tickets.PER_CLIENT, address)
    take(tickets.PER_ADDRESS, email)
    congress = _locked(slug)
    _require_open(congress, None)
    registration = Registration.objects.filter(congress=congress, email=email).first()
    written = Registration(congress=congress)
    tickets.fill(written, form)
    if registration is not None and registration.state in {_S.REGISTERED, _S.WAITING}:
        registration.congress = congress
        tell(registration, "registration_known")
        return
    registration = registration or _new(congress, email)
    registration.congress = congress
    tickets.fill(registration, form)
    registration.state = _S.UNCONFIRMED
    registration.locale = locale
    registration.changed = now()
    registration.save()
    choose_workshops(registration, form.workshops)
    tell(registration, "registration_confirm")


@transaction.atomic
def confirm_registration(*, slug: str, token: str) -> Registration:
    """Follow the link: a place or, when there is none, the end of those who wait. Repeating it changes nothing.

    Raises ``NotFoundError("unknown_link")``, ``ConflictError`` (``registration_closed``; ``cancelled``).
    """
    registration = _by_link(slug, token)
    if registration.state in {_S.REGISTERED, _S.WAITING}:
        return registration
    if registration.state == _S.CANCELLED:
        raise ConflictError("cancelled")
    _require_open(registration.congress, None)
    if registration.changed < now() - tickets.UNCONFIRMED_FOR - timedelta(hours=1):
        raise NotFoundError("unknown_link")
    return _join(registration)


@transaction.atomic
def change_registration(*, slug: str, token: str, form: Form) -> Registration:
    """Change what one wrote, by the link; turn and place stay. Raises as ``register``."""
    registration = _by_link(slug, token)
    if registration.state not in {_S.REGISTERED, _S.WAITING}:
        raise ConflictError("cancelled")
    if not _is_open(registration.congress, registration.user):
        return _give_back(registration, form)
    return _take_part(registration, form)


@transaction.atomic
def cancel_by_link(*, slug: str, token: str) -> Registration:
    """Give one's place back, by the link: as ``cancel_registration``."""
    registration = _by_link(slug, token)
    return _cancel(registration)


@transaction.atomic
def cancel_registration(*, actor: User, slug: str) -> None:
    """Give one's place back: the next who waits moves up. Repeating it changes nothing.

    Raises ``NotFoundError``, ``ConflictError("congress_over")`` once it is over: who came is then no longer changed.
    """
    congress = _locked(slug)
    registration = queries.own_registration(actor, congress)
    if registration is not None:
        registration.congress = congress
        _cancel(registration)


def _cancel(registration: Registration) -> Registration:
    if registration.state != _S.CANCELLED:
        was = registration.state
        if was != _S.UNCONFIRMED and queries.phase(registration.congress) == queries.Phase.PAST:
            raise ConflictError("congress_over")
        release(registration)
        if was != _S.UNCONFIRMED:
            tell(registration, "registration_cancelled")
        settle(registration.congress)
    return registration


def _take_part(registration: Registration, form: Form) -> Registration:
    tickets.fill(registration, form)
    if registration.state in {_S.REGISTERED, _S.WAITING}:
        registration.changed = now()
        registration.save()
        choose_workshops(registration, form.workshops)
        settle(registration.congress, quiet=registration.pk)
        return registration
    registration.state = _S.WAITING
    registration.save()
    choose_workshops(registration, form.workshops)
    return _join(registration)


def _give_back(registration: Registration, form: Form) -> Registration:
    """While registering is closed: what was written stays, places in workshops can be given back until the end."""
    if queries.phase(registration.congress) == queries.Phase.PAST:
        raise ConflictError("congress_over")
    written = Registration()
    tickets.fill(written, form)
    same = all(getattr(written, name) == getattr(registration, name) for name in ("name", "municipality", "needs"))
    if not same or set(form.workshops) - set(registration.workshops.values_list("session", flat=True)):
        raise ConflictError("registration_closed")
    give_back_workshops(registration, keep=form.workshops)
    settle(registration.congress, quiet=registration.pk)
    return registration


def _join(registration: Registration) -> Registration:
    queue_up(registration)
    registration.save()
    ask_anew(registration)
    settle(registration.congress, quiet=registration.pk)
    registration.refresh_from_db(fields=["state"])
    tell(registration, f"registration_{registration.state}")
    return registration


def _new(congress: Congress, email: str) -> Registration:
    moment = now()
    return Registration(
        congress=congress, email=email, code=free_code(congress), state=_S.UNCONFIRMED, created=moment, changed=moment
    )


def _locked(slug: str) -> Congress:
    congress = Congress.objects.select_for_update().filter(slug=slug).first()
    if congress is None:
        raise NotFoundError
    return congress


def _is_open(congress: Congress, reader: User | None) -> bool:
    """Whether this person may register now."""
    return tickets.is_open(congress) and (reader is not None or congress.registration == RegistrationFor.EVERYBODY)


def _require_open(congress: Congress, reader: User | None) -> None:
    if not queries.congresses().filter(pk=congress.pk).exists():
        raise NotFoundError
    if not _is_open(congress, reader):
        raise ConflictError("registration_closed")


def _by_link(slug: str, token: str) -> Registration:
    """The registration of a link, read under the congress's lock."""
    queries.access_ticket(token=token, slug=slug)
    congress = _locked(slug)
    registration = queries.access_ticket(token=token, slug=slug)
    registration.congress = congress
    return registration
