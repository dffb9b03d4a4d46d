"""``/metrics`` exists for who shows the token, and for nobody else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from config.metrics import database_figures, with_engine_metrics, with_metrics
from forum.congress.enums import LiveState, QuestionState
from forum.core.clock import now
from tests.factories.congress import make_live, make_question

TOKEN = "token-of-the-operator"
SHOWN = f"Bearer {TOKEN}"
REFUSED = ["", "Bearer ", "Bearer wrong-token-of-the-operator", f"Basic {TOKEN}", TOKEN, SHOWN + "x"]


def pages(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Stands where Django is."""
    return [b"a page"]


def read(path: str, authorization: str) -> str:
    """What a process with pages answers."""
    environ = {"PATH_INFO": path, "HTTP_AUTHORIZATION": authorization}
    return b"".join(with_metrics(pages)(environ, lambda status, headers: None)).decode()


async def read_engine(path: str, authorization: str) -> str:
    """What a process with sockets answers."""
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def pages(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.body", "body": b"a page"})

    scope = {"type": "http", "path": path, "headers": [(b"authorization", authorization.encode())]}
    await with_engine_metrics(pages)(scope, None, send)
    return b"".join(message.get("body", b"") for message in sent).decode()


@pytest.mark.parametrize("authorization", REFUSED)
@override_settings(METRICS_TOKEN=TOKEN)
async def test_without_the_token_the_address_is_one_of_the_pages(authorization: str) -> None:
    assert read("/metrics", authorization) == "a page"
    assert await read_engine("/metrics", authorization) == "a page"


@pytest.mark.parametrize("authorization", ["", "Bearer ", SHOWN])
@override_settings(METRICS_TOKEN="")
async def test_where_no_token_is_set_nobody_is_told_anything(authorization: str) -> None:
    assert read("/metrics", authorization) == "a page"
    assert await read_engine("/metrics", authorization) == "a page"


@override_settings(METRICS_TOKEN=TOKEN)
async def test_the_token_opens_no_other_address() -> None:
    assert read("/metrics/", SHOWN) == "a page"
    assert await read_engine("/metricsx", SHOWN) == "a page"


@pytest.mark.django_db(transaction=True)
@override_settings(METRICS_TOKEN=TOKEN)
def test_a_process_with_pages_answers_who_shows_the_token() -> None:
    assert "\nratschlag_live_sessions_open 0.0\n" in read("/metrics", SHOWN)


@override_settings(METRICS_TOKEN=TOKEN)
async def test_a_process_with_sockets_tells_what_its_engine_counts() -> None:
    text = await read_engine("/metrics", SHOWN)
    assert "# TYPE ratschlag_fan_out_seconds histogram" in text
    assert "\nratschlag_publish_queue 0.0\n" in text


@pytest.mark.django_db
def test_a_process_with_pages_tells_what_the_database_knows_and_of_nobody() -> None:
    live = make_live()
    asked = make_question(live, QuestionState.SUBMITTED, text="Diesen Satz darf niemand hier lesen")
    make_question(make_live(state=LiveState.CLOSED), QuestionState.SUBMITTED)
    waiting = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="nothing", exception_class_path="", traceback=""
    )
    DBTaskResult.objects.filter(pk=waiting.pk).update(enqueued_at=now() - timedelta(seconds=90))
    text = database_figures().decode()
    figures = dict(re.findall(r"^ratschlag_(\w+) ([\d.]+)$", text, re.MULTILINE))
    assert 90 <= float(figures.pop("tasks_oldest_seconds")) < 150
    assert {name: float(value) for name, value in figures.items()} == {
        "tasks_waiting": 1,
        "tasks_failed": 0,
        "live_sessions_open": 1,
        "live_participants": 1,
        "live_questions_waiting": 1,
    }
    assert asked.text not in text


@pytest.mark.django_db
def test_as_many_statements_for_one_session_as_for_three(same_queries: Any) -> None:
    make_question(make_live(), QuestionState.SUBMITTED)
    same_queries(database_figures, lambda: make_question(make_live(), QuestionState.SUBMITTED), most=6)
