"""Writing over the API: what is stored, what is refused, and that a repeated request counts once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.threads.models import AcceptedAnswer, Post, PostRevision, Thread
from forum.threads.rules import ASK_LIMIT
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
As = Callable[[User], ApiClient]
TEXT = "Wir laden **beide Seiten** getrennt ein."


def new_thread(**changes: Any) -> dict[str, Any]:
    values = {
        "category": "wohnen",
        "kind": "question",
        "title": "Wie beginnen Sie das Gespräch?",
        "text": TEXT,
        "identity": "named",
    }
    return {**values, **changes}


def test_a_question_is_asked_and_read_at_its_address(api: ApiClient, api_as: As) -> None:
    make_category(slug="wohnen")
    answer = api_as(make_user()).send("post", "threads", new_thread())
    thread = Thread.objects.get()
    assert (answer.status_code, answer.json()) == (
        201,
        {
            "id": thread.pk,
            "slug": "wie-beginnen-sie-das-gespraech",
            "url": f"/t/{thread.pk}/wie-beginnen-sie-das-gespraech",
        },
    )
    detail = api.send("get", f"threads/{thread.pk}").json()
    assert detail["posts"][0]["html"] == "<p>Wir laden <strong>beide Seiten</strong> getrennt ein.</p>\n"


def test_a_repeated_request_with_the_same_key_is_carried_out_once(api_as: As) -> None:
    make_category(slug="wohnen")
    client, thread = api_as(make_user()), make_thread()
    asked = [client.send("post", "threads", new_thread(), Idempotency_Key="a1").json() for _ in range(2)]
    told = [
        client.send("post", f"threads/{thread.pk}/posts", {"text": TEXT, "identity": "named"}, Idempotency_Key="b1")
        for _ in range(2)
    ]
    assert asked[0] == asked[1]
    assert [answer.json()["number"] for answer in told] == [2, 2]
    assert (Thread.objects.count(), Post.objects.count()) == (2, 3)
    other = client.send("post", "threads", new_thread(title="Eine ganz andere Frage"), Idempotency_Key="a1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b"[]", 422, "invalid"),
        (b"null", 422, "invalid"),
        ({}, 422, "invalid"),
        (new_thread(title=5), 422, "invalid"),
        (new_thread(title=None), 422, "invalid"),
        (new_thread(title=["x"]), 422, "invalid"),
        (new_thread(title="\ud800 Titel mit Fehler"), 422, "invalid"),
        (new_thread(title="Titel mit \x00 Null"), 422, "invalid"),
        (new_thread(text="x" * 20_001), 422, "too_long"),
        (new_thread(text="x" * 100_001), 422, "invalid"),
        (new_thread(text="x" * 1_100_000), 413, "too_large"),
        (new_thread(title="Kurz"), 422, "too_short"),
        (new_thread(kind="poem"), 422, "unknown_kind"),
        (new_thread(identity="nobody"), 422, "unknown_identity"),
        (new_thread(identity="described"), 422, "municipality_needed"),
        (new_thread(category="nirgends"), 404, "not_found"),
        (new_thread(kind="announcement"), 403, "kind_not_allowed"),
        (new_thread(author=1), 422, "invalid"),
        (new_thread(state="published"), 422, "invalid"),
    ],
)
def test_a_bad_question_gets_a_clear_code_and_stores_nothing(body: Any, status: int, code: str, api_as: As) -> None:
    make_category(slug="wohnen")
    answer = api_as(make_user()).send("post", "threads", body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"
    assert (Thread.objects.count(), Post.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_guests_get_401_and_change_nothing(api: ApiClient) -> None:
    thread = make_thread()
    post = make_answer(thread)
    for method, path, data in (
        ("post", "threads", new_thread()),
        ("post", f"threads/{thread.pk}/posts", {"text": TEXT, "identity": "named"}),
        ("put", f"threads/{thread.pk}/read", {"number": 1}),
        ("put", f"threads/{thread.pk}/state", {"to": "hidden", "reason": "Enthält Namen"}),
        ("put", f"posts/{post.pk}/state", {"to": "hidden", "reason": "Enthält Namen"}),
        ("post", f"posts/{post.pk}/author", {"reason": "Enthält Namen"}),
        ("put", "threads/read", {}),
        ("post", "threads/preview", {"text": TEXT}),
        ("patch", f"posts/{post.pk}", {"text": TEXT, "version": 1}),
        ("put", f"posts/{post.pk}/accepted", None),
        ("delete", f"posts/{post.pk}/accepted", None),
        ("delete", f"posts/{post.pk}/revisions/1", {"reason": "Enthält Namen"}),
    ):
        answer = api.send(method, path, data)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in"), path
    assert (Post.objects.count(), AcceptedAnswer.objects.count()) == (2, 0)


def test_writing_needs_the_csrf_token() -> None:
    client, thread = Client(enforce_csrf_checks=True), make_thread()
    client.force_login(make_user())
    answer = client.post(
        f"/api/v1/threads/{thread.pk}/posts", {"text": TEXT, "identity": "named"}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    assert Post.objects.count() == 1


def test_answer_accept_and_take_back(api: ApiClient, api_as: As) -> None:
    thread = make_thread()
    answer = api_as(make_user()).send("post", f"threads/{thread.pk}/posts", {"text": TEXT, "identity": "named"})
    assert (answer.status_code, answer.json()["number"]) == (201, 2)
    asker, path = api_as(thread.author), f"posts/{answer.json()['id']}/accepted"
    for method, accepted in (("put", [2]), ("put", [2]), ("delete", []), ("delete", []), ("put", [2])):
        assert asker.send(method, path).status_code == 204
        assert api.send("get", f"threads/{thread.pk}").json()["accepted"] == accepted
    assert api.send("get", "threads").json()["items"][0]["answered"] is True
    stranger = api_as(make_user()).send("put", path)
    assert (stranger.status_code, stranger.json()["code"]) == (403, "not_your_question")


def test_editing_with_an_old_version_is_a_conflict(api_as: As) -> None:
    post = make_answer(make_thread())
    client = api_as(post.author)
    source = client.send("get", f"posts/{post.pk}/source").json()
    assert source == {"text": post.source, "version": 1}
    first = client.send("patch", f"posts/{post.pk}", {"text": TEXT, "version": 1})
    assert (first.status_code, first.json()["version"]) == (200, 2)
    late = client.send("patch", f"posts/{post.pk}", {"text": "Ganz anders als zuvor.", "version": 1})
    assert (late.status_code, late.json()["code"], late.json()["version"]) == (409, "changed_meanwhile", 2)
    for version in ("2", 2.0, True, None, 0, 10**30):
        refused = client.send("patch", f"posts/{post.pk}", {"text": TEXT, "version": version})
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid"), version
    foreign = api_as(make_user()).send("patch", f"posts/{post.pk}", {"text": TEXT, "version": 2})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "not_your_post")
    assert (Post.objects.get(pk=post.pk).source, PostRevision.objects.count()) == (TEXT, 1)


def test_moderation_over_the_api(api: ApiClient, api_as: As) -> None:
    moderator, thread = api_as(make_user(Role.MODERATOR)), make_thread()
    post = make_answer(thread)
    change = {"to": "hidden", "reason": "Enthält Namen"}
    assert moderator.send("put", f"posts/{post.pk}/state", change).json()["state"] == "hidden"
    assert moderator.send("put", f"threads/{thread.pk}/state", change).json()["state"] == "hidden"
    assert api.send("get", f"threads/{thread.pk}").status_code == 404
    for client in (moderator, api_as(thread.author)):
        assert client.send("get", f"threads/{thread.pk}").json()["reason"] == "Enthält Namen"
    again = moderator.send("put", f"threads/{thread.pk}/state", change)
    assert (again.status_code, again.json()["code"]) == (409, "bad_transition")
    restored = {"to": "published", "reason": "War ein Irrtum"}
    assert moderator.send("put", f"threads/{thread.pk}/state", restored).json()["state"] == "published"
    assert api.send("get", f"threads/{thread.pk}").json()["reason"] == ""
    for to in ("gone", ""):
        refused = moderator.send("put", f"threads/{thread.pk}/state", {"to": to, "reason": "Enthält Namen"})
        assert refused.status_code == 422


def test_too_many_questions_are_told_when_to_come_back(api_as: As) -> None:
    make_category(slug="wohnen")
    client = api_as(make_user())
    for _ in range(ASK_LIMIT.burst):
        assert client.send("post", "threads", new_thread()).status_code == 201
    answer = client.send("post", "threads", new_thread())
    assert (answer.status_code, answer.json()["code"]) == (429, "rate_limited")
    assert 0 < int(answer["Retry-After"]) <= ASK_LIMIT.every
    assert Thread.objects.count() == ASK_LIMIT.burst


def test_the_preview_is_what_the_post_becomes(api_as: As) -> None:
    source = "# Titel\n\n<script>alert(1)</script>\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    client = api_as(make_user())
    preview = client.send("post", "threads/preview", {"text": source}).json()["html"]
    posted = client.send("post", f"threads/{make_thread().pk}/posts", {"text": source, "identity": "named"})
    assert preview == posted.json()["html"]
    assert "<script" not in preview
    long = client.send("post", "threads/preview", {"text": "x" * 20_001})
    assert (long.status_code, long.json()["code"]) == (422, "too_long")


def test_everything_read_is_marked_by_category(api_as: As) -> None:
    client, category = api_as(make_user()), make_category(slug="wohnen")
    make_thread(category)
    make_thread()
    assert client.send("put", "threads/read", {"category": "nirgends"}).status_code == 404
    assert client.send("put", "threads/read", {"category": "wohnen"}).status_code == 204
    assert client.send("get", "threads/overview").json()["unread"] == 1
    assert client.send("put", "threads/read", {}).status_code == 204
    assert client.send("get", "threads/overview").json()["unread"] == 0
