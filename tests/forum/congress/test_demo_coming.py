"""The congress of the demo that is to come: people can register, and what a congress can show is there."""

from pathlib import Path
from typing import Any

import pytest

from forum.accounts import demo as accounts
from forum.congress import demo_coming, queries, tickets
from forum.congress.media import kinds, store
from forum.congress.models import Congress, CongressFile, SessionExample, WorkshopPlace
from forum.municipalities import demo as municipalities
from forum.practice import demo as practice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def congress(settings: Any, tmp_path: Path) -> Congress:
    settings.DATA_DIR = tmp_path
    for part in (accounts, municipalities, practice, demo_coming):
        part.load()
    return Congress.objects.get(slug=demo_coming.SLUG)


def test_everybody_can_register_and_the_small_workshop_is_full(congress: Congress) -> None:
    assert (tickets.is_open(congress), congress.fictional) == (True, True)
    counts = queries.counts(congress)
    assert (counts.registered, counts.waiting) == (9, 0)
    wanted = WorkshopPlace.objects.filter(session__title=demo_coming.KEEPING).order_by("registration__turn")
    assert list(wanted.values_list("held", flat=True)) == [True] * 4 + [False] * 2


def test_a_film_with_german_captions_a_tagged_pdf_and_two_examples_are_shown() -> None:
    film, sheet = CongressFile.objects.order_by("position")
    assert (film.kind, film.published, sorted(film.all_captions)) == ("film", True, ["de", "en"])
    assert kinds.is_captions(store.path_of(film.captions))
    assert (sheet.content_type, sheet.published) == ("application/pdf", True)
    assert b"/StructTreeRoot" in store.path_of(sheet.stored).read_bytes()
    assert SessionExample.objects.count() == 2
    assert all("Beispieldaten" in file.title for file in (film, sheet))


def test_the_drawn_film_stays_small() -> None:
    assert (demo_coming.FILES / "einladung.mp4").stat().st_size < 200_000


def test_loading_again_adds_nothing(congress: Congress) -> None:
    demo_coming.load()
    assert (congress.registrations.count(), CongressFile.objects.count()) == (9, 2)
