"""German sorting and searching."""

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.municipalities.collation import fold
from forum.municipalities.queries import municipalities, search_municipalities
from forum.search.queries import search
from tests.factories.municipalities import make_municipality


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Münster", "muenster"),
        ("MUENSTER", "muenster"),
        ("Mu\u0308nster", "muenster"),
        ("Bergstraße", "bergstrasse"),
        ("Café  Olé", "cafe ole"),
        ("Minden-Lübbecke", "minden luebbecke"),
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.django_db
def test_umlauts_sort_as_two_letters() -> None:
    for name in ("Olpe", "Öding", "Ochtrup", "Oer-Erkenschwick"):
        make_municipality(name)
    assert [row.name for row in municipalities()] == ["Ochtrup", "Öding", "Oer-Erkenschwick", "Olpe"]


@pytest.mark.django_db
def test_ue_finds_ü_and_what_begins_with_the_words_comes_first() -> None:
    for name in ("Marienmünster", "Münster", "Bad Münstereifel", "Hamm"):
        make_municipality(name)
    for words in ("muenster", "Münster", "MÜNSTER"):
        found = [row.name for row in search_municipalities(words=words, limit=10)]
        assert found == ["Münster", "Bad Münstereifel", "Marienmünster"]
    assert [row.name for row in search_municipalities(words="bad eifel", limit=10)] == ["Bad Münstereifel"]
    assert list(search_municipalities(words="%", limit=10)) == []


@pytest.mark.django_db
def test_the_search_over_everything_finds_municipalities_for_guests() -> None:
    town = make_municipality("Köln", administrative_region="Köln", ags="05315000")
    hits = [hit for hit in search(reader=AnonymousUser(), query="koeln") if hit.kind == "municipality"]
    assert [(hit.title, hit.url, hit.meta) for hit in hits] == [
        (town.name, "/kommunen/05315000", "Kreisangehörige Kommune · Regierungsbezirk Köln")
    ]
