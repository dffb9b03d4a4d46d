"""Who hears of affiliations: only after they are stored."""

from typing import Any

import pytest

from forum.accounts.enums import Role
from forum.core.errors import NotFoundError
from forum.core.events import subscribe
from forum.municipalities.actions import decide_affiliation, request_affiliation
from forum.municipalities.events import AffiliationDecided, AffiliationRequested
from tests.factories.accounts import make_newcomer, make_user
from tests.factories.municipalities import make_municipality

pytestmark = pytest.mark.django_db


def test_a_request_and_its_decision_are_told_by_ids(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[object] = []
    ends = [subscribe(AffiliationRequested, heard.append), subscribe(AffiliationDecided, heard.append)]
    person, coordinator = make_newcomer(), make_user(Role.COORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        request = request_affiliation(actor=person, ags=make_municipality().ags)
        decide_affiliation(actor=coordinator, affiliation_id=request.pk, confirm=True)
        assert heard == []
    for end in ends:
        end()
    assert heard == [
        AffiliationRequested(affiliation_id=request.pk, user_id=person.pk),
        AffiliationDecided(affiliation_id=request.pk, user_id=person.pk, state="confirmed"),
    ]


def test_a_refused_decision_is_not_told(django_capture_on_commit_callbacks: Any) -> None:
    request = request_affiliation(actor=make_newcomer(), ags=make_municipality().ags)
    heard: list[object] = []
    end = subscribe(AffiliationDecided, heard.append)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotFoundError):
        decide_affiliation(actor=make_user(Role.CURATOR), affiliation_id=request.pk, confirm=True)
    end()
    assert heard == []
