"""Making a congress by the API: from nothing to the live session, and who may not."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.enums import CongressStatus, StaffRole
from forum.congress.models import Congress, CongressStaff, LiveSession, Room, Session, SessionSpeaker, Speaker
from tests.api.congress.people import joined
from tests.conftest import ApiClient
from tests.factories.accounts import make_newcomer, make_user
from tests.factories.congress import make_live, make_room, make_session
from tests.factories.programme import add, at, make_edited, make_host

pytestmark = pytest.mark.django_db
As = Callable[[User], ApiClient]
SECRET = "Geheimwort"
FACTS = {
    "title": "3. Kongress",
    "starts": "2027-03-12",
    "ends": "2027-03-13",
    "place": "Stadthalle",
    "host": "Musterstadt",
}
POINT = {
    "title": "Runder Tisch",
    "kind": "plenary",
    "starts": "2027-03-12T09:00+01:00",
    "ends": "2027-03-12T10:00+01:00",
}


def stored() -> list[Any]:
    tables = [Congress, CongressStaff, Room, Session, SessionSpeaker, Speaker, LiveSession, AuditEntry]
    return [list(table._default_manager.order_by("pk").values()) for table in tables]


def test_a_congress_is_made_from_nothing_to_its_live_session(api_as: As, api: ApiClient) -> None:
    client = api_as(make_user(Role.COORDINATOR))
    made = client.send("post", "congresses/new", FACTS, Idempotency_Key="k1")
    assert (made.status_code, made.json()["status"], len(made.json()["staff"])) == (201, "draft", 1)
    assert client.send("post", "congresses/new", FACTS, Idempotency_Key="k1").json() == made.json()
    base = f"congresses/{made.json()['slug']}/edit"
    room = client.send("post", f"{base}/rooms", {"name": "Großer Saal"}).json()["rooms"][0]
    parts = [
        {"name": "Leila Haddad", "function": "Kreis Beispielland", "role": "panel", "topic": "Ämter an einen Tisch"}
    ]
    body = {**POINT, "room": room["id"], "parts": parts, "abstract": "Mit *Ihren* Fragen."}
    session = client.send("post", f"{base}/sessions", body).json()["sessions"][0]
    assert (session["room"], session["parts"], session["version"], session["live"]) == (room["id"], parts, 1, None)
    one = f"{base}/sessions/{session['id']}"
    live = client.send("put", f"{one}/live").json()["sessions"][0]["live"]
    assert (live["state"], len(live["code"]), live["used"]) == ("planned", 7, False)
    assert api.send("get", "congresses/3-kongress").status_code == 404
    assert client.send("put", f"{base}/status", {"status": "published"}).json()["status"] == "published"
    shown = api.send("get", "congresses/3-kongress").json()
    assert shown["sessions"][0]["abstract_html"] == "<p>Mit <em>Ihren</em> Fragen.</p>\n"
    assert (shown["may_edit"], client.send("get", "congresses/3-kongress").json()["may_edit"]) == (False, True)
    changed = client.send("put", one, {**body, "title": "Anders", "version": 1}).json()["sessions"][0]
    assert (changed["title"], changed["version"]) == ("Anders", 2)
    late = client.send("put", one, {**body, "version": 1})
    assert (late.status_code, late.json()["code"], late.json()["by"]) == (
        409,
        "changed_meanwhile",
        changed["changed_by"],
    )
    assert client.send("get", base).json()["sessions"][0]["title"] == "Anders"
    assert client.send("delete", one).json()["sessions"] == []
    assert len(client.send("post", f"{one}/restore").json()["sessions"]) == 1


def calls(congress: Congress) -> list[tuple[str, str, Any]]:
    base = f"congresses/{congress.slug}/edit"
    room, session = make_room(congress, name="Lippe"), make_session(congress, starts=at(14))
    member = CongressStaff.objects.filter(congress=congress).get(role=StaffRole.HOST)
    one = f"{base}/sessions/{session.pk}"
    return [
        ("get", base, None),
        ("put", base, {**FACTS, "version": 1}),
        ("delete", base, None),
        ("put", f"{base}/status", {"status": "published"}),
        ("post", f"{base}/staff", {"email": "x@musterstadt.example", "role": "host"}),
        ("delete", f"{base}/staff/{member.pk}", None),
        ("post", f"{base}/rooms", {"name": "Ems"}),
        ("put", f"{base}/rooms", {"rooms": [room.pk]}),
        ("put", f"{base}/rooms/{room.pk}", {"name": "Ems"}),
        ("delete", f"{base}/rooms/{room.pk}", None),
        ("post", f"{base}/sessions", POINT),
        ("put", one, {**POINT, "version": 1}),
        ("delete", one, None),
        ("post", f"{one}/restore", None),
        ("put", f"{one}/live", None),
        ("delete", f"{one}/live", None),
        ("post", f"{base}/shift", {"sessions": [session.pk], "minutes": 10}),
    ]


def guest(congress: Congress) -> User | None:
    return None


def moderator(congress: Congress) -> User:
    return make_host(congress, StaffRole.MODERATOR)


def host_elsewhere(congress: Congress) -> User:
    user = make_user(Role.HOST, Role.MODERATOR, Role.CURATOR, Role.COORDINATOR)
    CongressStaff.objects.create(congress=make_edited(), user=user, role=StaffRole.HOST)
    return user


def newcomer(congress: Congress) -> User:
    return make_newcomer()


@pytest.mark.parametrize("who", [guest, moderator, host_elsewhere, newcomer], ids=lambda who: who.__name__)
@pytest.mark.parametrize("status", list(CongressStatus))
def test_nobody_but_its_hosts_edits_a_congress(
    who: Callable[[Congress], User | None], status: CongressStatus, api_as: As, api: ApiClient
) -> None:
    congress = make_edited(status, title=SECRET)
    make_host(congress)
    acts = calls(congress)
    user = who(congress)
    client = api_as(user) if user else api
    before = stored()
    for method, path, data in acts:
        answer = client.send(method, path, data)
        expected = 401 if user is None and method != "get" else 404
        assert answer.status_code == expected, path
        assert SECRET not in answer.content.decode()
    assert stored() == before


def test_a_host_touches_nothing_of_another_congress(api_as: As) -> None:
    mine, other = make_edited(), make_edited()
    host, foreign_host = make_host(mine), make_host(other)
    room, session = make_room(other), add(foreign_host, other, at(9), at(10))
    member = CongressStaff.objects.get(user=foreign_host)
    client, base = api_as(host), f"congresses/{mine.slug}/edit"
    before = stored()
    for method, path, data in [
        ("delete", f"{base}/staff/{member.pk}", None),
        ("put", f"{base}/rooms/{room.pk}", {"name": "Ems"}),
        ("delete", f"{base}/rooms/{room.pk}", None),
        ("put", f"{base}/sessions/{session.pk}", {**POINT, "version": 1}),
        ("delete", f"{base}/sessions/{session.pk}", None),
        ("post", f"{base}/sessions/{session.pk}/restore", None),
        ("put", f"{base}/sessions/{session.pk}/live", None),
        ("post", f"{base}/shift", {"sessions": [session.pk], "minutes": 10}),
    ]:
        assert client.send(method, path, data).status_code == 404, path
    answer = client.send("post", f"{base}/sessions", {**POINT, "room": room.pk})
    assert [(row["field"], row["code"]) for row in answer.json()["errors"]] == [("room", "unknown_room")]
    assert stored() == before


def test_a_draft_is_nowhere_for_others(api_as: As, api: ApiClient) -> None:
    draft = make_edited(title=SECRET, subtitle=SECRET)
    host = make_host(draft)
    add(host, draft, at(9), at(10), title=SECRET, abstract=SECRET)
    for client in (api, api_as(make_user(Role.HOST, Role.COORDINATOR)), api_as(host_elsewhere(draft))):
        for path in ("congresses", "congresses/next", f"congresses/{draft.slug}", f"search?q={SECRET}"):
            assert SECRET not in client.send("get", path).content.decode(), path
    mine = api_as(host)
    assert [row["title"] for row in mine.send("get", "congresses").json()["drafts"]] == [SECRET]
    assert mine.send("get", f"congresses/{draft.slug}").json()["status"] == "draft"
    assert SECRET not in mine.send("get", f"search?q={SECRET}").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "lunch"}, "kind"),
        ({"starts": "morgen"}, "starts"),
        ({"room": "1"}, "room"),
        ({"parts": [{"name": "A B", "role": "singer"}]}, "parts.0.role"),
        ({"title": ""}, "title"),
        ({"state": "x"}, "state"),
        ({"ends": "2027-03-12T08:00+01:00"}, "ends"),
        ({"title": "x" * 201}, "title"),
        ({"abstract": "a\x07b"}, "abstract"),
    ],
)
def test_a_point_that_does_not_hold_names_its_field(change: dict[str, Any], field: str, api_as: As) -> None:
    congress = make_edited()
    client = api_as(make_host(congress))
    before = stored()
    answer = client.send("post", f"congresses/{congress.slug}/edit/sessions", {**POINT, **change})
    assert (answer.status_code, [row["field"] for row in answer.json()["errors"]]) == (422, [field])
    assert stored() == before


def test_editing_reads_one_and_three_points_with_as_many_statements(
    api_as: As, same_queries: Callable[..., int]
) -> None:
    congress = make_edited()
    host = make_host(congress)
    client = api_as(host)
    numbers = iter(range(9, 20))

    def more() -> None:
        hour = next(numbers)
        session = add(host, congress, at(hour), at(hour + 1))
        LiveSession.objects.create(programme=session, code=f"KX7P{hour}")
        make_room(congress)

    more()
    same_queries(lambda: client.send("get", f"congresses/{congress.slug}/edit"), more)
    same_queries(lambda: client.send("get", f"congresses/{congress.slug}"), more)


def test_a_hall_hears_of_a_new_title_and_who_joins_then_reads_it(api_as: As, api: ApiClient) -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = make_host(congress)
    client, base = api_as(host), f"congresses/{congress.slug}/edit"
    shown = client.send("post", f"{base}/sessions", POINT).json()["sessions"][0]
    live = make_live(Session.objects.get(pk=shown["id"]))
    phone, states = joined(live), []

    def look() -> None:
        states.append(phone.send("get", f"live/{live.pk}/state").json())

    def title_on_joining() -> str:
        return str(api.send("post", "live/join", {"code": live.code}).json()["session"]["title"])

    look()
    assert title_on_joining() == "Runder Tisch"
    client.send("put", f"{base}/sessions/{shown['id']}", {**POINT, "title": "Am runden Tisch", "version": 1})
    look()
    client.send("post", f"{base}/shift", {"sessions": [int(shown["id"])], "minutes": 10})
    look()
    client.send("put", base, {**FACTS, "title": "4. Kongress", "version": 1})
    look()
    assert [state["rev"] - states[0]["rev"] for state in states] == [0, 1, 2, 3]
    assert [state["session"]["title"] for state in states] == ["Runder Tisch", *["Am runden Tisch"] * 3]
    assert states[1]["session"]["ends"] != states[2]["session"]["ends"]
    assert states[3]["session"]["congress"] == "4. Kongress"
    assert title_on_joining() == "Am runden Tisch"
