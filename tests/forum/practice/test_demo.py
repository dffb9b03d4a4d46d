"""The demo data keeps the rules for demo data."""

from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts import demo as people
from forum.municipalities import demo as places
from forum.practice import demo, queries
from forum.practice.enums import State
from forum.practice.facets import Selection
from forum.practice.models import PracticeExample, Revision


@pytest.fixture
def loaded(db: None) -> None:
    for part in (people, places, demo):
        part.load()


@pytest.mark.usefixtures("loaded")
def test_loading_twice_changes_nothing_and_every_example_is_marked() -> None:
    states = Counter(Revision.objects.values_list("state", flat=True))
    demo.load()
    assert Counter(Revision.objects.values_list("state", flat=True)) == states
    assert states == {
        State.PUBLISHED: 10,
        State.SUBMITTED: 2,
        State.IN_REVIEW: 1,
        State.CHANGES_REQUESTED: 1,
        State.RELEASE_PENDING: 1,
        State.APPROVED: 1,
        State.DRAFT: 1,
        State.REJECTED: 1,
    }
    assert set(PracticeExample.objects.values_list("demo", flat=True)) == {True}


@pytest.mark.usefixtures("loaded")
def test_guests_read_hamm_and_duisburg_and_conflicts_belong_to_invented_places() -> None:
    page = queries.list_examples(reader=AnonymousUser(), selection=Selection(), cursor=None, size=50)
    names = {part.municipality.name for row in page.items for part in row.participations.all()}
    assert (len(page.items), {"Hamm", "Duisburg"} <= names) == (9, True)
    conflicts = Revision.objects.filter(kind="conflict_case")
    assert {
        (row.visibility, part.municipality.fictional) for row in conflicts for part in row.participations.all()
    } == {("network", True)}
    real = Revision.objects.filter(participations__municipality__fictional=False)
    assert {row.kind for row in real} <= {"structure", "format"}
    assert [row.releases.count() for row in real] == [0, 0]
