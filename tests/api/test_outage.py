"""While the database is away, calls are refused in the words of the API, and the log says so once."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection

from api import errors
from api.outage import QUIET, Outage
from forum.accounts.models import User
from forum.congress import keys
from scripts.servers import free_port
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question

CALLS = (("get", "live/{live}/state"), ("put", "live/{live}/questions/{question}/vote"), ("get", "session"))


@pytest.fixture
def away(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Call it, and the database cannot be reached until the test is over."""
    monkeypatch.setattr(errors, "_outage", Outage())

    def leave() -> None:
        connection.close()
        lost = {"PORT": str(free_port())} if connection.vendor == "postgresql" else {"NAME": "/nowhere/at/all.sqlite3"}
        for name, value in lost.items():
            monkeypatch.setitem(connection.settings_dict, name, value)

    yield leave
    monkeypatch.undo()
    connection.close()


def test_calls_are_told_to_come_again_and_the_log_says_why_once(away: Any, caplog: pytest.LogCaptureFixture) -> None:
    live, token = make_live(), keys.new_token()
    make_participant(live, token)
    names = {"live": live.pk, "question": make_question(live).pk}
    phone, member = ApiClient(), ApiClient()
    phone.cookies["participant"] = token
    member.force_login(make_user())
    away()
    for client in (phone, member):
        for method, path in CALLS if client is member else CALLS[:2]:
            answer = client.send(method, path.format(**names), {"value": 1} if method == "put" else None)
            body = answer.json()
            retry_ms = body.pop("retry_ms")
            assert 1000 <= retry_ms <= 5000
            expected = {"type": "about:blank", "title": "Service Unavailable", "status": 503, "code": "unavailable"}
            assert (answer.status_code, body) == (503, expected)
            assert answer["Retry-After"] == str(-(-retry_ms // 1000))
            assert answer["Content-Type"] == "application/problem+json"
    warned = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in warned] == ["api.outage"]


def test_the_next_outage_is_logged_again(caplog: pytest.LogCaptureFixture) -> None:
    now = [1000.0]
    outage = Outage(lambda: now[0])
    for passed in (0.0, QUIET - 1, QUIET - 1, QUIET):
        now[0] += passed
        outage.note(OperationalError("gone"))
    assert len(caplog.records) == 2


def test_an_account_is_not_needed_to_be_told(away: Any) -> None:
    assert User.objects.count() == 0
    away()
    assert ApiClient().send("post", "live/join", {"code": "ABC234"}).status_code == 503
