"""The documentation of a live session and its files by REST, for guests, staff and strangers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from forum.accounts.models import User
from forum.congress.documentation import documentation
from forum.congress.enums import LiveState, QuestionState, StaffRole
from forum.congress.models import LiveAnswer, LiveSession, SessionExport
from forum.threads.enums import Access, State
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.congress import make_question, make_staff
from tests.factories.documented import SECRET, START, make_answered, make_documented, make_hidden
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "pdf": "application/pdf",
}


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def host(api_as: Callable[[User], ApiClient]) -> Callable[[LiveSession], ApiClient]:
    return lambda live: api_as(make_staff(live, make_user(), StaffRole.HOST))


def test_a_guest_reads_a_published_documentation(api: ApiClient) -> None:
    live = make_documented()
    make_answered(live)
    answer = api.send("get", f"live/{live.pk}/documentation").json()
    assert (answer["id"], answer["closed"], answer["may_publish"]) == (str(live.pk), True, False)
    assert (
        answer["abstract_html"] == "<p>Woran merkt <strong>eine Verwaltung</strong>, dass ein Konflikt entsteht?</p>\n"
    )
    (question,) = answer["document"]["questions"]
    assert (question["number"], question["state"], question["score"]) == (1, "answered", 12)
    assert answer["document"]["origin"] == str(live.origin)


@pytest.mark.parametrize("path", ["documentation", "exports/1", "exports/1/file"])
@pytest.mark.parametrize("fields", [{"documented": None}, {"state": LiveState.OPEN}])
def test_what_is_not_published_does_not_exist(api: ApiClient, path: str, fields: dict[str, Any]) -> None:
    live = make_documented(**fields)
    response = api.send("get", f"live/{live.pk}/{path}")
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert api.send("post", f"live/{live.pk}/exports", {"format": "csv"}).status_code == 404
    assert SessionExport.objects.count() == 0


def test_nothing_hidden_is_in_the_answer(api: ApiClient) -> None:
    live = make_documented()
    make_hidden(live)
    response = api.send("get", f"live/{live.pk}/documentation")
    assert (response.status_code, SECRET in response.content.decode()) == (200, False)


def test_a_host_sees_it_before_everybody_and_publishes_it(
    api: ApiClient, host: Callable[[LiveSession], ApiClient]
) -> None:
    live = make_documented(documented=None)
    client = host(live)
    before = client.send("get", f"live/{live.pk}/documentation").json()
    assert (before["published"], before["may_publish"]) == (None, True)
    after = client.send("post", f"live/{live.pk}/desk/documentation", {"on": True}).json()
    assert after["published"] is not None
    assert api.send("get", f"live/{live.pk}/documentation").status_code == 200
    client.send("post", f"live/{live.pk}/desk/documentation", {"on": False})
    assert api.send("get", f"live/{live.pk}/documentation").status_code == 404


def test_only_hosts_publish_and_only_with_a_word_that_is_understood(
    api: ApiClient, api_as: Callable[[User], ApiClient], host: Callable[[LiveSession], ApiClient]
) -> None:
    live = make_documented(documented=None)
    path = f"live/{live.pk}/desk/documentation"
    moderator = api_as(make_staff(live, make_user()))
    assert api.send("post", path, {"on": True}).status_code == 401
    assert api_as(make_user()).send("post", path, {"on": True}).status_code == 404
    assert host(make_documented()).send("post", path, {"on": True}).status_code == 404
    assert moderator.send("post", path, {"on": True}).status_code == 403
    for wrong in ({}, {"on": "ja"}, {"on": 1}, {"on": True, "more": 1}):
        assert host(live).send("post", path, wrong).status_code == 422
    live.refresh_from_db()
    assert (live.documented, live.rev) == (None, 0)


@pytest.mark.parametrize("wanted", TYPES)
def test_a_guest_gets_each_file_as_a_download(api: ApiClient, wanted: str) -> None:
    live = make_documented()
    live.programme.title = 'Ämter früh: "einbinden"'
    live.programme.save()
    make_answered(live)
    response = api.send("post", f"live/{live.pk}/exports", {"format": wanted})
    export = response.json()
    assert (response.status_code, export["state"], export["progress"]) == (202, "done", 100)
    assert api.send("get", f"live/{live.pk}/exports/{export['id']}").json() == export
    file = api.get(export["url"])
    content = b"".join(file.streaming_content)
    assert (file.status_code, len(content)) == (200, export["size"])
    assert file.headers["Content-Type"] == TYPES[wanted]
    assert file.headers["Content-Disposition"] == (
        f'attachment; filename="2026-03-12-Aemter-frueh-einbinden.{wanted}"; '
        f"filename*=UTF-8''2026-03-12%20%C3%84mter%20fr%C3%BCh%20einbinden.{wanted}"
    )
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert file.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize(
    ("given", "headers", "head"),
    [
        ({}, {}, "Nummer;"),
        ({"locale": "en"}, {}, "Number;"),
        ({}, {"Accept-Language": "en-GB,en;q=0.9,de;q=0.5"}, "Number;"),
        ({"locale": "de"}, {"Accept-Language": "en"}, "Nummer;"),
        ({}, {"Accept-Language": "fr"}, "Nummer;"),
    ],
)
def test_a_file_speaks_the_language_that_is_asked_for(
    api: ApiClient, given: dict[str, str], headers: dict[str, str], head: str
) -> None:
    path = f"/api/v1/live/{make_documented().pk}/exports"
    data = {"format": "csv", **given}
    export = api.post(path, data, content_type="application/json", headers=headers).json()
    content = b"".join(api.get(export["url"]).streaming_content).decode("utf-8-sig")
    assert content.startswith(head)


def test_an_unchanged_documentation_is_not_sent_twice(api: ApiClient) -> None:
    live = make_documented()
    question = make_answered(live)
    path = f"/api/v1/live/{live.pk}/documentation"
    tag = api.get(path).headers["ETag"]
    again = api.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    LiveAnswer.objects.create(question=question, text="Nachtrag nach Wochen.", by="Leila Haddad", created=START)
    changed = api.get(path, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["ETag"] != tag) == (200, True)
    assert "Nachtrag nach Wochen." in changed.content.decode()


def test_a_tag_opens_nothing_that_was_taken_back(api: ApiClient) -> None:
    live = make_documented()
    path = f"/api/v1/live/{live.pk}/documentation"
    tag = api.get(path).headers["ETag"]
    live.documented = None
    live.save()
    assert api.get(path, headers={"If-None-Match": tag}).status_code == 404


def test_what_happens_in_the_forum_is_seen_at_once(api: ApiClient) -> None:
    live, author, helper = make_documented(), make_user(), make_user()
    thread = make_thread(make_category(Access.PUBLIC, author), author, title="Wie lädt man ein?")
    make_question(live, QuestionState.ANSWERED, thread=thread, answered_how="forum")
    post = make_answer(thread, helper, text="Mit einem Brief an alle Ämter.")
    path = f"/api/v1/live/{live.pk}/documentation"
    first = api.get(path)
    assert "Mit einem Brief" in first.content.decode()
    post.state = State.REMOVED
    post.save()
    second = api.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (second.status_code, "Mit einem Brief" in second.content.decode()) == (200, False)
    thread.state = State.REMOVED
    thread.save()
    third = api.get(path, headers={"If-None-Match": second.headers["ETag"]})
    assert (third.status_code, "Wie lädt man ein?" in third.content.decode()) == (200, False)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"format": "exe"},
        {"format": "csv", "locale": "fr"},
        {"format": None},
        {"format": ["csv"]},
        {"format": "csv", "x": 1},
    ],
)
def test_a_wrong_wish_is_refused_and_nothing_is_stored(api: ApiClient, data: dict[str, Any]) -> None:
    live = make_documented()
    response = api.send("post", f"live/{live.pk}/exports", data)
    assert (response.status_code, response.json()["code"]) == (422, "invalid")
    assert SessionExport.objects.count() == 0


def test_a_file_of_another_session_is_not_found(api: ApiClient) -> None:
    live, other = make_documented(), make_documented()
    export = api.send("post", f"live/{live.pk}/exports", {"format": "csv"}).json()
    for path in (f"live/{other.pk}/exports/{export['id']}", f"live/{other.pk}/exports/{export['id']}/file"):
        assert api.send("get", path).status_code == 404


def test_the_documentation_takes_as_many_statements_with_one_and_with_three_questions(
    api: ApiClient, same_queries: Callable[..., int]
) -> None:
    live = make_documented()
    make_question(live, QuestionState.DEFERRED)
    same_queries(lambda: api.send("get", f"live/{live.pk}/documentation"), lambda: make_answered(live), most=16)


def test_the_congress_says_which_sessions_are_documented(api: ApiClient) -> None:
    live = make_documented()
    slug = live.programme.congress.slug
    (session,) = api.send("get", f"congresses/{slug}").json()["sessions"]
    assert session["live"] == {"id": str(live.pk), "state": "closed", "documented": True}
    live.documented = None
    live.save()
    (session,) = api.send("get", f"congresses/{slug}").json()["sessions"]
    assert session["live"]["documented"] is False


def test_a_session_that_runs_again_has_no_documentation_any_more(
    api: ApiClient, host: Callable[[LiveSession], ApiClient]
) -> None:
    live = make_documented()
    assert host(live).send("post", f"live/{live.pk}/desk/open").status_code == 200
    assert api.send("get", f"live/{live.pk}/documentation").status_code == 404
    assert documentation(live.pk).session.closed is None
