"""Files in the hands of two hosts: nobody undoes what the other did, and what was replaced comes back."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from forum.accounts.models import User
from forum.congress import actions
from forum.congress.enums import CongressStatus
from forum.congress.media import store
from forum.congress.models import Congress, FormerPart
from forum.core.clock import now
from forum.core.upkeep import run_upkeep
from forum.practice.models import PracticeExample
from tests.conftest import ApiClient
from tests.factories.media import MP4, PDF, VTT, png
from tests.factories.practice import make_published
from tests.factories.programme import add, at, make_edited, make_host

pytestmark = pytest.mark.django_db
As = Callable[[User], ApiClient]
OTHER = VTT.replace(b"Guten Tag", b"Guten Abend")


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def sent(client: ApiClient, path: str, data: bytes) -> Any:
    answer = client.generic("POST", f"/api/v1/{path}", data, content_type="application/octet-stream")
    assert answer.status_code == 200, answer.content
    return answer.json()["files"]


def base_of(congress: Congress) -> str:
    return f"congresses/{congress.slug}/edit/files"


def test_who_is_later_is_told_who_changed_the_file_and_shows_nothing_that_was_hidden(api_as: As) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    anna, ben = api_as(make_host(congress, name="Anna Lenz")), api_as(make_host(congress))
    path = f"{base_of(congress)}/{sent(anna, f'{base_of(congress)}?name=a.pdf', PDF)[0]['id']}"
    anna.send("put", path, {"title": "Folien", "published": True, "version": 1})
    for _ in range(2):  # the second time nothing changes, and no version is asked for
        hidden = anna.send("put", path, {"title": "Folien", "published": False, "version": 2}).json()["files"][0]
        assert (hidden["published"], hidden["version"], hidden["changed_by"]) == (False, 3, "Anna Lenz")
    late = ben.send("put", path, {"title": "Folien 2", "published": True, "version": 2})
    assert (late.status_code, late.json()["code"], late.json()["by"]) == (409, "changed_meanwhile", "Anna Lenz")
    file = ben.send("get", f"congresses/{congress.slug}/edit").json()["files"][0]
    assert (file["title"], file["published"], file["version"]) == ("Folien", False, 3)


def test_files_are_put_in_order_while_a_point_with_files_is_removed(api_as: As) -> None:
    congress = make_edited()
    user = make_host(congress)
    host, base = api_as(user), base_of(congress)
    session = add(user, congress, at(9), at(10))
    for name in ("a", "b"):
        sent(host, f"{base}?name={name}{name}.pdf", PDF)
    sent(host, f"{base}?name=cc.pdf&session={session.pk}", PDF)
    actions.remove_point(actor=user, slug=congress.slug, session_id=session.pk)
    first, second = [row["id"] for row in host.send("get", f"congresses/{congress.slug}/edit").json()["files"]]
    answer = host.send("put", f"{base}/order", {"files": [second, first]})
    assert [row["title"] for row in answer.json()["files"]] == ["bb", "aa"]
    back = host.send("post", f"congresses/{congress.slug}/edit/sessions/{session.pk}/restore").json()["files"]
    assert [row["title"] for row in back] == ["bb", "aa", "cc"]
    assert host.send("put", f"{base}/order", {"files": [first, second]}).status_code == 409


def captions(client: ApiClient, film: Any) -> bytes:
    return b"".join(client.get(film["captions"][0]["url"]).streaming_content)


@pytest.mark.django_db(transaction=True)
def test_replaced_captions_come_back_for_a_week_and_then_leave_the_disk(api_as: As) -> None:
    congress = make_edited()
    host, base = api_as(make_host(congress)), base_of(congress)
    path = f"{base}/{sent(host, f'{base}?name=Film.mp4', MP4)[0]['id']}"
    sent(host, f"{path}/captions/de", VTT)
    film = sent(host, f"{path}/captions/de", OTHER)[0]
    assert (captions(host, film), [row["part"] for row in film["former"]]) == (OTHER, ["captions"])
    back = f"{path}/former/{film['former'][0]['id']}/restore"
    for _ in range(2):
        film = host.send("post", back).json()["files"][0]
        assert captions(host, film) == VTT
    assert [row["part"] for row in film["former"]] == ["captions", "captions"]
    FormerPart.objects.update(replaced=now() - timedelta(days=8))
    run_upkeep()
    film = host.send("get", f"congresses/{congress.slug}/edit").json()["files"][0]
    assert (captions(host, film), film["former"]) == (VTT, [])
    assert len(list(store.folder().glob("[0-9a-f]*"))) == 2
    assert host.send("post", back).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_removed_captions_and_a_replaced_poster_come_back_and_go_with_their_film(api_as: As) -> None:
    congress = make_edited()
    host, base = api_as(make_host(congress)), base_of(congress)
    path = f"{base}/{sent(host, f'{base}?name=Film.mp4', MP4)[0]['id']}"
    sent(host, f"{path}/captions/en", VTT)
    former = host.send("delete", f"{path}/captions/en").json()["files"][0]["former"][0]
    film = host.send("post", f"{path}/former/{former['id']}/restore").json()["files"][0]
    assert ([row["language"] for row in film["captions"]], captions(host, film)) == (["en"], VTT)
    first = sent(host, f"{path}/poster", png())[0]["poster_url"]
    second = sent(host, f"{path}/poster", png((b"tIME", bytes(7))))[0]
    assert second["poster_url"] != first
    former = next(row for row in second["former"] if row["part"] == "poster")
    assert host.send("post", f"{path}/former/{former['id']}/restore").json()["files"][0]["poster_url"] == first
    assert len(list(store.folder().glob("[0-9a-f]*"))) == 4
    host.send("delete", path)
    congress.files.update(removed=now() - timedelta(days=8))
    assert run_upkeep()["congress_files.files"] == 1
    assert (list(store.folder().glob("[0-9a-f]*")), FormerPart.objects.count()) == ([], 0)


def test_examples_that_a_host_cannot_read_stay_where_they_are(api_as: As) -> None:
    congress = make_edited()
    user = make_host(congress)
    host = api_as(user)
    session = add(user, congress, at(9), at(10))
    first, hidden, last = (make_published().example for _ in range(3))
    path = f"congresses/{congress.slug}/edit/sessions/{session.pk}/examples"
    host.send("put", path, {"examples": [one.public_id for one in (first, hidden, last)]})
    PracticeExample.objects.filter(pk=hidden.pk).update(suspended_at=now())

    def put(*examples: PracticeExample) -> list[str]:
        answer = host.send("put", path, {"examples": [one.public_id for one in examples]})
        return [row["id"] for row in answer.json()["sessions"][0]["examples"]]

    assert put(last, first) == [last.public_id, first.public_id]
    PracticeExample.objects.filter(pk=hidden.pk).update(suspended_at=None)
    kept = session.presented.order_by("position").values_list("example", flat=True)
    assert list(kept) == [last.pk, hidden.pk, first.pk]
    assert put(last) == [last.public_id]
