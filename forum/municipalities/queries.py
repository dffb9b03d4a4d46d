"""Every read of municipalities and affiliations."""

from django.db.models import QuerySet

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.core.errors import NotFoundError
from forum.municipalities.enums import AffiliationState
from forum.municipalities.models import Affiliation, Municipality


def municipalities() -> QuerySet[Municipality]:
    """All municipalities by German collation; they are public."""
    return Municipality.objects.order_by("sort_name", "ags")


def access_municipality(*, ags: str) -> Municipality:
    """One municipality by its AGS; raises ``NotFoundError``."""
    municipality = Municipality.objects.filter(ags=ags).select_related("parent").first()
    if municipality is None:
        raise NotFoundError
    return municipality


def affiliation_of(user: Reader) -> Affiliation | None:
    """The confirmed affiliation of a person, with its municipality; ``None`` for guests and unconfirmed."""
    if not isinstance(user, User):
        return None
    return (
        Affiliation.objects.filter(user=user, state=AffiliationState.CONFIRMED).select_related("municipality").first()
    )


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
