"""Every read of municipalities, integration centres and affiliations. Places are public, people are not."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Case, Count, Max, Q, QuerySet, When

from forum.accounts.models import User
from forum.accounts.rules import Reader, is_member
from forum.core.errors import ForbiddenError, NotFoundError, NotSignedInError
from forum.municipalities import rules
from forum.municipalities.collation import fold
from forum.municipalities.enums import AffiliationState
from forum.municipalities.models import Affiliation, IntegrationCentre, MailDomain, Municipality


def municipalities() -> QuerySet[Municipality]:
    """All municipalities by German collation; they are public."""
    return Municipality.objects.order_by("sort_name", "ags")


def directory() -> QuerySet[Municipality]:
    """All municipalities with ``children_count`` and ``centres_count``, without a further statement per row."""
    return (
        municipalities()
        .select_related("parent")
        .annotate(
            children_count=Count("children", distinct=True),
            centres_count=Count("integration_centres", distinct=True),
        )
    )


def search_municipalities(*, words: str, limit: int) -> QuerySet[Municipality]:
    """Municipalities whose name holds each word; ue finds ü. Those that begin with the words come first."""
    folded = fold(words)
    condition = Q()
    for word in folded.split():
        condition &= Q(sort_name__contains=word)
    if not folded:
        return Municipality.objects.none()
    begins = Q(sort_name__startswith=folded)
    return (
        municipalities()
        .filter(condition)
        .select_related("parent")
        .order_by(Case(When(begins, then=0), default=1), "sort_name", "ags")[:limit]
    )


def access_municipality(*, ags: str) -> Municipality:
    """One municipality by its AGS; raises ``NotFoundError``."""
    if not ags.isdecimal():
        raise NotFoundError
    municipality = Municipality.objects.filter(ags=ags).select_related("parent").first()
    if municipality is None:
        raise NotFoundError
    return municipality


def statistics_date() -> date | None:
    """The newest day at which inhabitants of real places were counted."""
    day: date | None = Municipality.objects.filter(fictional=False).aggregate(day=Max("population_date"))["day"]
    return day


def children_of(municipality: Municipality) -> QuerySet[Municipality]:
    """The municipalities inside a district or city region, by German collation."""
    return municipalities().filter(parent=municipality)


def centres_of(municipality: Municipality) -> QuerySet[IntegrationCentre]:
    """The integration centres that this municipality carries."""
    return IntegrationCentre.objects.filter(carrier=municipality).order_by("name")


def people_of(*, reader: Reader, municipality: Municipality) -> QuerySet[Affiliation]:
    """Who confirmedly works for a municipality, its Ansprechpersonen first; members see them, guests see nobody."""
    if not is_member(reader):
        return Affiliation.objects.none()
    return (
        Affiliation.objects.filter(municipality=municipality, state=AffiliationState.CONFIRMED, user__is_active=True)
        .select_related("user")
        .order_by("-lead", "user__name", "pk")
    )


def municipality_by_mail(email: str) -> Municipality | None:
    """The municipality whose mail domain an address has: exactly this domain, no part of it."""
    domain = email.rpartition("@")[2].lower()
    bound = MailDomain.objects.filter(domain=domain).select_related("municipality").first()
    return bound.municipality if bound else None


def affiliation_of(user: Reader) -> Affiliation | None:
    """The confirmed affiliation of a person, with its municipality; ``None`` for guests and unconfirmed."""
    if not isinstance(user, User):
        return None
    return (
        Affiliation.objects.filter(user=user, state=AffiliationState.CONFIRMED).select_related("municipality").first()
    )


def current_affiliation(user: User, *, lock: bool = False) -> Affiliation | None:
    """The one affiliation of a person that is waiting or confirmed."""
    rows = Affiliation.objects.select_related("municipality")
    if lock:
        rows = rows.select_for_update(of=("self",))
    waiting = [AffiliationState.UNVERIFIED, AffiliationState.PENDING, AffiliationState.CONFIRMED]
    return rows.filter(user=user, state__in=waiting).first()


def latest_affiliation_of(user: User) -> Affiliation | None:
    """What the person's own page shows: the newest affiliation in whatever state."""
    return Affiliation.objects.filter(user=user).select_related("municipality").order_by("-pk").first()


def municipality_of(user: Reader) -> Municipality | None:
    """The municipality that a person confirmedly works for."""
    affiliation = affiliation_of(user)
    return affiliation.municipality if affiliation else None


def is_lead_of(user: Reader, municipality_id: int) -> bool:
    """Whether the person is Ansprechperson of this municipality."""
    if not isinstance(user, User):
        return False
    return Affiliation.objects.filter(
        user=user, municipality_id=municipality_id, state=AffiliationState.CONFIRMED, lead=True
    ).exists()


def pending_affiliations(*, reader: Reader) -> QuerySet[Affiliation]:
    """Confirmed addresses that wait for a coordinator, longest wait first.

    Raises ``NotSignedInError`` for guests and ``ForbiddenError`` for others than coordinators.
    """
    if not isinstance(reader, User):
        raise NotSignedInError
    if not rules.can_decide_affiliations(reader):
        raise ForbiddenError
    return (
        Affiliation.objects.filter(state=AffiliationState.PENDING)
        .select_related("user", "municipality")
        .order_by("requested", "pk")
    )


def access_affiliation(*, actor: Reader, affiliation_id: int) -> Affiliation:
    """One affiliation to decide on, locked; raises ``NotFoundError`` for whoever may not decide.

    One that has been decided meanwhile is given too: the action says what happened to it.
    """
    if not rules.can_decide_affiliations(actor):
        raise NotFoundError
    affiliation = (
        Affiliation.objects.select_for_update(of=("self",))
        .select_related("user", "municipality")
        .filter(pk=affiliation_id)
        .exclude(state=AffiliationState.UNVERIFIED)
        .first()
    )
    if affiliation is None:
        raise NotFoundError
    return affiliation


def described_as(municipality: Municipality) -> str | None:
    """The municipality in words that at least five fit, for readers who must not know it; see ``rules.describe``."""
    return described([municipality])[municipality.pk]


def described(rows: Iterable[Municipality]) -> dict[int, str | None]:
    """``described_as`` for many, by primary key, in one statement."""
    real = Municipality.objects.filter(fictional=False)
    others = [rules.Place(*values) for values in real.values_list("kind", "population", "administrative_region")]
    return {
        row.pk: rules.describe(rules.Place(row.kind, row.population, row.administrative_region), others) for row in rows
    }
