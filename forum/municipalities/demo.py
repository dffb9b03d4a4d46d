"""The real directory of North Rhine-Westphalia, and three fictional places for everything that is invented."""

from datetime import date
from typing import Any, Final

from forum.accounts.demo import person
from forum.municipalities.collation import fold
from forum.municipalities.enums import AffiliationState, Kind
from forum.municipalities.imports import import_directory
from forum.municipalities.models import Affiliation, MailDomain, Municipality

PLACES: Final[tuple[dict[str, Any], ...]] = (
    {
        "ags": "99001000",
        "name": "Musterstadt",
        "official_name": "Musterstadt, Stadt",
        "kind": Kind.INDEPENDENT_CITY,
        "seat": "Musterstadt",
        "population": 118_000,
    },
    {
        "ags": "99010",
        "name": "Kreis Beispielland",
        "official_name": "Beispielland",
        "kind": Kind.DISTRICT,
        "seat": "Beispielburg",
        "population": 210_000,
    },
    {
        "ags": "99010004",
        "name": "Beispielburg",
        "official_name": "Beispielburg",
        "kind": Kind.MUNICIPALITY,
        "population": 23_000,
    },
)
PARENTS: Final = {"99010004": "99010"}
MAIL_DOMAINS: Final = {
    "musterstadt.example": "99001000",
    "kreis-beispielland.example": "99010",
    "beispielburg.example": "99010004",
}
WORKS_FOR: Final = {"member": "99001000", "lead": "99001000", "second": "99010"}
LEADS: Final = frozenset({"lead"})


def place(name: str) -> Municipality:
    """A municipality of the demo data by its name: fictional ("Musterstadt") or real ("Hamm", "Duisburg")."""
    return Municipality.objects.exclude(parent__fictional=False).get(name=name)


def load() -> None:
    """Load the directory, the fictional places, their mail domains, and who works where. Repeating it changes nothing.

    Needs the people of ``forum.accounts.demo``.
    """
    import_directory()
    for values in PLACES:
        Municipality.objects.get_or_create(
            ags=values["ags"],
            defaults={
                **values,
                "sort_name": fold(values["name"]),
                "fictional": True,
                "population_date": date(2018, 12, 31),
                "parent": Municipality.objects.filter(ags=PARENTS.get(values["ags"], "")).first(),
            },
        )
    for domain, ags in MAIL_DOMAINS.items():
        MailDomain.objects.get_or_create(domain=domain, defaults={"municipality": Municipality.objects.get(ags=ags)})
    for key, ags in WORKS_FOR.items():
        user = person(key)
        if not Affiliation.objects.filter(user=user, state=AffiliationState.CONFIRMED).exists():
            Affiliation.objects.create(
                user=user,
                municipality=Municipality.objects.get(ags=ags),
                state=AffiliationState.CONFIRMED,
                lead=key in LEADS,
            )
