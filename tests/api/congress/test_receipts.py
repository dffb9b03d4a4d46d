"""The receipt link over REST: who gets one, who can open it, and that its secret is in no other answer."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.congress.enums import QuestionState
from forum.congress.models import LiveQuestion, LiveSession
from forum.congress.queries import participant_of
from tests.api.congress.people import ROLES, joined, staff
from tests.conftest import ApiClient
from tests.factories.congress import make_live, make_participant, make_question

pytestmark = pytest.mark.django_db


def asker_in(live: LiveSession, state: QuestionState = QuestionState.APPROVED) -> ApiClient:
    client = joined(live)
    make_question(live, state, participant_of(live, client.cookies["participant"].value))
    return client


def link_of(client: ApiClient, live: LiveSession) -> str:
    response = client.send("post", f"live/{live.pk}/receipts/link")
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    return str(response.json()["url"])


def test_the_link_opens_for_everybody_who_has_it() -> None:
    live = make_live()
    asker = asker_in(live, QuestionState.REJECTED)
    url = link_of(asker, live)
    address, key = url.split("#")
    assert address == f"http://localhost:8000/live/{live.pk}/beleg"
    response = ApiClient().send("post", f"live/{live.pk}/receipts", {"key": key})
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    shown = response.json()
    assert shown["session"]["id"] == str(live.pk)
    assert [row["state"] for row in shown["own"]] == ["rejected"]
    (own,) = asker.send("get", f"live/{live.pk}/me").json()["own"]
    assert shown["own"] == [{**own, "merged_with": None}]


def test_a_voided_link_opens_for_nobody() -> None:
    live = make_live()
    asker = asker_in(live)
    key = link_of(asker, live).split("#")[1]
    assert asker.send("delete", f"live/{live.pk}/receipts/link").status_code == 204
    response = ApiClient().send("post", f"live/{live.pk}/receipts", {"key": key})
    assert (response.status_code, response.json()["code"]) == (404, "unknown_key")


@pytest.mark.parametrize("role", [name for name in ROLES if name != "joined"])
def test_only_participants_get_a_link(role: str) -> None:
    live = make_live()
    make_question(live)
    client = ROLES[role](live)
    expected = 401 if role in {"staff", "speaker"} else 404
    for method in ("post", "delete"):
        assert client.send(method, f"live/{live.pk}/receipts/link").status_code == expected


def test_who_has_asked_nothing_gets_none() -> None:
    live = make_live()
    response = joined(live).send("post", f"live/{live.pk}/receipts/link")
    assert (response.status_code, response.json()["code"]) == (409, "nothing_asked")


@pytest.mark.parametrize("data", [{}, {"key": ""}, {"key": 7}, {"key": "x" * 101}, {"key": "k", "x": 1}, {"key": None}])
def test_a_malformed_key_is_refused(data: Any) -> None:
    live = make_live()
    assert ApiClient().send("post", f"live/{live.pk}/receipts", data).status_code == 422


def test_the_secret_is_in_no_other_answer() -> None:
    live = make_live()
    asker = asker_in(live)
    key = link_of(asker, live).split("#")[1]
    base = f"live/{live.pk}"
    calls = [f"{base}/state", f"{base}/me", f"{base}/desk/state", f"{base}/desk/links", f"{base}/stage/state"]
    clients = [asker, *(make(live) for make in ROLES.values())]
    answers = [client.send("get", path).content.decode() for client in clients for path in calls]
    assert [answer for answer in answers if key in answer or "receipt_" in answer] == []


def test_reading_by_link_takes_as_many_statements_for_many_questions(same_queries: Callable[..., int]) -> None:
    live = make_live()
    asker = asker_in(live)
    participant = participant_of(live, asker.cookies["participant"].value)

    def add() -> None:
        make_question(live, participant=participant)
        make_question(live, participant=make_participant(live))
        link_of(asker, live)

    key = link_of(asker, live).split("#")[1]
    same_queries(lambda: ApiClient().send("post", f"live/{live.pk}/receipts", {"key": key}), add)


def test_a_receipt_tells_a_rejected_question_from_one_that_was_taken_down() -> None:
    live = make_live()
    asker, desk = asker_in(live, QuestionState.SUBMITTED), staff(live)
    key = link_of(asker, live).split("#")[1]
    path = f"live/{live.pk}/questions/{LiveQuestion.objects.get().pk}"

    def told() -> list[tuple[str, str | None, bool]]:
        by_link = ApiClient().send("post", f"live/{live.pk}/receipts", {"key": key}).json()["own"]
        by_cookie = asker.send("get", f"live/{live.pk}/me").json()["own"]
        return [(row["state"], row["reason"], row["at"] is not None) for row in (*by_link, *by_cookie)]

    for verbs, seen in ((("reject",), False), (("restore", "approve", "answer", "reject"), True)):
        for verb in verbs:
            body = {"reason": "insulting"} if verb == "reject" else {}
            assert desk.send("post", f"{path}/{verb}", body).status_code == 200, verb
        assert told() == [("rejected", "insulting", seen)] * 2
