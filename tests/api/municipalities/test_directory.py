"""The directory: places for everybody, people for members."""

from collections.abc import Callable

import pytest

from forum.municipalities.enums import AffiliationState, Kind
from forum.municipalities.imports import import_directory
from forum.municipalities.models import Affiliation, IntegrationCentre
from tests.conftest import ApiClient
from tests.factories.accounts import make_newcomer, make_user
from tests.factories.municipalities import make_affiliation, make_municipality

pytestmark = pytest.mark.django_db


def test_the_directory_gives_every_place_with_its_point_and_its_numbers(api: ApiClient) -> None:
    district = make_municipality(
        "Kreis Kleve", ags="05154", kind=Kind.DISTRICT, lat=51.78826, lon=6.13865, population=310_974
    )
    make_municipality("Geldern", ags="05154012", parent=district, population=None)
    IntegrationCentre.objects.create(carrier=district, name="Kommunales Integrationszentrum Kreis Kleve")
    items = api.send("get", "municipalities").json()["items"]
    assert [row["name"] for row in items] == ["Geldern", "Kreis Kleve"]
    assert items[1] == {
        "ags": "05154",
        "name": "Kreis Kleve",
        "sort_name": "kreis kleve",
        "kind": "district",
        "region": "",
        "parent": None,
        "population": 310974,
        "size_class": "100_500",
        "x": 42.2,
        "y": 158.3,
        "municipalities": 1,
        "centres": 1,
        "fictional": False,
    }
    assert (items[0]["parent"], items[0]["size_class"], items[0]["x"]) == (
        {"ags": "05154", "name": "Kreis Kleve"},
        None,
        None,
    )


def test_the_whole_directory_comes_with_the_day_of_its_statistics(api: ApiClient) -> None:
    import_directory()
    answer = api.send("get", "municipalities").json()
    assert (len(answer["items"]), answer["statistics_date"]) == (427, "2018-12-31")
    assert sum(row["parent"] is None and row["x"] is not None for row in answer["items"]) == 53


def test_guests_and_people_without_a_municipality_see_nobody(api: ApiClient, api_as: Callable[..., ApiClient]) -> None:
    town = make_municipality(ags="99001000")
    make_affiliation(make_user(name="Mira Kaya"), town)
    for client in (api, api_as(make_newcomer())):
        answer = client.send("get", "municipalities/99001000")
        assert answer.json()["people"] is None
        assert "Mira Kaya" not in answer.content.decode()


def test_members_see_confirmed_colleagues_and_no_address(api_as: Callable[..., ApiClient]) -> None:
    town = make_municipality(ags="99001000")
    make_affiliation(make_user(name="Mira Kaya"), town)
    make_affiliation(make_user(name="Petra Östermann"), town, lead=True)
    gone = make_user(name="Nicht Mehr")
    make_affiliation(gone, town)
    gone.is_active = False
    gone.save()
    Affiliation.objects.create(user=make_newcomer(name="Wartet"), municipality=town, state=AffiliationState.PENDING)
    answer = api_as(make_user()).send("get", "municipalities/99001000")
    people = [(row["name"], row["function"], row["lead"]) for row in answer.json()["people"]]
    assert people == [("Petra Östermann", "", True), ("Mira Kaya", "", False)]
    assert "@" not in answer.content.decode()


@pytest.mark.parametrize("ags", ["99999999", "x", "0' OR 1=1", "%00"])
def test_an_unknown_place_is_not_found(api: ApiClient, ags: str) -> None:
    answer = api.send("get", f"municipalities/{ags}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_directory_and_page_take_as_many_statements_for_three_rows_as_for_one(
    api_as: Callable[..., ApiClient], same_queries: Callable[..., int]
) -> None:
    client = api_as(make_user())
    district = make_municipality(ags="99010", kind=Kind.DISTRICT)

    def add() -> None:
        child = make_municipality(parent=district)
        IntegrationCentre.objects.create(carrier=district, name=f"Zentrum {child.pk}")
        make_affiliation(make_user(), district)

    add()
    same_queries(lambda: client.send("get", "municipalities"), add)
    same_queries(lambda: client.send("get", "municipalities/99010"), add)
