"""Registering by the API: what guests, members, staff and hosts may, and what nobody else sees."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core import mail

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.congress.enums import CongressStatus, RegistrationFor, SessionKind, StaffRole
from forum.congress.models import Congress, Registration
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_session
from tests.factories.programme import make_host

pytestmark = pytest.mark.django_db
As = Callable[[User], ApiClient]
OPEN = {"registration": RegistrationFor.EVERYBODY}
FORM = {"name": "Leila Haddad", "municipality": "Kreis Beispielland", "needs": "Geheimwort"}
SECRETS = ("Geheimwort", "Haddad", "haddad@")


def test_a_guest_registers_confirms_changes_and_cancels(
    api: ApiClient, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    congress = make_congress(capacity=1, **OPEN)
    base = f"congresses/{congress.slug}/registration"
    with django_capture_on_commit_callbacks(execute=True):
        asked = api.send("post", f"{base}/guest", {**FORM, "email": "haddad@beispielland.example"})
    assert (asked.status_code, asked.content) == (202, b"")
    found = re.search(r"/kongresse/([\w-]+)/anmeldung#(\d+-[0-9a-f]{40})", mail.outbox[0].body)
    assert found is not None
    assert found[1] == congress.slug
    link = {"token": found[2]}
    assert api.send("post", f"{base}/link", link).json()["own"]["state"] == "unconfirmed"
    own = api.send("post", f"{base}/link/confirm", link).json()
    assert (own["own"]["state"], len(own["own"]["code"]), own["places_left"]) == ("registered", 7, 0)
    changed = api.send("post", f"{base}/link/change", {**FORM, **link, "name": "Leila H."}).json()
    assert (changed["own"]["name"], changed["own"]["state"]) == ("Leila H.", "registered")
    gone = api.send("post", f"{base}/link/cancel", link).json()
    assert (gone["own"]["state"], gone["places_left"]) == ("cancelled", 1)


def test_the_answer_to_a_guest_is_the_same_for_known_and_unknown_addresses(api: ApiClient) -> None:
    congress = make_congress(**OPEN)
    user = make_user()
    Registration.objects.create(
        congress=congress, email=user.email, name="X", code="AAA222", state="registered", turn=1, **moments()
    )
    path = f"congresses/{congress.slug}/registration/guest"
    answers = [api.send("post", path, {**FORM, "email": email}) for email in (user.email, "neu@musterstadt.example")]
    assert [(answer.status_code, answer.content) for answer in answers] == [(202, b"")] * 2


def moments() -> dict[str, Any]:
    moment = make_user().created
    return {"created": moment, "changed": moment}


def test_a_member_registers_and_sees_only_their_own(api_as: As, api: ApiClient) -> None:
    congress = make_congress(**OPEN)
    workshop = make_session(congress, kind=SessionKind.WORKSHOP, capacity=3)
    path = f"congresses/{congress.slug}/registration"
    mine, other = api_as(make_user()), api_as(make_user())
    answer = mine.send("put", path, {**FORM, "workshops": [workshop.pk]}).json()
    assert answer["own"]["workshops"] == [{"id": workshop.pk, "title": workshop.title, "held": True}]
    assert (answer["workshops"][0]["taken"], answer["workshops"][0]["waiting"]) == (1, 0)
    for client in (other, api):
        body = client.send("get", path)
        assert body.json()["own"] is None
        assert not any(secret in body.content.decode() for secret in SECRETS)
    assert mine.send("delete", path).json()["own"] is None
    assert api.send("put", path, FORM).status_code == 401


def prepared(congress: Congress, api_as: As) -> Registration:
    api_as(make_user()).send("put", f"congresses/{congress.slug}/registration", FORM)
    return Registration.objects.get(congress=congress)


def test_moderators_tick_at_the_entrance_and_hosts_see_addresses_and_needs(api_as: As) -> None:
    congress = make_congress(**OPEN)
    one = prepared(congress, api_as)
    base = f"congresses/{congress.slug}/registrations"
    moderator, host = (
        api_as(make_host(congress, StaffRole.MODERATOR, name="Mira Moderatorin")),
        api_as(make_host(congress)),
    )
    seen = moderator.send("get", f"{base}?q=haddad").json()["items"]
    assert sorted(seen[0]) == ["code", "here", "id", "municipality", "name", "state", "workshops"]
    assert host.send("get", base).json()["items"][0]["needs"] == "Geheimwort"
    ticked = moderator.send("put", f"{base}/{one.pk}/here", {"here": True, "tick": "t1"}).json()
    assert ticked["counts"] == {"registered": 1, "waiting": 0, "here": 1}
    assert (ticked["already"], ticked["by"], ticked["here"] is None) == (False, "Mira Moderatorin", False)
    for client, tick, already in ((moderator, "t1", False), (host, "t2", True), (moderator, "t3", True)):
        again = client.send("put", f"{base}/{one.pk}/here", {"here": True, "tick": tick}).json()
        assert (again["already"], again["by"], again["here"]) == (already, "Mira Moderatorin", ticked["here"])
    back = host.send("put", f"{base}/{one.pk}/here", {"here": False, "tick": "t4"}).json()
    assert (back["already"], back["by"], back["here"]) == (False, None, None)
    moderator.send("put", f"{base}/{one.pk}/here", {"here": True, "tick": "t5"})
    assert moderator.send("post", base, {"name": "Wer Kommt"}).json()["counts"]["here"] == 2
    assert moderator.send("get", f"{base}.csv").status_code == 404
    assert moderator.send("delete", f"{base}/{one.pk}").status_code == 404
    table = host.send("get", f"{base}.csv")
    assert (table.headers["Content-Type"], table.headers["Cache-Control"]) == (
        "text/csv; charset=utf-8",
        "private, no-store",
    )
    assert "Leila Haddad;Kreis Beispielland" in table.content.decode("utf-8-sig")
    refused = host.send("delete", f"{base}/{one.pk}")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_here")
    host.send("put", f"{base}/{one.pk}/here", {"here": False, "tick": "t6"})
    assert host.send("delete", f"{base}/{one.pk}").json()["counts"]["registered"] == 1


def test_a_person_let_in_twice_by_a_retry_is_let_in_once(api_as: As) -> None:
    congress = make_congress(**OPEN)
    client, path = api_as(make_host(congress, StaffRole.MODERATOR)), f"congresses/{congress.slug}/registrations"
    person = {"name": "Wer Kommt", "municipality": "Musterstadt"}
    answers = [client.send("post", path, person, Idempotency_Key="k1").json() for _ in range(2)]
    assert [answer["counts"]["here"] for answer in answers] == [1, 1]
    assert client.send("post", path, person, Idempotency_Key="k2").json()["counts"]["here"] == 2


def test_addresses_and_needs_are_not_even_read_for_moderators(
    api_as: As, statements: Callable[[Callable[[], Any]], list[str]]
) -> None:
    congress = make_congress(**OPEN)
    prepared(congress, api_as)
    path = f"congresses/{congress.slug}/registrations"
    for role, read in ((StaffRole.MODERATOR, False), (StaffRole.HOST, True)):
        get = partial(api_as(make_host(congress, role)).send, "get", path)
        found = [sql for sql in statements(get) if '"folded"' in sql]
        assert [any(f'_registration"."{name}"' in sql for sql in found) for name in ("email", "needs")] == [read] * 2


def test_a_member_who_cancelled_and_is_then_typed_as_a_guest_may_register_at_once(api_as: As, api: ApiClient) -> None:
    congress, user = make_congress(**OPEN), make_user()
    member, path = api_as(user), f"congresses/{congress.slug}/registration"
    member.send("put", path, FORM)
    member.send("delete", path)
    assert api.send("post", f"{path}/guest", {**FORM, "email": user.email}).status_code == 202
    assert member.send("get", path).json()["own"] is None
    assert member.send("put", path, FORM).json()["own"]["state"] == "registered"
    assert Registration.objects.count() == 1


def test_what_is_over_is_said_and_no_longer_cancelled(api_as: As) -> None:
    congress, user = make_congress(**OPEN), make_user()
    member, path = api_as(user), f"congresses/{congress.slug}/registration"
    assert member.send("put", path, FORM).json()["over"] is False
    Congress.objects.update(starts="2020-03-12", ends="2020-03-12")
    assert member.send("get", path).json()["over"] is True
    host, rows = api_as(make_host(congress)), f"congresses/{congress.slug}/registrations"
    assert host.send("get", rows).json()["over"] is True
    for refused in (
        member.send("delete", path),
        member.send("put", path, FORM),
        host.send("delete", f"{rows}/{Registration.objects.get().pk}"),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "congress_over")


@pytest.mark.parametrize("fictional", [True, False])
def test_registering_entrance_and_editing_say_whether_the_congress_is_invented(fictional: bool, api_as: As) -> None:
    congress = make_congress(fictional=fictional, **OPEN)
    host = api_as(make_host(congress))
    for part in ("registration", "registrations", "edit"):
        assert host.send("get", f"congresses/{congress.slug}/{part}").json()["fictional"] is fictional, part


@pytest.mark.parametrize("signed_in", [True, False])
def test_nobody_else_sees_or_changes_the_list(signed_in: bool, api_as: As, api: ApiClient) -> None:
    congress, other = make_congress(**OPEN), make_congress(**OPEN)
    one = prepared(congress, api_as)
    client = api_as(make_host(other, name="Anders")) if signed_in else api
    base = f"congresses/{congress.slug}/registrations"
    calls = [
        ("get", base, None),
        ("get", f"{base}.csv", None),
        ("post", base, {"name": "Wer Kommt"}),
        ("put", f"{base}/{one.pk}/here", {"here": True}),
        ("delete", f"{base}/{one.pk}", None),
        ("put", f"congresses/{congress.slug}/edit/registration", {"version": 1, "registration": "nobody"}),
        ("put", f"congresses/{other.slug}/registrations/{one.pk}/here", {"here": True}),
    ]
    before = list(Registration.objects.values())
    for method, path, data in calls:
        answer = client.send(method, path, data)
        assert answer.status_code in ({404} if signed_in or method == "get" else {401}), path
        assert not any(secret in answer.content.decode() for secret in SECRETS)
    assert list(Registration.objects.values()) == before


def test_a_draft_tells_nothing_about_registering(api_as: As, api: ApiClient) -> None:
    draft = make_congress(status=CongressStatus.DRAFT, title="Geheimwort", **OPEN)
    base = f"congresses/{draft.slug}/registration"
    for client in (api, api_as(make_user(Role.COORDINATOR))):
        assert client.send("get", base).status_code == 404
    guest = api.send("post", f"{base}/guest", {**FORM, "email": "haddad@beispielland.example"})
    assert guest.status_code == 404
    assert api_as(make_user()).send("put", base, FORM).status_code == 404
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"workshops": [1]},
        {"workshops": ["1"]},
        {"workshops": [0]},
        {"name": ""},
        {"name": "x"},
        {"name": "x" * 121},
        {"needs": "x" * 1001},
        {"needs": "a\x07"},
        {"state": "registered"},
    ],
)
def test_what_does_not_hold_is_refused(change: dict[str, Any], api_as: As) -> None:
    congress = make_congress(**OPEN)
    answer = api_as(make_user()).send("put", f"congresses/{congress.slug}/registration", {**FORM, **change})
    assert (answer.status_code, len(answer.json()["errors"])) == (422, 1)
    assert Registration.objects.count() == 0


def test_the_list_reads_one_and_three_with_as_many_statements(api_as: As, same_queries: Callable[..., int]) -> None:
    congress = make_congress(**OPEN)
    workshop = make_session(congress, kind=SessionKind.WORKSHOP, capacity=9)
    client = api_as(make_host(congress))
    path = f"congresses/{congress.slug}/registration"

    def more() -> None:
        api_as(make_user()).send("put", path, {**FORM, "workshops": [workshop.pk]})

    more()
    same_queries(lambda: client.send("get", f"congresses/{congress.slug}/registrations"), more)
    same_queries(lambda: client.send("get", f"congresses/{congress.slug}/registrations.csv"), more)


def test_a_host_sets_who_may_register_and_how_many(api_as: As) -> None:
    congress = make_congress()
    workshop, plenary = make_session(congress, kind=SessionKind.WORKSHOP), make_session(congress)
    client, path = api_as(make_host(congress)), f"congresses/{congress.slug}/edit/registration"
    rules = {"registration": "everybody", "capacity": 120, "opens": None, "closes": "2027-03-01T12:00:00.000Z"}
    body = {**rules, "version": 1, "workshops": [{"id": workshop.pk, "capacity": 12}]}
    answer = client.send("put", path, body)
    assert answer.status_code == 200, answer.content
    assert {name: answer.json()[name] for name in ("registration", "capacity", "opens", "version")} == {
        "registration": "everybody",
        "capacity": 120,
        "opens": None,
        "version": 2,
    }
    assert [row["capacity"] for row in answer.json()["sessions"]] == [12, None]
    wrong = {**body, "version": 2, "workshops": [{"id": plenary.pk, "capacity": None}]}
    assert client.send("put", path, wrong).json()["code"] == "not_a_workshop"
