"""Files, films, calendars and presented examples, as everybody gets them."""

import io
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.test import AsyncClient
from icalendar import Calendar
from PIL import Image

from api.congress.delivery import CHUNK
from forum.accounts.models import User
from forum.congress import actions
from forum.congress.enums import CongressStatus, SpeakerRole, StaffRole
from forum.congress.models import Congress, CongressFile, Session
from forum.practice.enums import State
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.media import MP4, PDF, VTT, png
from tests.factories.practice import make_cast, make_draft, make_published
from tests.factories.programme import DAY, FACTS, add, at, make_edited, make_host, point

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
    body = {"title": "Saal", "alt": "Ein Saal", "published": True}
    host.send("put", f"congresses/{congress.slug}/edit/files/{picture['id']}", body)
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


def events(answer: Any) -> list[Any]:
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_the_calendar_has_stable_ids_growing_sequences_and_says_what_is_off(api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = make_host(congress)
    first = add(host, congress, at(9), at(10), title="Größe; und, Komma")
    second = add(host, congress, at(11), at(12))
    path = f"congresses/{congress.slug}"
    answer = api.send("get", f"{path}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert "BEGIN:VTIMEZONE" in text
    assert "DTSTART;TZID=Europe/Berlin:20270312T090000" in text
    uids = [str(event["UID"]) for event in events(answer)]
    assert [str(event["SUMMARY"]) for event in events(answer)] == ["Größe; und, Komma", "Ämter an einen Tisch"]
    moved = point(at(9, 30), at(10))
    actions.edit_point(actor=host, slug=congress.slug, session_id=first.pk, version=1, point=moved)
    actions.remove_point(actor=host, slug=congress.slug, session_id=second.pk)
    later = events(api.send("get", f"{path}.ics"))
    assert [str(event["UID"]) for event in later] == uids
    assert [(int(event["SEQUENCE"]), str(event["STATUS"])) for event in later] == [(1, "CONFIRMED"), (1, "CANCELLED")]
    assert [str(e["UID"]) for e in events(api.send("get", f"{path}.ics?only={first.pk},x,999"))] == uids[:1]
    assert [str(e["UID"]) for e in events(api.send("get", f"{path}/sessions/{second.pk}.ics"))] == uids[1:]
    assert api.send("get", f"{path}/sessions/999999.ics").status_code == 404


def test_a_calendar_is_written_as_calendars_read_it(api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED, title="Ämter, Städte; Räte", place="Bürgerhaus, Straße 1; Hof")
    host = make_host(congress)
    summer = at(9, day=DAY + timedelta(days=1))
    abstract = "Größe, Maß; und „Übermut“\n\n" + "Überörtliche Zusammenarbeit 🏛 " * 40
    title = "Öffentlichkeitsbeteiligungsverfahrensüberprüfung " * 3
    added = add(host, congress, summer, summer + timedelta(hours=1), title=title, abstract=abstract, parts=(PART,))
    raw = api.send("get", f"congresses/{congress.slug}.ics").content
    lines = raw.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert "\r\nNAME:Ämter\\, Städte\\; Räte\r\nX-WR-CALNAME:Ämter\\, Städte\\; Räte\r\n" in unfolded
    assert "LOCATION:Bürgerhaus\\, Straße 1\\; Hof\r\n" in unfolded
    assert "METHOD" not in unfolded
    assert re.search(r"\r\nDTSTAMP:\d{8}T\d{6}Z\r\n", unfolded)
    (event,) = events(api.send("get", f"congresses/{congress.slug}.ics"))
    assert (str(event["SUMMARY"]), event["DTSTART"].dt) == (title.strip(), summer)
    assert str(event["DESCRIPTION"]).count("Überörtliche Zusammenarbeit 🏛") == 40
    assert str(event["UID"]) == f"session-{added.pk}@{urlsplit(settings.BASE_URL).hostname}"
    (zone,) = Calendar.from_ical(raw).walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Berlin"


def test_the_calendar_of_an_invented_congress_says_that_it_is_sample_data(api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED, title="3. Kongress", fictional=True)
    add(make_host(congress), congress, at(9), at(10), abstract="Was bleibt?")
    answer = api.send("get", f"congresses/{congress.slug}.ics")
    assert str(Calendar.from_ical(answer.content)["X-WR-CALNAME"]) == "3. Kongress (Beispieldaten)"
    assert [str(event["DESCRIPTION"]) for event in events(answer)] == ["Beispieldaten\n\nWas bleibt?"]


def test_a_calendar_is_told_of_each_change(api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = make_host(congress)
    session = add(host, congress, at(9), at(10))
    seen = []

    def look() -> None:
        (event,) = events(api.send("get", f"congresses/{congress.slug}.ics"))
        seen.append((int(event["SEQUENCE"]), str(event["STATUS"])))

    look()
    for act in (
        lambda: actions.shift_points(actor=host, slug=congress.slug, session_ids=[session.pk], minutes=30),
        lambda: actions.remove_point(actor=host, slug=congress.slug, session_id=session.pk),
        lambda: actions.restore_point(actor=host, slug=congress.slug, session_id=session.pk),
    ):
        act()
        look()
    assert seen == [(0, "CONFIRMED"), (1, "CONFIRMED"), (2, "CANCELLED"), (3, "CONFIRMED")]


def test_a_calendar_is_told_of_each_change_of_a_place_and_of_no_other(api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED, place="Stadthalle")
    host = make_host(congress)
    slug = congress.slug
    room = actions.add_room(actor=host, slug=slug, name="Lippe")
    inside = add(host, congress, at(9), at(10), room=room.pk)
    add(host, congress, at(9), at(10))
    seen = []

    def look() -> None:
        rows = events(api.send("get", f"congresses/{slug}.ics"))
        seen.append([(int(row["SEQUENCE"]), str(row["LOCATION"])) for row in rows])

    def edit(place: str, version: int) -> None:
        facts = replace(FACTS, place=place)
        actions.edit_congress(actor=host, slug=slug, version=version, facts=facts)

    look()
    before = Session.objects.get(pk=inside.pk).changed
    for act in (
        lambda: actions.rename_room(actor=host, slug=slug, room_id=room.pk, name="Lippe"),
        lambda: actions.rename_room(actor=host, slug=slug, room_id=room.pk, name="Ems"),
        lambda: actions.remove_room(actor=host, slug=slug, room_id=room.pk),
        lambda: actions.add_room(actor=host, slug=slug, name="Ems", sessions=[inside.pk]),
        lambda: edit("Stadthalle", 1),
        lambda: edit("Rathaus", 2),
    ):
        act()
        look()
    assert [rows[0] for rows in seen] == [
        (0, "Lippe, Stadthalle"),
        (0, "Lippe, Stadthalle"),
        (1, "Ems, Stadthalle"),
        (2, "Stadthalle"),
        (3, "Ems, Stadthalle"),
        (3, "Ems, Stadthalle"),
        (4, "Ems, Rathaus"),
    ]
    assert [rows[1] for rows in seen] == [*[(0, "Stadthalle")] * 6, (1, "Rathaus")]
    assert Session.objects.get(pk=inside.pk).changed > before


def test_a_congress_taken_back_has_no_calendar_whoever_had_it(api: ApiClient, api_as: As) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = make_host(congress)
    session = add(host, congress, at(9), at(10))
    actions.set_status(actor=host, slug=congress.slug, status=CongressStatus.DRAFT)
    for client in (api, api_as(host)):
        for path in (f"congresses/{congress.slug}.ics", f"congresses/{congress.slug}/sessions/{session.pk}.ics"):
            assert client.send("get", path).status_code == 404


def test_no_calendar_tells_of_drafts_or_of_what_was_removed_before_publication(api: ApiClient, api_as: As) -> None:
    congress = make_edited()
    host = make_host(congress)
    gone = add(host, congress, at(9), at(10), title="Geheimwort")
    add(host, congress, at(11), at(12))
    actions.remove_point(actor=host, slug=congress.slug, session_id=gone.pk)
    for path in (f"congresses/{congress.slug}.ics", f"congresses/{congress.slug}/sessions/{gone.pk}.ics"):
        assert api.send("get", path).status_code == 404
        assert api_as(host).send("get", path).status_code == 404
    actions.set_status(actor=host, slug=congress.slug, status=CongressStatus.PUBLISHED)
    answer = api.send("get", f"congresses/{congress.slug}.ics")
    assert (len(events(answer)), "Geheimwort" in answer.content.decode()) == (1, False)


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
