"""How a municipality is described to readers who must not know which one it is."""

from collections import Counter

import pytest

from forum.municipalities.enums import Kind, SizeClass
from forum.municipalities.imports import import_directory
from forum.municipalities.models import Municipality
from forum.municipalities.queries import described, described_as
from forum.municipalities.rules import FEWEST, Place, describe
from forum.municipalities.size import size_class
from tests.factories.municipalities import make_municipality


@pytest.mark.parametrize(
    ("population", "expected"),
    [
        (None, None),
        (0, SizeClass.UNDER_5),
        (4_999, SizeClass.UNDER_5),
        (5_000, SizeClass.FROM_5),
        (19_999, SizeClass.FROM_5),
        (20_000, SizeClass.FROM_20),
        (50_000, SizeClass.FROM_50),
        (100_000, SizeClass.FROM_100),
        (499_999, SizeClass.FROM_100),
        (500_000, SizeClass.OVER_500),
    ],
)
def test_a_limit_belongs_to_the_class_above_it(population: int | None, expected: SizeClass | None) -> None:
    assert size_class(population) == expected


def cities(*populations: int) -> list[Place]:
    return [Place(Kind.INDEPENDENT_CITY, population, "Köln") for population in populations]


def test_a_size_class_with_five_places_is_named() -> None:
    places = cities(*[30_000] * 5, *[70_000] * 5, *[150_000] * 5)
    assert [describe(place, places) for place in cities(30_000, 70_000, 150_000)] == [
        "kreisfreie Stadt, 20–50 Tsd., NRW",
        "kreisfreie Stadt, 50–100 Tsd., NRW",
        "kreisfreie Stadt, ab 100 Tsd., NRW",
    ]


def test_a_rare_size_is_joined_with_its_neighbour_so_that_no_remainder_names_anybody() -> None:
    places = cities(*[70_000] * 5, *[150_000] * 5, *[600_000] * 4)
    assert describe(cities(600_000)[0], places) == "kreisfreie Stadt, ab 100 Tsd., NRW"
    assert describe(cities(150_000)[0], places) == "kreisfreie Stadt, ab 100 Tsd., NRW"


def test_fewer_than_five_are_not_described_at_all() -> None:
    places = cities(*[600_000] * 4)
    assert describe(places[0], places) is None


def test_unknown_populations_are_told_apart_by_region() -> None:
    towns = [Place(Kind.MUNICIPALITY, None, "Köln")] * 5 + [Place(Kind.MUNICIPALITY, None, "Münster")] * 4
    assert describe(towns[0], towns) == "kreisangehörige Kommune, Regierungsbezirk Köln, NRW"
    assert describe(towns[-1], towns) is None


@pytest.mark.django_db
def test_every_real_place_is_described_and_shares_its_words_with_four_others() -> None:
    import_directory()
    texts = described(Municipality.objects.all())
    assert None not in texts.values()
    assert min(Counter(texts.values()).values()) >= FEWEST
    hamm = Municipality.objects.get(name="Hamm")
    assert described_as(hamm) == "kreisfreie Stadt, ab 100 Tsd., NRW"


@pytest.mark.django_db
def test_fictional_places_count_for_nobody() -> None:
    for _ in range(5):
        town = make_municipality(kind=Kind.INDEPENDENT_CITY, fictional=True)
    assert described_as(town) is None
