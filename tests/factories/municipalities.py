"""Municipalities for tests."""

from itertools import count
from typing import Any

from django.utils import timezone

from forum.accounts.models import User
from forum.municipalities.collation import fold
from forum.municipalities.enums import AffiliationState, Kind
from forum.municipalities.models import Affiliation, MailDomain, Municipality

_numbers = count(1)


def make_municipality(name: str = "", **fields: Any) -> Municipality:
    """A fictional town."""
    number = next(_numbers)
    name = name or f"Musterstadt {number}"
    values = {
        "official_name": name,
        "sort_name": fold(name),
        "kind": Kind.MUNICIPALITY,
        "population": 50_000,
        **fields,
    }
    return Municipality.objects.create(ags=values.pop("ags", f"99{number:06d}"), name=name, **values)


def make_affiliation(user: User, municipality: Municipality, *, lead: bool = False) -> Affiliation:
    """A confirmed affiliation."""
    return Affiliation.objects.create(user=user, municipality=municipality, state=AffiliationState.CONFIRMED, lead=lead)


def make_request(user: User, municipality: Municipality) -> Affiliation:
    """An affiliation that waits for a coordinator."""
    return Affiliation.objects.create(
        user=user, municipality=municipality, state=AffiliationState.PENDING, requested=timezone.now()
    )


def bind_domain(domain: str, municipality: Municipality) -> MailDomain:
    """Holders of addresses of this domain work for the municipality."""
    return MailDomain.objects.create(domain=domain, municipality=municipality)
