"""Acts of making a congress whose answer was lost and that are sent again: nothing happens twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forum.accounts.models import User
from forum.congress.models import CongressFile, Room, Session
from tests.conftest import ApiClient
from tests.factories.media import PDF
from tests.factories.programme import add, at, make_edited, make_host

pytestmark = pytest.mark.django_db
As = Callable[[User], ApiClient]


def test_a_programme_that_is_moved_again_with_the_same_key_moves_once(api_as: As) -> None:
    congress = make_edited()
    user = make_host(congress)
    session = add(user, congress, at(9), at(10))
    client, path = api_as(user), f"congresses/{congress.slug}/edit/shift"
    body = {"sessions": [session.pk], "minutes": 10}
    answers = [client.send("post", path, body, Idempotency_Key="k1") for _ in range(2)]
    assert [(row.status_code, row.json()["sessions"][0]["version"]) for row in answers] == [(200, 2), (200, 2)]
    assert Session.objects.get().starts == at(9, 10)
    assert client.send("post", path, {**body, "minutes": 15}, Idempotency_Key="k1").status_code == 409
    client.send("post", path, body, Idempotency_Key="k2")
    assert Session.objects.get().starts == at(9, 20)


def test_a_refused_act_leaves_its_key_free(api_as: As) -> None:
    congress = make_edited()
    user = make_host(congress)
    session = add(user, congress, at(9), at(10))
    client, path = api_as(user), f"congresses/{congress.slug}/edit/shift"
    for _ in range(2):
        refused = client.send("post", path, {"sessions": [session.pk], "minutes": -600}, Idempotency_Key="k1")
        assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "outside_days")


def test_a_room_that_is_added_again_with_the_same_key_is_there_once(api_as: As) -> None:
    congress = make_edited()
    client = api_as(make_host(congress))
    answers: list[Any] = []
    for _ in range(2):
        answer = client.send("post", f"congresses/{congress.slug}/edit/rooms", {"name": "Ems"}, Idempotency_Key="k1")
        answers.append((answer.status_code, [row["name"] for row in answer.json()["rooms"]]))
    assert answers == [(200, ["Ems"])] * 2
    assert Room.objects.count() == 1


def test_a_file_that_is_sent_again_with_the_same_key_is_there_once(api_as: As, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    congress = make_edited()
    client, path = api_as(make_host(congress)), f"/api/v1/congresses/{congress.slug}/edit/files?name=a.pdf"
    headers = {"Idempotency-Key": "k1"}
    for _ in range(2):
        answer = client.generic("POST", path, PDF, content_type="application/octet-stream", headers=headers)
        assert (answer.status_code, len(answer.json()["files"])) == (200, 1)
    assert CongressFile.objects.count() == 1
    assert len(list((tmp_path / "media" / "congress").glob("**/[0-9a-f]*"))) == 1
