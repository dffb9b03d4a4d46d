"""A coordinator confirms who works for which municipality."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.municipalities.enums import AffiliationState
from forum.municipalities.models import Affiliation
from tests.conftest import ApiClient
from tests.factories.accounts import make_newcomer, make_user
from tests.factories.municipalities import make_affiliation, make_municipality, make_request

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> ApiClient:
    client = ApiClient()
    client.force_login(user)
    return client


def test_the_queue_holds_confirmed_addresses_longest_wait_first() -> None:
    town = make_municipality("Musterstadt")
    first, second = (make_request(make_newcomer(), town) for _ in range(2))
    Affiliation.objects.create(user=make_newcomer(verified=False), municipality=town, state=AffiliationState.UNVERIFIED)
    make_affiliation(make_user(), town)
    answer = signed_in(make_user(Role.COORDINATOR)).send("get", "affiliations/pending").json()
    assert [row["id"] for row in answer["items"]] == [first.pk, second.pk]
    assert answer["items"][0]["person"] == {"name": first.user.name, "email": first.user.email}
    assert answer["items"][0]["municipality"] == {"ags": town.ags, "name": "Musterstadt"}
    assert answer["more"] is False


def test_a_confirmed_person_is_a_member_and_gets_a_mail(django_capture_on_commit_callbacks: Any) -> None:
    person, coordinator = make_newcomer(name="Jonas Weiß"), make_user(Role.COORDINATOR)
    request = make_request(person, make_municipality("Musterstadt"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in(coordinator).send("post", f"affiliations/{request.pk}/decision", {"confirm": True})
    assert (answer.status_code, answer.json()["state"]) == (200, "confirmed")
    session = signed_in(person).send("get", "session").json()["user"]
    assert (session["roles"], session["municipality"]["name"]) == (["member"], "Musterstadt")
    assert [(m.to, m.subject) for m in mail.outbox] == [([person.email], "Ihr Konto ist freigeschaltet: Musterstadt")]
    entry = AuditEntry.objects.get(action="affiliation.confirm")
    assert (entry.actor, entry.object_id) == (coordinator, str(request.pk))


def test_a_declined_person_stays_a_guest_and_may_ask_again() -> None:
    person, coordinator = make_newcomer(), make_user(Role.COORDINATOR)
    town = make_municipality()
    request = make_request(person, town)
    signed_in(coordinator).send("post", f"affiliations/{request.pk}/decision", {"confirm": False})
    client = signed_in(person)
    assert client.send("get", "account").json()["affiliation"]["state"] == "declined"
    assert client.send("get", "session").json()["user"]["roles"] == []
    answer = client.send("post", "account/affiliation", {"ags": town.ags})
    assert (answer.status_code, answer.json()["affiliation"]["state"]) == (201, "pending")


def test_repeating_a_decision_changes_nothing_and_the_opposite_one_is_a_conflict() -> None:
    client = signed_in(make_user(Role.COORDINATOR))
    request = make_request(make_newcomer(), make_municipality())
    answers = [
        client.send("post", f"affiliations/{request.pk}/decision", {"confirm": confirm})
        for confirm in (True, True, False)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 409]
    assert answers[2].json()["code"] == "affiliation_already_decided"
    assert AuditEntry.objects.filter(action__startswith="affiliation.").count() == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 401),
        (Role.MEMBER, 403),
        (Role.CURATOR, 403),
        (Role.MODERATOR, 403),
        (Role.HOST, 403),
        (Role.COORDINATOR, 200),
        (Role.ADMIN, 200),
    ],
)
def test_only_coordinators_and_admins_see_the_queue_and_decide(role: Role | None, status: int) -> None:
    request = make_request(make_newcomer(name="Geheim"), make_municipality())
    client = signed_in(make_user(role)) if role else ApiClient()
    answer = client.send("get", "affiliations/pending")
    assert answer.status_code == status
    assert ("Geheim" in answer.content.decode()) is (status == 200)
    decided = client.send("post", f"affiliations/{request.pk}/decision", {"confirm": True})
    assert decided.status_code == {401: 401, 403: 404, 200: 200}[status]
    request.refresh_from_db()
    assert request.state == ("confirmed" if status == 200 else "pending")


def test_a_coordinator_does_not_confirm_themself() -> None:
    coordinator = make_user(Role.COORDINATOR)
    request = make_request(coordinator, make_municipality())
    answer = signed_in(coordinator).send("post", f"affiliations/{request.pk}/decision", {"confirm": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "own_affiliation")


def test_who_works_somewhere_cannot_ask_for_another_place() -> None:
    user = make_user()
    make_affiliation(user, make_municipality())
    other = make_municipality()
    answer = signed_in(user).send("post", "account/affiliation", {"ags": other.ags})
    assert (answer.status_code, answer.json()["code"]) == (409, "affiliation_exists")
    assert signed_in(make_newcomer()).send("post", "account/affiliation", {"ags": "00000000"}).status_code == 404


@pytest.mark.parametrize(
    "data", [{}, {"confirm": "vielleicht"}, {"confirm": None}, {"confirm": True, "x": 1}, [], b"{"]
)
def test_a_decision_of_the_wrong_shape_is_refused(data: object) -> None:
    request = make_request(make_newcomer(), make_municipality())
    answer = signed_in(make_user(Role.COORDINATOR)).send("post", f"affiliations/{request.pk}/decision", data)
    assert answer.status_code in {400, 422}
    request.refresh_from_db()
    assert request.state == "pending"


def test_the_queue_takes_as_many_statements_for_three_as_for_one(same_queries: Callable[..., int]) -> None:
    client, town = signed_in(make_user(Role.COORDINATOR)), make_municipality()
    make_request(make_newcomer(), town)
    same_queries(
        lambda: client.send("get", "affiliations/pending"), lambda: make_request(make_newcomer(), make_municipality())
    )


@pytest.mark.parametrize(("role", "status"), [(Role.MEMBER, 404), (Role.CURATOR, 404), (Role.COORDINATOR, 204)])
def test_a_coordinator_appoints_the_lead_and_takes_it_back(role: Role, status: int) -> None:
    affiliation = make_affiliation(make_user(), make_municipality())
    client = signed_in(make_user(role))
    for lead in (True, True, False):
        answer = client.send("post", f"affiliations/{affiliation.pk}/lead", {"lead": lead})
        assert answer.status_code == status
        affiliation.refresh_from_db()
        assert affiliation.lead is (lead and status == 204)
    assert AuditEntry.objects.filter(action="affiliation.lead").count() == (2 if status == 204 else 0)


def test_nobody_unconfirmed_becomes_a_lead() -> None:
    request = make_request(make_newcomer(), make_municipality())
    answer = signed_in(make_user(Role.COORDINATOR)).send("post", f"affiliations/{request.pk}/lead", {"lead": True})
    assert (answer.status_code, answer.json()["code"]) == (409, "affiliation_not_confirmed")
