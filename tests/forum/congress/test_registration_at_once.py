"""Many who register at the same moment: never more than there is room for, and nobody passed over."""

import pytest

from forum.congress import actions
from forum.congress.enums import RegistrationFor, SessionKind
from forum.congress.models import Congress, Registration, WorkshopPlace
from forum.congress.tickets import Form
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_session
from tests.forum.congress.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6


def turns(congress: Congress, state: str) -> list[int | None]:
    found = Registration.objects.filter(congress=congress, state=state).order_by("turn")
    return list(found.values_list("turn", flat=True))


def test_the_last_places_are_taken_once_and_the_order_has_no_gap() -> None:
    congress = make_congress(registration=RegistrationFor.EVERYBODY, capacity=2)
    workshop = make_session(congress, kind=SessionKind.WORKSHOP, capacity=1)
    form = Form("Leila Haddad", workshops=(workshop.pk,))
    people = [make_user() for _ in range(THREADS)]
    results = at_once(
        *(lambda actor=actor: actions.register(actor=actor, slug=congress.slug, form=form) for actor in people)
    )
    assert results == ["ok"] * THREADS
    assert (turns(congress, "registered"), turns(congress, "waiting")) == ([1, 2], [3, 4, 5, 6])
    assert WorkshopPlace.objects.filter(held=True).count() == 1


def test_those_who_wait_move_up_in_order_while_others_cancel_and_come() -> None:
    congress = make_congress(registration=RegistrationFor.EVERYBODY, capacity=2)
    people = [make_user() for _ in range(5)]
    for actor in people:
        actions.register(actor=actor, slug=congress.slug, form=Form("Leila Haddad"))
    late = make_user()
    results = at_once(
        lambda: actions.cancel_registration(actor=people[0], slug=congress.slug),
        lambda: actions.cancel_registration(actor=people[1], slug=congress.slug),
        lambda: actions.register(actor=late, slug=congress.slug, form=Form("Jens Brock")),
    )
    assert results == ["ok"] * 3
    assert (turns(congress, "registered"), turns(congress, "waiting")) == ([3, 4], [5, 6])


def test_one_person_who_clicks_twice_is_registered_once() -> None:
    congress = make_congress(registration=RegistrationFor.EVERYBODY, capacity=5)
    person = make_user()
    acts = [lambda: actions.register(actor=person, slug=congress.slug, form=Form("Leila Haddad"))] * 4
    assert at_once(*acts) == ["ok"] * 4
    assert turns(congress, "registered") == [1]
