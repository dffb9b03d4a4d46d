"""Files, films and presented examples, as everybody gets them."""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient
from PIL import Image

from api.congress.delivery import CHUNK
from forum.accounts.models import User
from forum.congress import actions
from forum.congress.enums import CongressStatus, SpeakerRole, StaffRole
from forum.congress.models import Congress, CongressFile
from forum.practice.enums import State
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.media import MP4, PDF, VTT, png
from tests.factories.practice import make_cast, make_draft, make_published
from tests.factories.programme import add, at, make_edited, make_host

pytestmark = pytest.mark.django_db
As = Callable[[User], ApiClient]


@pytest.fixture(autouse=True)
def _media(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def send(client: ApiClient, path: str, data: bytes) -> Any:
    return client.generic("POST", f"/api/v1/{path}", data, content_type="application/octet-stream")


def given(client: ApiClient, url: str, **headers: str) -> Any:
    return client.get(url, headers=headers)


def bytes_of(answer: Any) -> bytes:
    parts: Iterator[bytes] = answer.streaming_content if answer.streaming else iter([answer.content])
    return b"".join(parts)


def uploaded(client: ApiClient, congress: Congress, data: bytes, name: str = "Film.mp4", query: str = "") -> Any:
    answer = send(client, f"congresses/{congress.slug}/edit/files?name={name}{query}", data)
    assert answer.status_code == 200, answer.content
    return answer.json()["files"][-1]


def test_a_film_is_sent_captioned_shown_and_watched_in_parts(api_as: As, api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = api_as(make_host(congress))
    base = f"congresses/{congress.slug}/edit/files"
    film = uploaded(host, congress, MP4)
    assert (film["kind"], film["published"], film["captions"]) == ("film", False, [])
    body = {"title": "Eröffnung", "published": True, "transcript": "Guten Tag.", "version": 1}
    refused = host.send("put", f"{base}/{film['id']}", body)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "captions_required")
    assert send(host, f"{base}/{film['id']}/captions/de", VTT).status_code == 200
    assert send(host, f"{base}/{film['id']}/poster", png()).status_code == 200
    assert given(api, film["url"]).status_code == 404
    assert api.send("get", f"congresses/{congress.slug}").json()["files"] == []
    assert host.send("put", f"{base}/{film['id']}", body).status_code == 200
    shown = api.send("get", f"congresses/{congress.slug}").json()["files"][0]
    assert (shown["title"], shown["transcript"]) == ("Eröffnung", "Guten Tag.")
    whole = given(api, shown["url"])
    assert (bytes_of(whole), whole["Content-Type"], whole["Accept-Ranges"]) == (MP4, "video/mp4", "bytes")
    assert (whole["X-Content-Type-Options"], whole["Content-Security-Policy"]) == (
        "nosniff",
        "default-src 'none'; sandbox",
    )
    part = given(api, shown["url"], Range="bytes=4-7")
    assert (part.status_code, bytes_of(part), part["Content-Range"]) == (206, b"ftyp", f"bytes 4-7/{len(MP4)}")
    assert bytes_of(given(api, shown["url"], Range="bytes=-3")) == MP4[-3:]
    assert bytes_of(given(api, shown["url"], Range="bytes=10-")) == MP4[10:]
    for text in (f"bytes={len(MP4)}-", "bytes=-0", "bytes=7-4", "bytes=-"):
        assert given(api, shown["url"], Range=text).status_code == 416, text
    captions = given(api, shown["captions"][0]["url"])
    assert (bytes_of(captions), captions["Content-Type"]) == (VTT, "text/vtt")
    assert bytes_of(given(api, shown["poster_url"])) == png()


@pytest.mark.django_db(transaction=True)
def test_a_film_has_captions_in_several_languages_and_keeps_the_german_ones_while_it_is_shown(
    api_as: As, api: ApiClient, tmp_path: Path
) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = api_as(make_host(congress))
    film = uploaded(host, congress, MP4)
    base = f"congresses/{congress.slug}/edit/files/{film['id']}"
    for language in ("de-simple", "en"):
        assert send(host, f"{base}/captions/{language}", VTT).status_code == 200
    refused = host.send("put", base, {"title": "Film", "published": True, "version": 1})
    assert refused.json()["errors"][0]["code"] == "captions_required"
    send(host, f"{base}/captions/de", VTT)
    shown = host.send("put", base, {"title": "Film", "published": True, "version": 1}).json()["files"][0]
    assert [row["language"] for row in shown["captions"]] == ["de", "en", "de-simple"]
    assert [bytes_of(given(api, row["url"])) for row in shown["captions"]] == [VTT] * 3
    assert send(host, f"{base}/captions/fr", VTT).status_code == 404
    taken = host.send("delete", f"{base}/captions/de")
    assert (taken.status_code, taken.json()["code"]) == (409, "captions_needed")
    for _ in range(2):
        left = host.send("delete", f"{base}/captions/en").json()["files"][0]["captions"]
        assert [row["language"] for row in left] == ["de", "de-simple"]
    assert given(api, shown["captions"][1]["url"]).status_code == 404
    assert len(list((tmp_path / "media" / "congress").glob("[0-9a-f]*"))) == 4


@pytest.mark.django_db(transaction=True)
def test_an_asynchronous_server_streams_a_film_and_never_holds_it_whole(api_as: As, tmp_path: Path) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = api_as(make_host(congress))
    data = MP4 + bytes(range(256)) * 8000
    film = uploaded(host, congress, data)
    path = f"congresses/{congress.slug}/edit/files/{film['id']}"
    send(host, f"{path}/captions/de", VTT)
    host.send("put", path, {"title": "Film", "published": True, "version": 1})

    async def pieces(**headers: str) -> tuple[int, list[bytes]]:
        answer: Any = await AsyncClient().get(film["url"], headers=headers)
        assert answer.is_async
        return answer.status_code, [piece async for piece in answer.streaming_content]

    for headers, expected in (({}, (200, data)), ({"Range": "bytes=1000000-"}, (206, data[1_000_000:]))):
        status, got = async_to_sync(pieces)(**headers)
        assert (status, b"".join(got)) == expected
        assert len(got) > 1
        assert max(map(len, got)) <= CHUNK


def test_a_picture_says_how_large_it_is_and_comes_small_and_whole(api_as: As, api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = api_as(make_host(congress))
    out = io.BytesIO()
    Image.frombytes("RGB", (500, 250), os.urandom(500 * 250 * 3)).save(out, "PNG")
    picture = uploaded(host, congress, out.getvalue(), "Saal.png")
    assert (picture["width"], picture["height"]) == (500, 250)
    assert given(api, picture["small_url"]).status_code == 404
    body = {"title": "Saal", "alt": "Ein Saal", "published": True, "version": 1}
    assert host.send("put", f"congresses/{congress.slug}/edit/files/{picture['id']}", body).status_code == 200
    small = given(api, picture["small_url"])
    assert (small["Content-Type"], small["Content-Disposition"]) == ("image/webp", 'inline; filename="small.webp"')
    with Image.open(io.BytesIO(bytes_of(small))) as shown:
        assert (shown.format, shown.size) == ("WEBP", (500, 250))
    assert bytes_of(given(api, picture["url"])) == out.getvalue()
    plain = uploaded(host, congress, png(), "Punkt.png")
    assert (plain["small_url"], plain["width"], plain["height"]) == (None, 1, 1)
    assert given(host, plain["url"].replace("punkt.png", "small.webp")).status_code == 404


def test_documents_are_downloads_and_removing_them_is_undone(api_as: As, api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    client = make_host(congress)
    host = api_as(client)
    session = add(client, congress, at(9), at(10))
    paper = uploaded(host, congress, PDF, "Folien.exe", f"&session={session.pk}")
    assert (paper["session"], paper["name"]) == (str(session.pk), "folien.pdf")
    base = f"congresses/{congress.slug}/edit/files/{paper['id']}"
    host.send("put", base, {"title": "Folien", "published": True, "version": 1})
    answer = given(api, paper["url"])
    assert (answer["Content-Disposition"], bytes_of(answer)) == ('attachment; filename="folien.pdf"', PDF)
    assert host.send("delete", base).json()["files"] == []
    assert given(api, paper["url"]).status_code == 404
    assert len(host.send("post", f"{base}/restore").json()["files"]) == 1
    actions.remove_point(actor=client, slug=congress.slug, session_id=session.pk)
    assert given(api, paper["url"]).status_code == 404


def test_a_proxy_is_told_the_file_and_sends_it_itself(api_as: As, api: ApiClient, settings: Any) -> None:
    settings.FILES_BY_PROXY = True
    congress = make_edited(CongressStatus.PUBLISHED)
    host = api_as(make_host(congress))
    paper = uploaded(host, congress, PDF, "Folien.pdf")
    told = given(host, paper["url"], Range="bytes=0-3")
    stored = CongressFile.objects.get().stored
    assert (told.status_code, told.content, told["X-Stored-File"]) == (200, b"", f"media/congress/{stored}")
    assert (told["Content-Type"], told["Content-Disposition"], told["Cache-Control"]) == (
        "application/pdf",
        'attachment; filename="folien.pdf"',
        "private, no-store",
    )
    refused = given(api, paper["url"])
    assert (refused.status_code, "X-Stored-File" in refused) == (404, False)


@pytest.mark.parametrize("data", [b"<html>", b"", b"PK\x03\x04", b"MZ"])
def test_other_files_are_refused_whatever_their_name(data: bytes, api_as: As) -> None:
    congress = make_edited()
    host = api_as(make_host(congress))
    answer = send(host, f"congresses/{congress.slug}/edit/files?name=Folien.pdf", data)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_kind_of_file")
    assert CongressFile.objects.count() == 0


def test_files_of_drafts_are_for_staff_and_sending_is_for_hosts(api_as: As, api: ApiClient, tmp_path: Path) -> None:
    congress = make_edited()
    host, moderator = api_as(make_host(congress)), api_as(make_host(congress, StaffRole.MODERATOR))
    paper = uploaded(host, congress, PDF)
    host.send(
        "put",
        f"congresses/{congress.slug}/edit/files/{paper['id']}",
        {"title": "Folien", "published": True, "version": 1},
    )
    assert bytes_of(given(moderator, paper["url"])) == PDF
    foreign = api_as(make_host(make_edited()))
    for client in (api, foreign):
        assert given(client, paper["url"]).status_code == 404
    base = f"congresses/{congress.slug}/edit/files"
    for client, status in ((api, 401), (foreign, 404), (moderator, 404)):
        for path in (f"{base}?name=a.pdf", f"{base}/{paper['id']}/captions/de", f"{base}/{paper['id']}/poster"):
            assert send(client, path, PDF).status_code == status
        details = client.send("put", f"{base}/{paper['id']}", {"title": "Anders", "version": 1})
        assert (details.status_code, client.send("delete", f"{base}/{paper['id']}").status_code) == (status, status)
    assert len(list((tmp_path / "media" / "congress").glob("**/[0-9a-f]*"))) == 1
    other = given(host, paper["url"].replace("folien", "..%2f..%2fetc%2fpasswd").replace("film", "x"))
    assert other.status_code == 404


def test_examples_and_the_points_in_which_they_are_presented_know_each_other(api_as: As, api: ApiClient) -> None:
    example = make_published()
    congress = make_edited(title="3. Kongress")
    host = make_host(congress)
    session = add(host, congress, at(9), at(10), title="Runder Tisch")
    path = f"congresses/{congress.slug}/edit/sessions/{session.pk}/examples"
    answer = api_as(host).send("put", path, {"examples": [example.example.public_id]})
    expected = [{"id": example.example.public_id, "title": example.title}]
    assert answer.json()["sessions"][0]["examples"] == expected
    page = f"practice/examples/{example.example.public_id}"
    assert api.send("get", page).json()["presented"] == []
    actions.set_status(actor=host, slug=congress.slug, status=CongressStatus.PUBLISHED)
    assert api.send("get", f"congresses/{congress.slug}").json()["sessions"][0]["examples"] == expected
    assert api.send("get", page).json()["presented"] == [
        {
            "title": "Runder Tisch",
            "url": f"/kongresse/{congress.slug}#programm-{session.pk}",
            "meta": "3. Kongress, 12.03.2027",
        }
    ]
    assert api_as(host).send("put", path, {"examples": []}).json()["sessions"][0]["examples"] == []


def test_only_published_examples_are_presented(api_as: As, api: ApiClient) -> None:
    draft = make_draft(make_cast())
    assert draft.state == State.DRAFT
    congress = make_edited(CongressStatus.PUBLISHED)
    host = make_host(congress)
    session = add(host, congress, at(9), at(10))
    path = f"congresses/{congress.slug}/edit/sessions/{session.pk}/examples"
    for public_id in (draft.example.public_id, "x", ""):
        assert api_as(host).send("put", path, {"examples": [public_id]}).status_code == 422
    assert api_as(make_user()).send("put", path, {"examples": []}).status_code == 404


def test_a_congress_reads_one_and_three_of_everything_with_as_many_statements(
    api_as: As, same_queries: Callable[..., int]
) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    user = make_host(congress)
    host, hours = api_as(user), iter(range(8, 20))

    def more() -> None:
        hour = next(hours)
        session = add(user, congress, at(hour), at(hour + 1), parts=(PART,))
        public_id = make_published().example.public_id
        actions.set_examples(actor=user, slug=congress.slug, session_id=session.pk, public_ids=[public_id])
        uploaded(host, congress, PDF, "a.pdf", f"&session={session.pk}")

    more()
    same_queries(lambda: host.send("get", f"congresses/{congress.slug}"), more, most=14)
    same_queries(lambda: host.send("get", f"congresses/{congress.slug}/edit"), more, most=16)
    same_queries(lambda: host.send("get", f"congresses/{congress.slug}.ics"), more)


PART = actions.PartGiven("Leila Haddad", SpeakerRole.SPEAKER)
