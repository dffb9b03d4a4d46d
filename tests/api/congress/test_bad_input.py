"""Input that nobody should send: a clear code, nothing stored."""

import json
from typing import Any

import pytest
from django.db import models

from forum.audit.models import AuditEntry
from forum.congress.enums import LiveState, QuestionState
from forum.congress.models import LiveQuestion, LiveSession, Participant, QuestionVote
from forum.core.models import RepeatedRequest
from tests.api.congress.people import joined, joined_elsewhere, staff
from tests.conftest import ApiClient
from tests.factories.congress import make_live, make_question

pytestmark = pytest.mark.django_db
TEXT = "Wer lädt die Ämter eigentlich ein?"
MEGABYTE = 1_000_000


def short(value: Any) -> str:
    """The name of a case."""
    return repr(value)[:40]


def stored() -> list[Any]:
    """Everything that a call could have changed."""
    tables: list[type[models.Model]] = [LiveSession, LiveQuestion, Participant, QuestionVote, AuditEntry]
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def refused(client: ApiClient, method: str, path: str, data: Any, **headers: str) -> tuple[int, str]:
    before = stored()
    response = client.send(method, path, data, **headers)
    assert stored() == before
    assert len(response.content) < 2_000
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b'{"text": "Wer l\xe4dt die \xc4mter ein?"}', (400, "malformed")),
        (b"{", (400, "malformed")),
        (b"[]", (422, "invalid")),
        (b'"text"', (422, "invalid")),
        (b"null", (422, "invalid")),
        ({}, (422, "invalid")),
        ({"text": None}, (422, "invalid")),
        ({"text": 1234567890123}, (422, "invalid")),
        ({"text": [TEXT]}, (422, "invalid")),
        ({"text": {"de": TEXT}}, (422, "invalid")),
        ({"text": TEXT, "state": "approved"}, (422, "invalid")),
        ({"text": TEXT, "identity": "admin"}, (422, "invalid")),
        ({"text": TEXT, "identity": ["named"]}, (422, "invalid")),
        ({"text": TEXT, "name": 7}, (422, "invalid")),
        ({"text": "Wer lädt \x00 die Ämter ein?"}, (422, "invalid")),
        (json.dumps({"text": "Wer lädt \ud800 die Ämter ein?"}).encode(), (422, "invalid")),
        ({"text": "x" * 501}, (422, "too_long")),
        ({"text": "x" * MEGABYTE}, (413, "too_large")),
        ({"text": "x" * (MEGABYTE - 100)}, (422, "invalid")),
        ({"text": "kurz"}, (422, "too_short")),
        ({"text": TEXT, "identity": "named"}, (422, "too_short")),
        ({"text": TEXT, "identity": "pseudonym", "name": "\x00\x00\x00"}, (422, "invalid")),
    ],
    ids=short,
)
def test_a_bad_question_is_refused(data: Any, expected: tuple[int, str]) -> None:
    live = make_live()
    assert refused(joined(live), "post", f"live/{live.pk}/questions", data) == expected


@pytest.mark.parametrize("value", [2, -1, True, False, "1", 1.0, 1.5, None, [1], {}, 10**40])
def test_a_bad_vote_is_refused(value: Any) -> None:
    live = make_live()
    question = make_question(live)
    path = f"live/{live.pk}/questions/{question.pk}/vote"
    assert refused(joined(live), "put", path, {"value": value}) == (422, "invalid")


def test_a_vote_with_more_than_a_value_is_refused() -> None:
    live = make_live()
    path = f"live/{live.pk}/questions/{make_question(live).pk}/vote"
    assert refused(joined(live), "put", path, {"value": 1, "participant": 1}) == (422, "invalid")
    assert refused(joined(live), "put", path, {}) == (422, "invalid")


@pytest.mark.parametrize("number", ["0", "999999", "9" * 30, "-1", "abc", "1.5", "%00", "1%2F2"])
def test_an_object_that_is_not_there_is_not_found(number: str) -> None:
    live = make_live()
    make_question(live)
    phone, desk = joined(live), staff(live)
    vote = {"value": 1}
    assert refused(phone, "put", f"live/{live.pk}/questions/{number}/vote", vote) == (404, "not_found")
    assert refused(phone, "post", f"live/{live.pk}/questions/{number}/withdraw", {}) == (404, "not_found")
    assert refused(desk, "post", f"live/{live.pk}/questions/{number}/approve", {}) == (404, "not_found")
    for path in ("state", "me", "qr.svg", "desk/state", "desk/links", "stage/state"):
        assert refused(desk, "get", f"live/{number}/{path}", None) == (404, "not_found")
    assert refused(desk, "post", f"live/{number}/desk/close", None) == (404, "not_found")
    assert refused(phone, "post", f"live/{number}/questions", {"text": TEXT}) == (404, "not_found")


