"""Reads of registrations: one's own, and the lists for those who run the congress."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.congress import keys, tickets
from forum.congress.enums import RegistrationState, SessionKind
from forum.congress.models import Congress, Registration, Session
from forum.congress.queries.editing import may_host
from forum.congress.queries.programme import Phase, of_staff, phase, visible
from forum.core.clock import now
from forum.core.errors import NotFoundError
from forum.municipalities.collation import fold

_S = RegistrationState


@dataclass(frozen=True)
class Counts:
    """How many are registered, wait, and have come."""

    registered: int
    waiting: int
    here: int


@dataclass(frozen=True)
class Attendance:
    """The list of a congress for those who run it; addresses and needs are read along for hosts (``may_edit``) only."""

    congress: Congress
    over: bool
    may_edit: bool
    counts: Counts
    items: QuerySet[Registration]


@dataclass(frozen=True)
class Registering:
    """What somebody sees of registering for a congress: whether they can, the places, and their own registration."""

    congress: Congress
    open: bool
    over: bool
    places_left: int | None
    counts: Counts
    workshops: list[Session]
    own: Registration | None


def counts(congress: Congress) -> Counts:
    """The figures of a congress, in one statement."""
    found = Registration.objects.filter(congress=congress).aggregate(
        registered=Count("pk", filter=Q(state=_S.REGISTERED)),
        waiting=Count("pk", filter=Q(state=_S.WAITING)),
        here=Count("pk", filter=Q(state__in=[_S.REGISTERED, _S.WAITING], here__isnull=False)),
    )
    return Counts(**found)


def with_places(congress: Congress) -> QuerySet[Session]:
    """Workshops one can choose: those with a number of places (``Session.has_places``) that are not over."""
    return congress.sessions.filter(kind=SessionKind.WORKSHOP, capacity__isnull=False, ends__gt=now())


def workshops(congress: Congress) -> list[Session]:
    """Workshops one can choose; ``taken`` and ``queue`` say how many are in and wait."""
    there = Q(places__registration__state=_S.REGISTERED)
    found = with_places(congress).annotate(
        taken=Count("places", filter=there & Q(places__held=True)),
        queue=Count("places", filter=there & Q(places__held=False)),
    )
    return list(found.select_related("room").order_by("starts", "room__position", "pk"))


def registering(*, reader: Reader, slug: str) -> Registering:
    """Registering for a congress as the reader sees it; raises ``NotFoundError`` for a hidden one."""
    congress = visible(reader).filter(slug=slug).first()
    if congress is None:
        raise NotFoundError
    return registering_for(congress, own_registration(reader, congress))


def registering_for(congress: Congress, own: Registration | None) -> Registering:
    """The same for somebody whose registration is known."""
    numbers = counts(congress)
    # Who would register now comes behind those who wait: with a queue there is no place left.
    left = None if congress.capacity is None else max(0, congress.capacity - numbers.registered - numbers.waiting)
    over = phase(congress) == Phase.PAST
    return Registering(congress, tickets.is_open(congress), over, left, numbers, workshops(congress), own)


def own_registration(reader: Reader, congress: Congress) -> Registration | None:
    """The reader's registration; not a cancelled one, and not one that only the link in a mail confirms."""
    if not isinstance(reader, User):
        return None
    found = Registration.objects.filter(congress=congress, user=reader, state__in=[_S.REGISTERED, _S.WAITING])
    return found.select_related("congress").first()


def access_ticket(*, token: str, slug: str) -> Registration:
    """The registration that a link shows; raises ``NotFoundError("unknown_link")`` for any other text."""
    number, _, key = token.partition("-")
    if number.isascii() and number.isdigit() and len(number) < 18:
        found = Registration.objects.select_related("congress").filter(pk=int(number), congress__slug=slug).first()
        if found is not None and keys.same(key, tickets.link_key(found)):
            return found
    raise NotFoundError("unknown_link")


def access_run(*, reader: Reader, slug: str, lock: bool = False) -> Congress:
    """Gate to the lists of a congress: for its moderators and hosts; else ``NotFoundError``."""
    found = Congress.objects.filter(pk__in=of_staff(reader).order_by().values("pk"), slug=slug)
    congress = (found.select_for_update() if lock else found).first()
    if congress is None:
        raise NotFoundError
    return congress


def registrations(*, congress: Congress, query: str = "", state: str = "") -> QuerySet[Registration]:
    """Who is registered or waits, by name; ``query`` finds by name, municipality or code, ``state`` narrows."""
    found = Registration.objects.filter(congress=congress, state__in=[_S.REGISTERED, _S.WAITING])
    if state in {_S.REGISTERED, _S.WAITING}:
        found = found.filter(state=state)
    code = keys.typed_code(query)
    for word in fold(query).split():
        found = found.filter(Q(folded__contains=word) | (Q(code=code) if code else Q()))
    return found.order_by("folded", "pk").prefetch_related("workshops__session")


def attendance(*, reader: Reader, slug: str, query: str = "", state: str = "") -> Attendance:
    """Who comes, as the reader may see it: see ``registrations``; raises ``NotFoundError`` for all but staff."""
    congress = access_run(reader=reader, slug=slug)
    found, hosts = registrations(congress=congress, query=query, state=state), may_host(reader, congress)
    over, rows = phase(congress) == Phase.PAST, found if hosts else found.defer("email", "needs")
    return Attendance(congress, over, hosts, counts(congress), rows)


def access_registration(*, congress: Congress, registration_id: int) -> Registration:
    """Somebody's registration for this congress; raises ``NotFoundError``."""
    found = Registration.objects.filter(congress=congress, pk=registration_id)
    registration = found.select_related("congress", "here_by").first()
    if registration is None:
        raise NotFoundError
    return registration
