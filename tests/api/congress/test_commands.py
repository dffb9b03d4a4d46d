"""Every command with a wrong role, a foreign object, a closed session or a bad body: a code, and nothing stored."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver

from api.congress.urls import urlpatterns
from forum.audit.models import AuditEntry
from forum.congress import keys
from forum.congress.enums import LiveState
from forum.congress.models import LiveQuestion, LiveSession, Participant
from tests.api.congress.commands import COMMANDS, ELSEWHERE, Command
from tests.api.congress.people import ROLES, client_with, staff
from tests.conftest import ApiClient
from tests.factories.congress import make_live, make_participant, make_question

pytestmark = pytest.mark.django_db
all_commands = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
MEGABYTE = 1_000_000


def stored() -> list[Any]:
    tables = [*apps.get_app_config("congress").get_models(), AuditEntry]
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def address(command: Command, live: LiveSession, question: LiveQuestion) -> str:
    path = command.route.replace("<int:session_id>", str(live.pk)).replace("<int:question_id>", str(question.pk))
    return path.replace("<slug:verb>", command.verb)


class Scene:
    """A session with a question in the command's state, and who may carry it out."""

    def __init__(self, command: Command, state: LiveState = LiveState.OPEN) -> None:
        self.live, token = make_live(state=state), keys.new_token()
        asker: Participant = make_participant(self.live, token)
        self.question = make_question(self.live, command.state, asker)
        self.leader = make_question(self.live)
        self.client: ApiClient = staff(self.live) if command.by == "staff" else client_with(token)
        self.body = None if command.body is None else dict(command.body)
        if self.body and "into" in self.body:
            self.body["into"] = str(self.leader.pk)


def refused(client: ApiClient, method: str, path: str, body: Any) -> tuple[int, str]:
    before = stored()
    response = client.send(method, path, body)
    assert stored() == before, path
    assert (response.status_code >= 400, len(response.content) < 2_000) == (True, True), (path, body)
    return response.status_code, response.json()["code"]


def routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield prefix + str(one.pattern), one.callback


def test_every_address_that_takes_a_command_is_in_the_table() -> None:
    here = Path(__file__).parent
    known = {command.route for command in COMMANDS}
    assert [file for file in ELSEWHERE.values() if not (here / file).exists()] == []
    missing = [
        route
        for route, callback in routes(urlpatterns)
        if route.startswith("live/")
        and {"post", "put", "patch", "delete"} & set(dir(callback.view_class))
        and route not in known
        and not any(route == begin or route.startswith(f"{begin}/") for begin in ELSEWHERE)
    ]
    assert missing == []


@all_commands
def test_who_may_carries_it_out(command: Command) -> None:
    scene = Scene(command, LiveState.PLANNED if command.name == "open" else LiveState.OPEN)
    before = stored()
    response = scene.client.send(command.method, address(command, scene.live, scene.question), scene.body)
    assert response.status_code in (200, 201), response.content
    assert stored() != before


@all_commands
@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_does(command: Command, role: str) -> None:
    if role == command.by:
        return
    scene = Scene(command)
    path = address(command, scene.live, scene.question)
    status, code = refused(ROLES[role](scene.live), command.method, path, scene.body)
    assert (status, code) in {(401, "not_signed_in"), (401, "not_joined"), (404, "not_found")}


@all_commands
def test_a_foreign_session_and_a_foreign_question_are_not_found(command: Command) -> None:
    scene, there = Scene(command), Scene(command)
    path = address(command, there.live, there.question)
    assert refused(scene.client, command.method, path, there.body) == (404, "not_found")
    if "question_id" in command.route:
        path = address(command, scene.live, there.question)
        assert refused(scene.client, command.method, path, scene.body) == (404, "not_found")


@all_commands
def test_a_closed_session_takes_what_its_row_says(command: Command) -> None:
    scene = Scene(command, LiveState.CLOSED)
    path = address(command, scene.live, scene.question)
    if command.closed:
        assert refused(scene.client, command.method, path, scene.body) == (409, command.closed)
    else:
        assert scene.client.send(command.method, path, scene.body).status_code == 200


@all_commands
def test_a_bad_body_is_refused(command: Command) -> None:
    scene = Scene(command)
    if scene.body is None:
        return
    path = address(command, scene.live, scene.question)
    bad: list[Any] = [b"{", b'{"text": "\xff\xfe"}', [], "text", 7, {**scene.body, "participant": 1}]
    bad += [{**scene.body, field: {"deep": [value]}} for field, value in scene.body.items()]
    bad += [{**scene.body, field: "\x00\x00"} for field in scene.body]
    bad += [{**scene.body, field: "x" * MEGABYTE} for field in scene.body]
    codes = {refused(scene.client, command.method, path, body) for body in bad}
    assert codes <= {(400, "malformed"), (413, "too_large"), (422, "invalid")}
