"""The fictional places."""

import pytest

from forum.accounts import demo as people
from forum.municipalities import demo
from forum.municipalities.models import Affiliation, Municipality
from forum.municipalities.queries import is_lead_of, municipality_by_mail, municipality_of


@pytest.mark.django_db
def test_loading_twice_gives_the_same_places_apart_from_the_real_ones() -> None:
    people.load()
    demo.load()
    before = (Municipality.objects.count(), Affiliation.objects.count())
    demo.load()
    assert (Municipality.objects.count(), Affiliation.objects.count()) == before == (430, 3)
    fictional = Municipality.objects.filter(fictional=True)
    assert {row.ags[:2] for row in fictional} == {"99"}
    assert {row.x for row in fictional} == {None}
    musterstadt = demo.place("Musterstadt")
    assert municipality_of(people.person("member")) == musterstadt
    assert is_lead_of(people.person("lead"), musterstadt.pk)
    assert not is_lead_of(people.person("member"), musterstadt.pk)
    assert municipality_by_mail("neu@musterstadt.example") == musterstadt
