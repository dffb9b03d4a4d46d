"""Looking up an author over the API: what comes back, what is refused, and that it comes back here only."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.threads.enums import Identity
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.municipalities import make_affiliation, make_municipality
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
As = Callable[[User], ApiClient]
NAME, PLACE = "Waltraud Unverwechselbar", "Hintertupfingen"
REASON = {"reason": "Beleidigt eine Nachbarin"}


def make_author() -> User:
    author = make_user(name=NAME)
    make_affiliation(author, make_municipality(PLACE, ags="99100001"))
    return author


def test_the_answer_is_given_to_the_moderator_and_stands_nowhere_else(api: ApiClient, api_as: As) -> None:
    author, moderator, member = make_author(), api_as(make_user(Role.MODERATOR)), api_as(make_user())
    thread = make_thread(make_category(slug="wohnen"), author, identity=Identity.DESCRIBED)
    post = make_answer(thread, author, identity=Identity.DESCRIBED)
    answer = moderator.send("post", f"posts/{post.pk}/author", REASON)
    assert (answer.status_code, answer.json()) == (
        200,
        {"name": NAME, "municipality": {"ags": "99100001", "name": PLACE}},
    )
    for client in (api, member, moderator):
        for path in (
            "threads",
            "threads/overview",
            "threads?category=wohnen",
            f"threads/{thread.pk}",
            f"threads/{thread.pk}/posts?from=1",
        ):
            shown = client.send("get", path)
            assert shown.status_code == 200, path
            assert not any(text in shown.content.decode() for text in (NAME, PLACE, author.email)), path
    logged = str(list(AuditEntry.objects.values_list("action", "object_id", "facts")))
    assert "post.author_looked_up" in logged
    assert not any(text in logged for text in (NAME, PLACE, author.email))


def test_an_erased_author_is_empty(api_as: As) -> None:
    author = make_author()
    post = make_answer(make_thread(), author, identity=Identity.MUNICIPALITY)
    author.delete()
    answer = api_as(make_user(Role.MODERATOR)).send("post", f"posts/{post.pk}/author", REASON)
    assert (answer.status_code, answer.json()) == (200, {"name": "", "municipality": None})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "invalid"),
        ({"reason": None}, "invalid"),
        ({"reason": 5}, "invalid"),
        ({**REASON, "silent": True}, "invalid"),
        ({"reason": "x" * 1001}, "invalid"),
        ({"reason": ""}, "too_short"),
        ({"reason": "x" * 301}, "too_long"),
    ],
)
def test_a_look_without_a_good_reason_is_refused(body: dict[str, Any], code: str, api_as: As) -> None:
    post = make_answer(make_thread(), make_author(), identity=Identity.DESCRIBED)
    answer = api_as(make_user(Role.MODERATOR)).send("post", f"posts/{post.pk}/author", body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not AuditEntry.objects.filter(action="post.author_looked_up").exists()


def test_a_member_is_refused_without_a_name(api_as: As) -> None:
    post = make_answer(make_thread(), make_author(), identity=Identity.DESCRIBED)
    answer = api_as(make_user()).send("post", f"posts/{post.pk}/author", REASON)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert NAME not in answer.content.decode()
