"""What is answered in front of Django is what Django would have answered, and only for whom it is meant."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import override_settings

from config import polling
from config.polling import with_polling
from forum.congress.models import LiveSession
from tests.api.congress.people import ROLES, joined
from tests.conftest import ApiClient
from tests.factories.congress import make_live, make_question

pytestmark = pytest.mark.django_db

DJANGO = [b"Django"]
NOT_NEEDED = {"Content-Language", "Allow"}
OF_A_BODY = {"Content-Type", "Content-Length"}


@pytest.fixture(autouse=True)
def keep_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test's transaction is open on it; Django's own test client keeps it for the same reason."""
    monkeypatch.setattr(polling, "close_old_connections", lambda: None)


def environ_of(client: ApiClient, path: str, **more: str) -> dict[str, Any]:
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    plain = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.url_scheme": "https", "HTTP_HOST": "testserver"}
    return {**plain, "HTTP_COOKIE": cookies, **more}


def asked(environ: dict[str, Any]) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and body; ``Django`` where it was left to Django."""
    told: list[Any] = ["", []]

    def start_response(status: str, headers: list[tuple[str, str]]) -> None:
        told[:] = status, headers

    body = b"".join(with_polling(lambda environ, start_response: DJANGO)(environ, start_response))
    return told[0], dict(told[1]), body


def state_path(live: LiveSession) -> str:
    return f"/api/v1/live/{live.pk}/state"


def a_list() -> LiveSession:
    live = make_live()
    make_question(live)
    return live


@pytest.mark.parametrize("known", [False, True])
def test_it_says_what_django_says(known: bool) -> None:
    live = a_list()
    phone = joined(live)
    tag = phone.send("get", f"live/{live.pk}/state", secure=True).headers["ETag"] if known else "x"
    expected = phone.send("get", f"live/{live.pk}/state", secure=True, If_None_Match=tag)
    status, headers, body = asked(environ_of(phone, state_path(live), HTTP_IF_NONE_MATCH=tag))
    assert status == f"{expected.status_code} {expected.reason_phrase}"
    assert body == expected.content
    by_django = dict(expected.headers)
    assert by_django.pop("Vary") == "Accept-Language"  # the list is the same in every language
    for name in NOT_NEEDED if not known else NOT_NEEDED | OF_A_BODY:
        by_django.pop(name, None)
    assert headers == by_django


@pytest.mark.parametrize("role", ROLES)
def test_only_participants_are_answered(role: str) -> None:
    live = a_list()
    _, _, body = asked(environ_of(ROLES[role](live), state_path(live)))
    assert (body == b"Django") == (role != "joined")


@pytest.mark.parametrize(
    "more",
    [
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "HEAD"},
        {"wsgi.url_scheme": "http"},
        {"PATH_INFO": "/api/v1/live/1/me"},
        {"PATH_INFO": "/api/v1/live/\u0661/state"},
        {"PATH_INFO": f"/api/v1/live/{'9' * 19}/state"},
        {"PATH_INFO": f"/api/v1/live/{'9' * 20}/state"},
        {"HTTP_COOKIE": ""},
        {"HTTP_COOKIE": "participant=\u00e4"},
        {"HTTP_COOKIE": "participant=" + "x" * 5000},
    ],
)
def test_everything_else_is_left_to_django(more: dict[str, str]) -> None:
    live = a_list()
    assert asked(environ_of(joined(live), state_path(live)))[2] != b"Django"
    assert asked(environ_of(joined(live), state_path(live), **more))[2] == b"Django"


@override_settings(ALLOWED_HOSTS=["forum.example"])
@pytest.mark.parametrize(
    ("host", "ours"), [("forum.example", True), ("forum.example:443", True), ("evil.example", False), ("", False)]
)
def test_a_foreign_host_is_left_to_django(host: str, ours: bool) -> None:
    polling._is_ours.cache_clear()
    live = a_list()
    try:
        assert (asked(environ_of(joined(live), state_path(live), HTTP_HOST=host))[2] != b"Django") == ours
    finally:
        polling._is_ours.cache_clear()


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"))
@pytest.mark.parametrize(("proto", "quick"), [("https", True), ("http", False), ("", False)])
def test_behind_a_proxy_its_word_counts(proto: str, quick: bool) -> None:
    live = a_list()
    environ = environ_of(joined(live), state_path(live), HTTP_X_FORWARDED_PROTO=proto)
    assert (asked(environ)[2] != b"Django") == quick


def test_what_fails_is_left_to_django_which_says_it_with_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    live = a_list()

    def away(**asked: object) -> None:
        raise OperationalError

    monkeypatch.setattr(polling, "glance", away)
    assert asked(environ_of(joined(live), state_path(live)))[2] == b"Django"
