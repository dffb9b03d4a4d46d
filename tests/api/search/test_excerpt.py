"""Excerpts of search results are safe, marked, and find ue for ü."""

import pytest

from api.search.excerpt import LENGTH, marked
from tests.conftest import ApiClient


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Müller fragt", "mueller", "<mark>Müller</mark> fragt"),
        ("Mueller fragt", "müller", "<mark>Mueller</mark> fragt"),
        ("Straße", "strasse", "<mark>Straße</mark>"),
        ("<b>x</b>", "x", "&lt;b&gt;<mark>x</mark>&lt;/b&gt;"),
        ("a.b", ".", "a<mark>.</mark>b"),
        ("nichts", "etwas", "nichts"),
        ("nichts", "", "nichts"),
        ("zwei Worte hier", "hier zwei", "<mark>zwei</mark> Worte <mark>hier</mark>"),
    ],
)
def test_matches_are_marked_and_everything_else_is_text(text: str, query: str, expected: str) -> None:
    assert marked(text, query) == expected


def test_a_long_text_is_cut_around_the_first_match() -> None:
    html = marked("vor " * 200 + "Treffer" + " nach" * 200, "Treffer")
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert "<mark>Treffer</mark>" in html
    assert len(html) < LENGTH + 40


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "a", "%00", "%ff", "x" * 5000, "(((", "%25_%25"])
def test_any_query_is_answered(api: ApiClient, query: str) -> None:
    answer = api.send("get", f"search?q={query}")
    assert (answer.status_code, set(answer.json())) == (200, {"items"})