@pytest.mark.parametrize("verb", ["delete", "APPROVE", "approve2", "submit", "write"])
def test_an_unknown_verb_is_not_found(verb: str) -> None:
    live = make_live()
    question = make_question(live, QuestionState.SUBMITTED)
    path = f"live/{live.pk}/questions/{question.pk}/{verb}"
    assert refused(staff(live), "post", path, {}) == (404, "not_found")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"rev": "1"}, "invalid"),
        ({"rev": 0}, "invalid"),
        ({"rev": True}, "invalid"),
        ({"rev": 10**30}, "invalid"),
        ({"reason": "because"}, "invalid"),
        ({"reason": None}, "invalid"),
        ({"state": "approved"}, "invalid"),
        ([], "invalid"),
        ({}, "reason_required"),
    ],
    ids=short,
)
def test_a_bad_verb_is_refused(data: Any, code: str) -> None:
    live = make_live()
    question = make_question(live, QuestionState.SUBMITTED)
    path = f"live/{live.pk}/questions/{question.pk}/reject"
    assert refused(staff(live), "post", path, data) == (422, code)


@pytest.mark.parametrize("on", ["true", 1, 0, None, [], "yes"])
def test_a_bad_switch_is_refused(on: Any) -> None:
    live = make_live()
    assert refused(staff(live), "post", f"live/{live.pk}/desk/premoderation", {"on": on}) == (422, "invalid")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", (422, "invalid")),
        (None, (422, "invalid")),
        (123456, (422, "invalid")),
        ("x" * MEGABYTE, (413, "too_large")),
        ("x" * (MEGABYTE - 100), (422, "invalid")),
        ("KX7\x00P2M", (422, "invalid")),
        ("KX7P2", (404, "unknown_code")),
        ("KX7 P2M", (404, "unknown_code")),
        ("ÄÖÜ ÄÖÜ", (404, "unknown_code")),
        ("' OR 1=1", (404, "unknown_code")),
    ],
    ids=short,
)
def test_a_bad_code_is_refused(code: Any, expected: tuple[int, str]) -> None:
    make_live(code="AAAAAA")
    assert refused(ApiClient(), "post", "live/join", {"code": code}) == expected


def test_a_made_up_cookie_is_nobody_and_is_not_taken_over() -> None:
    live = make_live()
    for token in ("", "x", "ä" * 50, "a" * 5_000, "\x00" * 50):
        client = ApiClient()
        client.cookies["participant"] = token
        assert refused(client, "get", f"live/{live.pk}/state", None) == (404, "not_found")
        response = client.send("post", "live/join", {"code": live.code})
        assert response.cookies["participant"].value != token


def test_a_foreign_session_and_a_foreign_question_are_not_found() -> None:
    here, there = make_live(), make_live()
    mine, foreign = make_question(here), make_question(there)
    phone = joined(here)
    assert refused(phone, "put", f"live/{here.pk}/questions/{foreign.pk}/vote", {"value": 1}) == (404, "not_found")
    assert refused(phone, "put", f"live/{there.pk}/questions/{foreign.pk}/vote", {"value": 1}) == (404, "not_found")
    outsider = joined_elsewhere(here)
    assert refused(outsider, "put", f"live/{here.pk}/questions/{mine.pk}/vote", {"value": 1}) == (404, "not_found")
    desk = staff(here)
    assert refused(desk, "post", f"live/{there.pk}/questions/{foreign.pk}/stage", {}) == (404, "not_found")
    assert refused(desk, "post", f"live/{here.pk}/questions/{foreign.pk}/stage", {}) == (404, "not_found")


def test_a_closed_session_takes_nothing() -> None:
    live = make_live(state=LiveState.CLOSED)
    question = make_question(live)
    phone, desk = joined(live), staff(live)
    closed = (409, "session_closed")
    assert refused(phone, "post", f"live/{live.pk}/questions", {"text": TEXT}) == closed
    assert refused(phone, "put", f"live/{live.pk}/questions/{question.pk}/vote", {"value": 1}) == closed
    assert refused(desk, "post", f"live/{live.pk}/questions/{question.pk}/stage", {}) == closed
    assert refused(desk, "post", f"live/{live.pk}/desk/premoderation", {"on": False}) == closed


def test_a_replayed_key_with_another_body_is_refused() -> None:
    live = make_live()
    client = joined(live)
    path = f"live/{live.pk}/questions"
    client.send("post", path, {"text": TEXT}, Idempotency_Key="one")
    assert refused(client, "post", path, {"text": TEXT + " Wer?"}, Idempotency_Key="one") == (
        409,
        "idempotency_key_reused",
    )
    assert refused(client, "post", path, {"text": TEXT}, Idempotency_Key="k" * 101) == (422, "bad_idempotency_key")


def test_the_same_key_of_somebody_else_is_another_request() -> None:
    live = make_live()
    path = f"live/{live.pk}/questions"
    answers = [joined(live).send("post", path, {"text": TEXT}, Idempotency_Key="one").json() for _ in range(2)]
    assert answers[0]["id"] != answers[1]["id"]


def test_what_is_kept_for_a_repetition_is_no_text() -> None:
    live = make_live()
    joined(live).send("post", f"live/{live.pk}/questions", {"text": TEXT}, Idempotency_Key="one")
    assert "Ämter" not in str(list(RepeatedRequest.objects.values()))


def test_a_write_without_the_csrf_token_is_refused() -> None:
    live = make_live()
    client = ApiClient(enforce_csrf_checks=True)
    client.cookies["participant"] = joined(live).cookies["participant"].value
    assert refused(client, "post", f"live/{live.pk}/questions", {"text": TEXT}) == (403, "csrf_failed")
    client.send("get", "session")
    token = client.cookies["csrftoken"].value
    sent = client.send("post", f"live/{live.pk}/questions", {"text": TEXT}, X_CSRFToken=token)
    assert sent.status_code == 201
