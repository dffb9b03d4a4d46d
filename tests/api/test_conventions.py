"""What every address of the API does with bad input."""

from typing import Any

import pytest
from rest_framework.exceptions import ValidationError
from rest_framework.test import APIRequestFactory

from api import requests
from api.errors import problem_response
from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.core import errors
from tests.conftest import ApiClient


class Sample(Shape):
    text = StrictCharField(max_length=5)
    value = StrictIntegerField(min_value=0, max_value=1, required=False)


def codes(data: Any) -> list[tuple[str, str]]:
    sample = Sample(data=data)
    try:
        sample.is_valid(raise_exception=True)
    except ValidationError as error:
        answer = problem_response(error, {})
        assert answer is not None
        assert answer.status_code == 422
        return [(row["field"], row["code"]) for row in answer.data["errors"]]
    return []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"text": "gut"}, []),
        ({"text": "gut", "value": 1}, []),
        ({}, [("text", "required")]),
        ({"text": "zu lang"}, [("text", "max_length")]),
        ({"text": 5}, [("text", "invalid")]),
        ({"text": None}, [("text", "null")]),
        ({"text": ["a"]}, [("text", "invalid")]),
        ({"text": "a\x00b"}, [("text", "null_characters_not_allowed")]),
        ({"text": "\ud800"}, [("text", "malformed_text")]),
        ({"text": "a", "value": "1"}, [("value", "invalid")]),
        ({"text": "a", "value": True}, [("value", "invalid")]),
        ({"text": "a", "value": 1.0}, [("value", "invalid")]),
        ({"text": "a", "value": 2}, [("value", "max_value")]),
        ({"text": "a", "role": "admin"}, [("role", "unknown_field")]),
        ([], [("", "invalid")]),
        ("x", [("", "invalid")]),
    ],
)
def test_an_input_of_wrong_shape_names_field_and_code(data: Any, expected: list[tuple[str, str]]) -> None:
    assert codes(data) == expected


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.NotSignedInError(), 401, "not_signed_in"),
        (errors.ForbiddenError("not_author"), 403, "not_author"),
        (errors.NotFoundError(), 404, "not_found"),
        (errors.ConflictError("session_closed"), 409, "session_closed"),
        (errors.InvalidError("too_short", field="text"), 422, "too_short"),
        (errors.RateLimitedError(4200), 429, "rate_limited"),
    ],
)
def test_each_refusal_of_the_domain_has_its_status_and_code(error: errors.DomainError, status: int, code: str) -> None:
    answer = problem_response(error, {})
    assert answer is not None
    assert (answer.status_code, answer.data["code"], answer.content_type) == (status, code, "application/problem+json")


def test_a_parameter_never_takes_the_place_of_a_standard_member() -> None:
    answer = problem_response(
        errors.ConflictError("taken", title="x", status=200, type="y", detail="z", by="Malte Vogt"), {}
    )
    assert answer is not None
    assert (answer.status_code, answer.data) == (
        409,
        {"type": "about:blank", "title": "Conflict", "status": 409, "code": "taken", "by": "Malte Vogt"},
    )


def test_a_refusal_for_haste_says_when_to_come_back() -> None:
    answer = problem_response(errors.RateLimitedError(4200), {})
    assert answer is not None
    assert (answer["Retry-After"], answer.data["retry_ms"]) == ("5", 4200)


@pytest.mark.parametrize("key", ["x" * 101, "a\x01b"])
def test_a_malformed_idempotency_key_is_refused(key: str) -> None:
    request = APIRequestFactory().post("/x", headers={"idempotency-key": key})
    with pytest.raises(errors.InvalidError):
        requests.once(request, "u1", dict)  # type: ignore[arg-type]  # the header is all that is read


@pytest.mark.django_db
def test_a_write_without_csrf_token_is_refused_also_for_guests() -> None:
    client = ApiClient(enforce_csrf_checks=True)
    answer = client.send("post", "live/join", {"code": "ABCDEF"})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"code": "\xff"}', b"[" * 100_000])
def test_a_body_that_is_no_json_is_malformed(api: ApiClient, body: bytes) -> None:
    answer = api.send("post", "live/join", body)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


@pytest.mark.django_db
def test_a_body_of_more_than_a_megabyte_is_too_large(api: ApiClient) -> None:
    answer = api.send("post", "live/join", {"code": "x" * 1_100_000})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
