"""Giving places away: in the order in which people came, never more than there are."""

from itertools import pairwise

from django.db.models import F

from forum.congress import keys, tickets
from forum.congress.enums import RegistrationState, SessionKind
from forum.congress.models import Congress, Registration, Session, WorkshopPlace
from forum.core.clock import now
from forum.core.errors import InvalidError
from forum.notifications.actions import Mail, send_mail_later

_S = RegistrationState
FOLDER = "congress/mail"


def queue_up(registration: Registration) -> None:
    """Put somebody at the end of those who wait, for an action under the congress's lock; then ``settle``."""
    congress = registration.congress
    congress.turns = F("turns") + 1
    congress.save(update_fields=["turns"])
    congress.refresh_from_db(fields=["turns"])
    registration.state = _S.WAITING
    registration.turn = congress.turns
    registration.changed = now()


def settle(congress: Congress, *, quiet: int | None = None) -> None:
    """Give free places to those who wait, first come first served; for an action under the congress's lock.

    Guaranteed: never more registered than places, nobody is passed over. Who moves up is told by mail, but for the one
    with the id ``quiet``, who gets a mail of their own. A smaller number of places sends nobody away.
    """
    queue = Registration.objects.filter(congress=congress, state=_S.WAITING).order_by("turn")
    if congress.capacity is not None:
        taken = Registration.objects.filter(congress=congress, state=_S.REGISTERED).count()
        queue = queue[: max(0, congress.capacity - taken)]
    for registration in queue.select_related("congress"):
        registration.state = _S.REGISTERED
        registration.changed = now()
        registration.save(update_fields=["state", "changed"])
        if registration.pk != quiet:
            tell(registration, "registration_moved_up")
    for session in congress.sessions.filter(capacity__isnull=False):
        _settle_workshop(session)


def _settle_workshop(session: Session) -> None:
    places = WorkshopPlace.objects.filter(session=session, registration__state=_S.REGISTERED)
    free = (session.capacity or 0) - places.filter(held=True).count()
    if free > 0:
        first = places.filter(held=False).order_by("registration__turn", "pk")[:free].values_list("pk", flat=True)
        WorkshopPlace.objects.filter(pk__in=list(first)).update(held=True)


def choose_workshops(registration: Registration, session_ids: tuple[int, ...]) -> None:
    """Want exactly these workshops; places already held stay held. Then ``settle``.

    Raises ``InvalidError`` for ``workshops``: ``unknown_workshop``, or ``two_places`` when two are on at the same time.
    """
    offered = registration.congress.sessions.filter(kind=SessionKind.WORKSHOP, capacity__isnull=False)
    chosen = list(offered.filter(pk__in=session_ids).order_by("starts"))
    if len(chosen) != len(set(session_ids)):
        raise InvalidError("unknown_workshop", field="workshops")
    for first, second in pairwise(chosen):
        if second.starts < first.ends:
            raise InvalidError("two_places", field="workshops", first=first.title, other=second.title)
    registration.workshops.exclude(session__in=chosen).delete()
    there = set(registration.workshops.values_list("session", flat=True))
    WorkshopPlace.objects.bulk_create(
        WorkshopPlace(registration=registration, session=session) for session in chosen if session.pk not in there
    )


def release(registration: Registration) -> None:
    """Take somebody off the list: their place and their workshops are free. Then ``settle``."""
    registration.state = _S.CANCELLED
    registration.turn = None
    registration.here = None
    registration.changed = now()
    registration.save(update_fields=["state", "turn", "here", "changed"])
    registration.workshops.update(held=False)


def free_code(congress: Congress) -> str:
    """A code that nobody else says at this entrance."""
    code = keys.new_code()
    while Registration.objects.filter(congress=congress, code=code).exists():
        code = keys.new_code()
    return code


def tell(registration: Registration, mail: str) -> None:
    """Send somebody a mail about their registration; people without an address get none.

    To an address that is not confirmed nothing goes that somebody typed.
    """
    if not registration.email:
        return
    facts = {"congress": registration.congress.title, "url": tickets.link(registration)}
    if registration.state != _S.UNCONFIRMED:
        facts |= {"name": registration.name, "code": keys.shown_code(registration.code)}
    send_mail_later(Mail(registration.email, registration.locale, FOLDER, mail, facts))
