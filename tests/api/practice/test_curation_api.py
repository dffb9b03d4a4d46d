"""Writing and curating over the API: shapes, rights, double submits."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.practice.enums import State
from forum.practice.models import PracticeExample, Revision
from forum.threads.enums import Access
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.practice import FULL, SHORT, TICKED, bring, make_cast, make_draft, make_published, make_revision
from tests.factories.threads import make_category, make_thread

pytestmark = pytest.mark.django_db
Clients = Callable[..., ApiClient]


def move(client: ApiClient, revision: Revision, verb: str, **given: Any) -> Any:
    version = Revision.objects.get(pk=revision.pk).version
    return client.send("post", f"practice/revisions/{revision.pk}/moves", {"verb": verb, "version": version, **given})


def test_a_double_submit_begins_one_example(api_as: Clients) -> None:
    client = api_as(make_cast().author)
    answers = [client.send("post", "practice/revisions", {"content": SHORT}, Idempotency_Key="eins") for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert PracticeExample.objects.count() == 1


def test_autosave_answers_the_next_version_and_refuses_an_older_one(api_as: Clients) -> None:
    cast = make_cast()
    draft = make_draft(cast)
    client, path = api_as(cast.author), f"practice/revisions/{draft.pk}"
    saved = client.send("patch", path, {"version": 1, "changes": {"title": "Neu"}})
    assert (saved.status_code, saved.json()["version"]) == (200, 2)
    stale = client.send("patch", path, {"version": 1, "changes": {"title": "Anders"}})
    assert (stale.status_code, stale.json()["code"], stale.json()["version"]) == (409, "changed_meanwhile", 2)
    assert Revision.objects.get(pk=draft.pk).title == "Neu"


@pytest.mark.parametrize(
    ("body", "status", "fields"),
    [
        (b"\xff", 400, []),
        ([], 422, [""]),
        ({"version": "1", "changes": {}}, 422, ["version"]),
        ({"version": 1, "changes": {"title": "x" * 121}}, 422, ["changes.title"]),
        ({"version": 1, "changes": {"title": 7}}, 422, ["changes.title"]),
        ({"version": 1, "changes": {"title": "\ud800"}}, 400, []),
        ({"version": 1, "changes": {"state": "published"}}, 422, ["changes.state"]),
        ({"version": 1, "changes": {"start_month": "gestern"}}, 422, ["start_month"]),
        ({"version": 1, "changes": {"parties": [{"type": "x", "role": "y"}]}}, 422, None),
    ],
)
def test_bad_input_is_refused_and_nothing_is_stored(
    api_as: Clients, body: Any, status: int, fields: list[str] | None
) -> None:
    cast = make_cast()
    draft = make_draft(cast)
    answer = api_as(cast.author).send("patch", f"practice/revisions/{draft.pk}", body)
    assert answer.status_code in {status, 422}
    if fields:
        assert [error["field"] for error in answer.json()["errors"]] == fields
    assert Revision.objects.get(pk=draft.pk).version == draft.version


def test_a_stranger_and_a_curator_get_not_found_for_a_draft(api_as: Clients) -> None:
    cast = make_cast()
    draft = make_draft(cast)
    for user in (make_user(), cast.curator):
        client = api_as(user)
        assert client.send("get", f"practice/revisions/{draft.pk}").status_code == 404
        assert move(client, draft, "submit").status_code == 404
        patch = {"version": 1, "changes": {"title": "Fremd"}}
        assert client.send("patch", f"practice/revisions/{draft.pk}", patch).status_code == 404
    assert Revision.objects.get(pk=draft.pk).title == draft.title


def test_an_incomplete_submission_names_its_fields(api_as: Clients) -> None:
    cast = make_cast()
    draft = make_draft(cast, title="", contact_mailbox="")
    answer = move(api_as(cast.author), draft, "submit")
    assert (answer.status_code, answer.json()["code"]) == (422, "incomplete")
    assert answer.json()["errors"] == [
        {"field": "title", "code": "required", "detail": ""},
        {"field": "contact_mailbox", "code": "required", "detail": ""},
    ]


def test_the_page_learns_what_the_reader_may(api_as: Clients) -> None:
    cast = make_cast()
    revision = make_revision(cast, State.IN_REVIEW)
    expected: list[tuple[Any, list[str], bool]] = [
        (cast.author, ["withdraw"], False),
        (cast.lead, ["withdraw"], False),
        (cast.curator, ["request_changes", "request_release", "reject"], True),
        (cast.second, ["reject"], False),
    ]
    for user, verbs, may_note in expected:
        answer = api_as(user).send("get", f"practice/revisions/{revision.pk}").json()
        assert (answer["may"], answer["may_note"], answer["may_edit"]) == (verbs, may_note, False)


def test_the_whole_way_over_the_api(api: ApiClient, api_as: Clients) -> None:
    cast = make_cast()
    author, curator, lead, second = map(api_as, (cast.author, cast.curator, cast.lead, cast.second))
    draft = make_draft(cast)
    path = f"practice/revisions/{draft.pk}"
    assert move(author, draft, "submit").json()["state"] == "submitted"
    assert move(curator, draft, "claim").json()["claimant"] == "Erste Redaktion"
    noted = curator.send("post", f"{path}/notes", {"field": "context", "text": "Seit wann?"})
    assert noted.status_code == 201
    assert move(curator, draft, "request_changes").json()["state"] == "changes_requested"
    note = noted.json()["notes"][0]["id"]
    assert author.send("put", f"practice/notes/{note}/answer", {"answer": "Seit 2024."}).status_code == 200
    assert move(author, draft, "submit").json()["state"] == "submitted"
    assert move(curator, draft, "claim").json()["state"] == "in_review"
    version = Revision.objects.get(pk=draft.pk).version
    rating = {"version": version, "rating": "direct", "reason": "Wenig nötig."}
    assert curator.send("put", f"{path}/transfer", rating).json()["transfer_rating"] == "direct"
    ticked = sorted(TICKED)
    assert move(curator, draft, "request_release", anonymisation=ticked).json()["state"] == "release_pending"
    assert [row["id"] for row in lead.send("get", "practice/mine").json()["to_release"]] == [draft.pk]
    assert move(lead, draft, "release", function="Dezernat").json()["state"] == "approved"
    refused = move(curator, draft, "publish", anonymisation=ticked, links_checked=True)
    assert (refused.status_code, refused.json()["code"]) == (403, "not_yours")
    live = f"practice/examples/{draft.example.public_id}"
    assert api.send("get", live).status_code == 404
    assert move(second, draft, "publish", anonymisation=ticked, links_checked=True).json()["state"] == "published"
    assert api.send("get", live).json()["text"]["title"] == draft.title


def test_a_lead_sees_what_changed_against_the_live_text(api_as: Clients) -> None:
    cast = make_cast()
    live = make_published(cast)
    author = api_as(cast.author)
    started = author.send("post", f"practice/examples/{live.example.public_id}/revisions").json()
    again = author.send("post", f"practice/examples/{live.example.public_id}/revisions").json()
    assert started == again
    author.send("patch", f"practice/revisions/{started['id']}", {"version": 2, "changes": {"dos": ["A", "B"]}})
    author.send("patch", f"practice/revisions/{started['id']}", {"version": 1, "changes": {"dos": ["A", "B"]}})
    answer = api_as(cast.lead).send("get", f"practice/revisions/{started['id']}").json()
    assert answer["differences"] == [{"field": "dos", "before": ["Klein anfangen"], "after": ["A", "B"]}]


def test_an_example_grown_out_of_a_thread_links_it_for_those_who_may_read_it(api: ApiClient, api_as: Clients) -> None:
    cast = make_cast()
    open_thread, closed_thread = make_thread(), make_thread(make_category(Access.MEMBERS))
    shown: list[Any] = []
    for thread in (open_thread, closed_thread):
        body = {"content": {**FULL, "title": "Runde"}, "source_thread": thread.pk}
        started = api_as(cast.author).send("post", "practice/revisions", body).json()
        bring(cast, Revision.objects.get(pk=started["id"]), State.PUBLISHED)
        for client in (api, api_as(cast.author)):
            source = client.send("get", f"practice/examples/{started['public_id']}").json()["source_thread"]
            shown.append(source and source["title"])
    assert shown == [open_thread.title, open_thread.title, None, closed_thread.title]


def test_no_example_begins_from_a_thread_that_its_author_cannot_read(api_as: Clients) -> None:
    insider = make_user()
    thread = make_thread(make_category(Access.CIRCLE, insider), insider)
    body = {"source_thread": thread.pk}
    assert api_as(make_cast().author).send("post", "practice/revisions", body).status_code == 404
    assert PracticeExample.objects.count() == 0
