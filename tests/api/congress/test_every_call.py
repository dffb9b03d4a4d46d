"""Every call by everybody, upon foreign and missing objects, in a closed session, and with bodies nobody should send.

What is refused answers with a code and stores nothing: no row of any table and no file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.urls import URLPattern, URLResolver
from pytest_django import Settings

from api.congress.urls import urlpatterns
from forum.congress.enums import LiveState
from tests.api.congress.bad_bodies import described, fields, malformed, schema_of
from tests.api.congress.calls import CALLS, EVERYBODY, Call
from tests.api.congress.world import World
from tests.conftest import ApiClient

pytestmark = pytest.mark.django_db
METHODS = {"get", "post", "put", "patch", "delete"}
BOOKKEEPING = {"sessions.Session", "core.RateBucket"}
"""Tables that a refused call may write to: who has signed in, and how often somebody has tried."""
NOBODYS = ["0", "9" * 30, "-1", "%00", "%F0%9F", "x" * 300]
all_calls = pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def stored(folder: Path) -> dict[str, Any]:
    """Everything that a call could have changed."""
    tables = [table._meta.db_table for table in apps.get_models() if table._meta.label not in BOOKKEEPING]
    rows: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')  # noqa: S608 - names of our own tables
            rows[table] = cursor.fetchall()
    return rows | {"files": sorted(str(path) for path in folder.rglob("*") if path.is_file())}


def address(call: Call, named: dict[str, Any]) -> str:
    path = call.path
    for name, value in named.items():
        path = path.replace("{" + name + "}", str(value))
    return path


def send(client: ApiClient, call: Call, path: str, body: Any) -> Any:
    if call.raw:
        query = "" if "/captions" in path or "/poster" in path else "?name=Film.mp4"
        return client.generic("POST", f"/api/v1/{path}{query}", call.raw, content_type="application/octet-stream")
    response = client.send(call.method, path, body)
    if response.streaming:
        b"".join(response.streaming_content)
    return response


def answered(client: ApiClient, call: Call, path: str, body: Any) -> tuple[int, str]:
    """Status and code of a refusal, which is short and says nothing else."""
    response = send(client, call, path, body)
    assert 400 <= response.status_code < 500, (response.status_code, path, str(body)[:200])
    assert len(response.content) < 2_000, (path, str(body)[:200])
    assert response.headers["Content-Type"] == "application/problem+json"
    return response.status_code, response.json()["code"]


def routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, prefix + str(one.pattern))
        elif isinstance(one, URLPattern):
            path = prefix + str(one.pattern)
            for kind in ("int", "str", "slug"):
                path = path.replace(f"<{kind}:", "{").replace(">", "}")
            yield from ((method, path) for method in METHODS & set(dir(one.callback.view_class)))  # type: ignore[attr-defined] # each is a class-based view


def test_every_call_of_the_api_is_in_the_table() -> None:
    known = {(call.method, call.path) for call in CALLS}
    there = set(routes(urlpatterns))
    told = {
        (method, path.removeprefix("/api/v1/"))
        for path, methods in described()["paths"].items()
        for method in methods
        if method in METHODS and path.startswith(("/api/v1/live/", "/api/v1/congresses"))
    }
    assert (sorted(there - known), sorted(told - known), sorted(known - there)) == ([], [], [])


@all_calls
def test_who_may_carries_it_out(call: Call, tmp_path: Path) -> None:
    world = World(call.state, documented=call.documented)
    client = world.client(call.doer)
    path, body = address(call, call.named(world)), call.good(world)
    before = stored(tmp_path)
    response = send(client, call, path, body)
    assert 200 <= response.status_code < 300, response.content
    assert (call.method == "get") <= (stored(tmp_path) == before)


@all_calls
def test_nobody_else_does(call: Call, tmp_path: Path) -> None:
    world = World(call.state, documented=call.documented)
    clients = {role: world.client(role) for role in sorted(EVERYBODY - call.by)}
    path, body = address(call, call.named(world)), call.good(world)
    before = stored(tmp_path)
    codes = {role: answered(client, call, path, body) for role, client in clients.items()}
    allowed = {(401, "not_signed_in"), (401, "not_joined"), (404, "not_found")}
    allowed |= {(403, "forbidden"), (409, "nothing_asked")} if call.method == "post" else set()
    assert set(codes.values()) <= allowed, codes
    assert stored(tmp_path) == before


@all_calls
def test_foreign_and_missing_objects_are_not_found(call: Call, tmp_path: Path) -> None:
    here, there = (World(call.state, documented=call.documented) for _ in range(2))
    client, mine, foreign = here.client(call.doer), call.named(here), call.named(there)
    body, before = call.good(here), stored(tmp_path)
    for name in mine:
        # What everybody may do is no less done in another session or congress.
        values = [foreign[name]] if len(mine) > 1 or "member" not in call.by else []
        if name == call.spares:
            continue
        for value in [*([] if name in {"verb", "part", "language"} else values), *NOBODYS]:
            path = address(call, {**mine, name: value})
            assert answered(client, call, path, body)[0] == 404, path
    assert stored(tmp_path) == before


@pytest.mark.parametrize("call", [call for call in CALLS if call.path.startswith("live/")], ids=lambda call: call.name)
def test_a_closed_session_answers_what_its_row_says(call: Call, tmp_path: Path) -> None:
    world = World(LiveState.CLOSED, documented=call.documented)
    client, path, body = world.client(call.doer), address(call, call.named(world)), call.good(world)
    before = stored(tmp_path)
    if call.closed:
        assert answered(client, call, path, body) == (409, call.closed)
        assert stored(tmp_path) == before
    else:
        response = send(client, call, path, body)
        assert 200 <= response.status_code < 300, response.content


@pytest.mark.parametrize("call", [call for call in CALLS if call.body is not None], ids=lambda call: call.name)
def test_a_bad_body_is_refused(call: Call, tmp_path: Path) -> None:
    world = World(call.state, documented=call.documented)
    client, path, good = world.client(call.doer), address(call, call.named(world)), call.good(world)
    before = stored(tmp_path)
    bad = [*malformed(good), *fields(good, schema_of(call.method, call.path))]
    codes = {answered(client, call, path, body)[0] for body in bad}
    assert codes <= {400, 413, 422}
    text = client.generic(call.method.upper(), f"/api/v1/{path}", b"x", content_type="text/plain")
    assert (text.status_code, text.json()["code"]) == (415, "unsupported_media_type")
    assert stored(tmp_path) == before
