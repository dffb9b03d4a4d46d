"""Congresses as everybody reads them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from forum.accounts.models import User
from forum.congress import queries
from forum.congress.enums import CongressStatus, LiveState, SessionKind, SpeakerRole
from forum.congress.models import SessionSpeaker, Speaker
from forum.core.clock import now
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_live, make_room, make_session, make_staff

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_congresses_are_listed_latest_first_with_their_phase(api: ApiClient) -> None:
    today = queries.today()
    past = make_congress(starts=today - 2 * DAY, ends=today - DAY, documentation="# Was war")
    running = make_congress(starts=today - DAY, ends=today)
    coming = make_congress(starts=today + DAY, ends=today + DAY)
    make_congress(status=CongressStatus.DRAFT, starts=today, ends=today)
    make_live(make_session(running))
    items = api.send("get", "congresses").json()["items"]
    assert [(row["slug"], row["phase"], row["live_now"], row["documented"]) for row in items] == [
        (coming.slug, "upcoming", False, False),
        (running.slug, "running", True, False),
        (past.slug, "past", False, True),
    ]


def test_the_day_is_that_of_berlin(api: ApiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime(2017, 12, 6, 23, 30, tzinfo=ZoneInfo("UTC"))  # half past midnight in Berlin
    monkeypatch.setattr("forum.congress.queries.programme.now", lambda: late)
    make_congress(starts=date(2017, 12, 7), ends=date(2017, 12, 7))
    assert api.send("get", "congresses").json()["items"][0]["phase"] == "running"


def test_a_congress_shows_its_programme_in_order(api: ApiClient) -> None:
    congress = make_congress(documentation="# Ablauf\n\nMit *Dank*.")
    second, first = make_room(congress, position=2), make_room(congress, position=1)
    start = now().replace(minute=0, second=0, microsecond=0)
    workshop = make_session(congress, room=second, starts=start, kind=SessionKind.WORKSHOP)
    plenary = make_session(congress, room=first, starts=start)
    pause = make_session(congress, starts=start - timedelta(hours=1), kind=SessionKind.BREAK)
    for position, (name, role) in enumerate([("Leila Haddad", SpeakerRole.CHAIR), ("Jens Brock", SpeakerRole.SPEAKER)]):
        speaker = Speaker.objects.create(congress=congress, name=name, function="Musterstadt", position=position)
        SessionSpeaker.objects.create(session=plenary, speaker=speaker, role=role, position=position)
    live = make_live(plenary)
    answer = api.send("get", f"congresses/{congress.slug}").json()
    rows = answer["sessions"]
    assert [(row["id"], row["room"], row["kind"]) for row in rows] == [
        (str(pause.pk), None, "break"),
        (str(plenary.pk), first.name, "plenary"),
        (str(workshop.pk), second.name, "workshop"),
    ]
    assert rows[1]["parts"] == [
        {"name": "Leila Haddad", "function": "Musterstadt", "role": "chair", "topic": ""},
        {"name": "Jens Brock", "function": "Musterstadt", "role": "speaker", "topic": ""},
    ]
    assert [row["live"] for row in rows] == [None, {"id": str(live.pk), "state": "open", "documented": False}, None]
    assert [row["name"] for row in answer["speakers"]] == ["Leila Haddad", "Jens Brock"]
    assert answer["documentation_html"] == "<h3>Ablauf</h3>\n<p>Mit <em>Dank</em>.</p>\n"
    assert answer["may_run"] is False


def test_the_join_code_is_in_no_public_answer(api: ApiClient) -> None:
    live = make_live(code="KX7P2M")
    congress = live.programme.congress
    for path in ("congresses", "congresses/next", f"congresses/{congress.slug}", "search?q=Kongress"):
        body = api.send("get", path).content.decode()
        assert "KX7" not in body, path


def test_a_congress_tells_its_staff_that_they_may_run_it(api_as: Callable[[User], ApiClient], api: ApiClient) -> None:
    live = make_live()
    path = f"congresses/{live.programme.congress.slug}"
    assert api_as(make_staff(live, make_user())).send("get", path).json()["may_run"] is True
    assert api_as(make_staff(make_live(), make_user())).send("get", path).json()["may_run"] is False


@pytest.mark.parametrize("slug", ["gibt-es-nicht", "x" * 300])
def test_an_unknown_congress_and_a_draft_are_not_found(api: ApiClient, slug: str) -> None:
    draft = make_congress(status=CongressStatus.DRAFT)
    make_live(make_session(draft), code="KX7P2M")
    for path in (f"congresses/{slug}", f"congresses/{draft.slug}"):
        response = api.send("get", path)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert api.send("post", "live/join", {"code": "KX7P2M"}).json()["code"] == "unknown_code"


def test_the_next_congress_is_the_running_one_with_its_open_sessions(api: ApiClient) -> None:
    today = queries.today()
    assert api.send("get", "congresses/next").json() == {"congress": None, "live": []}
    make_congress(starts=today - 2 * DAY, ends=today - DAY)
    coming = make_congress(starts=today + DAY, ends=today + DAY)
    assert api.send("get", "congresses/next").json()["congress"]["slug"] == coming.slug
    running = make_congress(starts=today, ends=today)
    room = make_room(running)
    live = make_live(make_session(running, room=room))
    make_live(make_session(running), state=LiveState.CLOSED)
    answer = api.send("get", "congresses/next").json()
    ends = live.programme.ends.astimezone(ZoneInfo("Europe/Berlin")).isoformat()
    assert answer["congress"]["slug"] == running.slug
    assert answer["live"] == [{"id": str(live.pk), "title": live.programme.title, "room": room.name, "ends": ends}]


def test_a_congress_takes_as_many_statements_with_one_and_with_three_sessions(
    api: ApiClient, same_queries: Callable[..., int]
) -> None:
    congress = make_congress()

    def add() -> None:
        session = make_session(congress, room=make_room(congress))
        speaker = Speaker.objects.create(congress=congress, name=f"Person {session.pk}")
        SessionSpeaker.objects.create(session=session, speaker=speaker, role=SpeakerRole.SPEAKER)
        make_live(session)

    add()
    assert same_queries(lambda: api.send("get", f"congresses/{congress.slug}"), add, most=12) == 6


def test_the_list_and_the_box_take_as_many_statements_with_one_and_with_three_rows(
    api: ApiClient, same_queries: Callable[..., int]
) -> None:
    congress = make_congress()
    make_live(make_session(congress))
    assert same_queries(lambda: api.send("get", "congresses"), make_congress) == 1
    assert same_queries(lambda: api.send("get", "congresses/next"), lambda: make_live(make_session(congress))) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("frueh", ["Konflikte früh erkennen"]),
        ("FRÜH erkennen", ["Konflikte früh erkennen"]),
        ("westfalenhallen", ["Gesellschaftliche Konflikte"]),
        ("konflikte", ["Gesellschaftliche Konflikte", "Konflikte früh erkennen"]),
        ("gibtesnicht", []),
        ("entwurf", []),
    ],
)
def test_congresses_and_their_programme_are_found(api: ApiClient, query: str, found: list[str]) -> None:
    congress = make_congress(title="Gesellschaftliche Konflikte", place="Westfalenhallen Dortmund", fictional=False)
    session = make_session(congress, title="Konflikte früh erkennen")
    draft = make_congress(title="Entwurf", status=CongressStatus.DRAFT)
    make_session(draft, title="Konflikte im Entwurf")
    items: list[dict[str, Any]] = api.send("get", f"search?q={query}").json()["items"]
    assert [row["title"] for row in items] == found
    urls = {
        congress.title: f"/kongresse/{congress.slug}",
        session.title: f"/kongresse/{congress.slug}#programm-{session.pk}",
    }
    assert [row["url"] for row in items] == [urls[title] for title in found]
