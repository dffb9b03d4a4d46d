"""Calendars of a congress: what they say, and that they are told of each change."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from icalendar import Calendar

from forum.accounts.models import User
from forum.congress import actions
from forum.congress.enums import CongressStatus, SpeakerRole
from forum.congress.models import Session
from tests.conftest import ApiClient
from tests.factories.programme import DAY, FACTS, add, at, make_edited, make_host, point

pytestmark = pytest.mark.django_db
PART = actions.PartGiven("Leila Haddad", SpeakerRole.SPEAKER)
As = Callable[[User], ApiClient]


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
    name = "Ämter\\, Städte\\; Räte (Beispieldaten)"
    assert f"\r\nNAME:{name}\r\nX-WR-CALNAME:{name}\r\n" in unfolded
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
