"""Giving places away: in the order in which people came, never more than there are."""

from itertools import pairwise

from django.db.models import F

from forum.congress import keys, queries, tickets
from forum.congress.enums import RegistrationState
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

    Guaranteed: never more registered than places, nobody is passed over; workshops likewise, in the order in which
    people asked for them. Who moves up is told by one mail, but for the one with the id ``quiet``, who knows. A smaller
    number of places sends nobody away. What is over gives no places away.
    """
    if queries.phase(congress) == queries.Phase.PAST:
        return
    promoted = _settle_congress(congress)
    given = [place for session in queries.with_places(congress) for place in _settle_workshop(session)]
    moved_up = Registration.objects.filter(pk__in={*promoted, *(place.registration_id for place in given)} - {quiet})
    for registration in moved_up.select_related("congress").order_by("turn"):
        workshops = [place.session.title for place in given if place.registration_id == registration.pk]
        mail = "registration_moved_up" if registration.pk in promoted else "registration_workshops"
        tell(registration, mail, workshops="\n".join(f"- {title}" for title in workshops))


def _settle_congress(congress: Congress) -> set[int]:
    """The registrations that now have a place."""
    queue = Registration.objects.filter(congress=congress, state=_S.WAITING).order_by("turn")
    if congress.capacity is not None:
        taken = Registration.objects.filter(congress=congress, state=_S.REGISTERED).count()
        queue = queue[: max(0, congress.capacity - taken)]
    first = set(queue.values_list("pk", flat=True))
    Registration.objects.filter(pk__in=first).update(state=_S.REGISTERED, changed=now())
    return first


def _settle_workshop(session: Session) -> list[WorkshopPlace]:
    """The places of those who are in now."""
    places = WorkshopPlace.objects.filter(session=session, registration__state=_S.REGISTERED)
    free = (session.capacity or 0) - places.filter(held=True).count()
    if free <= 0:
        return []
    first = list(places.filter(held=False).select_related("session").order_by("pk")[:free])
    WorkshopPlace.objects.filter(pk__in=[place.pk for place in first]).update(held=True)
    return first


def choose_workshops(registration: Registration, session_ids: tuple[int, ...]) -> None:
    """Want exactly these of the workshops to come; places already held stay held. Then ``settle``.

    One that the person has chosen before stays when it is over, and is let go when it no longer has places. Raises
    ``InvalidError`` for ``workshops``: ``unknown_workshop``, or ``two_places`` when two are on at the same time.
    """
    before = set(registration.workshops.values_list("session", flat=True))
    chosen = list(queries.with_places(registration.congress).filter(pk__in=session_ids).order_by("starts"))
    if set(session_ids) - before - {session.pk for session in chosen}:
        raise InvalidError("unknown_workshop", field="workshops")
    for first, second in pairwise(chosen):
        if second.starts < first.ends:
            raise InvalidError("two_places", field="workshops", first=first.title, other=second.title)
    registration.workshops.filter(session__ends__gt=now()).exclude(session__in=chosen).delete()
    WorkshopPlace.objects.bulk_create(
        WorkshopPlace(registration=registration, session=session) for session in chosen if session.pk not in before
    )


def give_back_workshops(registration: Registration, *, keep: tuple[int, ...]) -> None:
    """Let go of all workshops to come but those to ``keep``. Then ``settle``."""
    chosen = registration.workshops.filter(session__in=queries.with_places(registration.congress))
    chosen.exclude(session__in=keep).delete()


def ask_anew(registration: Registration) -> None:
    """Ask for the chosen workshops from now on: who comes now is behind all who asked before. Then ``settle``."""
    wanted = list(registration.workshops.order_by("pk").values_list("session", flat=True))
    registration.workshops.all().delete()
    WorkshopPlace.objects.bulk_create(WorkshopPlace(registration=registration, session_id=pk) for pk in wanted)


def release(registration: Registration) -> None:
    """Take somebody off the list: their place and their workshops are free, their choices go. Then ``settle``."""
    registration.state = _S.CANCELLED
    registration.turn = None
    registration.here = None
    registration.changed = now()
    registration.save(update_fields=["state", "turn", "here", "changed"])
    registration.workshops.all().delete()


def free_code(congress: Congress) -> str:
    """A code that nobody else says at this entrance."""
    code = keys.new_code()
    while Registration.objects.filter(congress=congress, code=code).exists():
        code = keys.new_code()
    return code


def tell(registration: Registration, mail: str, **more: str) -> None:
    """Send somebody a mail about their registration, with ``more`` facts; people without an address get none.

    To an address that is not confirmed nothing goes that somebody typed.
    """
    if not registration.email:
        return
    facts = {"congress": registration.congress.title, "url": tickets.link(registration), **more}
    if registration.state != _S.UNCONFIRMED:
        facts |= {"name": registration.name, "code": keys.shown_code(registration.code)}
    send_mail_later(Mail(registration.email, registration.locale, FOLDER, mail, facts))
