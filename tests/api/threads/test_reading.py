"""Lists and threads over the API: shapes, queries, what each reader gets, refusals."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from rest_framework import serializers

from api.threads import serializers as shapes
from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.threads.actions import accept_answer, change_post_state, edit_post
from forum.threads.enums import Access
from tests.conftest import ApiClient
from tests.factories.accounts import make_user
from tests.factories.municipalities import make_affiliation, make_municipality
from tests.factories.threads import make_answer, make_category, make_thread
from tests.forum.threads.test_lists import fill

pytestmark = pytest.mark.django_db
As = Callable[[User], ApiClient]


def shape_of(serializer: serializers.Serializer[Any], value: Any, path: str = "") -> list[str]:
    """Where an answer differs from what the schema promises."""
    if set(value) != set(serializer.fields):
        return [f"{path}: {set(value) ^ set(serializer.fields)}"]
    found = []
    for name, field in serializer.fields.items():
        inner = value[name]
        if isinstance(field, serializers.ListSerializer):
            found += [line for row in inner for line in shape_of(field.child, row, f"{path}.{name}")]
        elif isinstance(field, serializers.Serializer) and inner is not None:
            found += shape_of(field, inner, f"{path}.{name}")
        elif isinstance(field, serializers.ChoiceField) and inner not in field.choices and inner != "":
            found.append(f"{path}.{name}={inner}")
    return found


def test_every_answer_has_the_shape_of_the_schema(api_as: As) -> None:
    user = make_user()
    make_affiliation(user, make_municipality())
    thread = make_thread(author=user, identity="described")
    make_thread()
    post = make_answer(thread)
    edit_post(actor=post.author, post_id=post.pk, text="Ganz anders als zuvor." * 9, version=1)
    client = api_as(user)
    for path, shape in (
        ("categories", shapes.ThreadCategories()),
        ("threads", shapes.ThreadList()),
        ("threads/overview", shapes.ForumOverview()),
        ("threads/similar?title=Frage+aus+dem+Alltag", shapes.SimilarThreads()),
        ("threads/identities", shapes.IdentityOptions()),
        (f"threads/{thread.pk}", shapes.ThreadDetail()),
        (f"threads/{thread.pk}/posts", shapes.PostList()),
        (f"posts/{thread.posts.get(number=1).pk}/source", shapes.PostSource()),
        (f"posts/{post.pk}/revisions", shapes.PostRevisions()),
    ):
        answer = client.send("get", path)
        assert answer.status_code == 200, (path, answer.content)
        assert shape_of(shape, answer.json()) == [], path


@pytest.mark.parametrize("who", ["guest", "member", "moderator"])
def test_a_thread_page_takes_the_same_ten_statements_at_most_with_any_number_of_posts(
    who: str, api: ApiClient, api_as: As, same_queries: Callable[..., int], statements: Callable[..., list[str]]
) -> None:
    client = {"guest": api, "member": api_as(make_user()), "moderator": api_as(make_user(Role.MODERATOR))}[who]
    thread = make_thread()

    def read() -> None:
        assert client.send("get", f"threads/{thread.pk}").status_code == 200

    taken = same_queries(read, lambda: accept_answer(actor=thread.author, post_id=make_answer(thread).pk), most=10)
    fill(make_thread(), 2)
    thread.posts.exclude(number=1).delete()
    fill(thread, 300)
    assert len(statements(read)) == taken
    deep = statements(lambda: client.send("get", f"threads/{thread.pk}?from=290"))
    assert len(deep) == taken


@pytest.mark.parametrize("path", ["threads", "threads/overview", "threads/similar?title=Frage+Alltag", "categories"])
def test_lists_take_the_same_statements_with_one_and_three_rows(
    path: str, api_as: As, same_queries: Callable[..., int]
) -> None:
    client = api_as(make_user())
    make_thread()
    same_queries(lambda: client.send("get", path), make_thread, most=10)


def test_a_guest_reads_public_threads_and_may_do_nothing(api: ApiClient) -> None:
    thread = make_thread()
    answer = api.send("get", f"threads/{thread.pk}").json()
    assert answer["may"] == {"answer": False, "accept": False, "moderate": False}
    assert (answer["own"], answer["thread"]["unread"], answer["thread"]["last_read"]) == ([], False, 0)
    assert [post["number"] for post in answer["posts"]] == [1]


def test_what_a_reader_may_not_see_looks_like_what_does_not_exist(api: ApiClient, api_as: As) -> None:
    thread = make_thread(make_category(Access.CIRCLE, owner := make_user()), owner, title="Streng vertraulicher Fall")
    post = thread.posts.get()
    missing = api.send("get", "threads/999999999")
    for client in (api, api_as(make_user())):
        for path in (f"threads/{thread.pk}", f"threads/{thread.pk}/posts", f"posts/{post.pk}/revisions"):
            answer = client.send("get", path)
            assert (answer.status_code, answer.json()) == (404, missing.json())
        for path in ("threads", "threads/overview", "threads/similar?title=vertraulicher", "search?q=vertraulicher"):
            assert "vertraulich" not in client.send("get", path).content.decode()
    assert api_as(owner).send("get", f"threads/{thread.pk}").status_code == 200


def test_hidden_words_reach_only_author_and_moderator(api: ApiClient, api_as: As) -> None:
    thread, author, moderator = make_thread(), make_user(), make_user(Role.MODERATOR)
    post = make_answer(thread, author, text="Das geheime Wort ist Zaunkönig.")
    change_post_state(actor=moderator, post_id=post.pk, to="hidden", reason="Enthält Namen")
    seen = {
        name: "Zaunkönig" in client.send("get", f"threads/{thread.pk}").content.decode()
        for name, client in (
            ("guest", api),
            ("member", api_as(make_user())),
            ("asker", api_as(thread.author)),
            ("author", api_as(author)),
            ("moderator", api_as(moderator)),
        )
    }
    assert seen == {"guest": False, "member": False, "asker": False, "author": True, "moderator": True}
    for client in (api, api_as(thread.author)):
        assert "Enthält Namen" not in client.send("get", f"threads/{thread.pk}").content.decode()


def test_an_unchanged_thread_is_answered_with_304(api: ApiClient) -> None:
    thread = make_thread()
    first = api.send("get", f"threads/{thread.pk}")
    again = api.send("get", f"threads/{thread.pk}", If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    make_answer(thread)
    changed = api.send("get", f"threads/{thread.pk}", If_None_Match=first["ETag"])
    assert (changed.status_code, len(changed.json()["posts"])) == (200, 2)
    assert "private" in changed["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("threads?filter=everything", 422, "unknown_filter"),
        ("threads?kind=poem", 422, "unknown_kind"),
        ("threads?category=nowhere", 404, "not_found"),
        ("threads?category=%00%ff", 404, "not_found"),
        ("threads?cursor=nonsense", 422, "bad_cursor"),
        ("threads?cursor=WyJ4IiwgMV0", 422, "bad_cursor"),
        ("threads?cursor=WyIyMDI2LTAxLTAxIiwgMTAwMDAwMDAwMDAwMDAwMDAwMDAwMF0", 422, "bad_cursor"),
        ("threads/{id}?from=0", 422, "bad_number"),
        ("threads/{id}?from=-1", 422, "bad_number"),
        ("threads/{id}?from=zwei", 422, "bad_number"),
        ("threads/{id}?from=%C2%B2", 422, "bad_number"),
        ("threads/{id}?from=99999999999999999999", 422, "bad_number"),
        ("threads/{id}/posts?before=1.5", 422, "bad_number"),
        ("threads/99999999999999999999999", 404, "not_found"),
        ("posts/99999999999999999999999/revisions", 404, "not_found"),
        ("threads/identities", 401, "not_signed_in"),
        ("posts/1/source", 401, "not_signed_in"),
        ("threads/similar", 200, None),
        ("threads/{id}?from=500", 200, None),
    ],
)
def test_bad_reads_get_a_clear_code(path: str, status: int, code: str | None, api: ApiClient) -> None:
    answer = api.send("get", path.format(id=make_thread().pk))
    assert (answer.status_code, json.loads(answer.content).get("code")) == (status, code)


def test_unread_and_counts_are_the_readers_own(api: ApiClient, api_as: As) -> None:
    reader = make_user()
    thread, own = make_thread(), make_thread(author=reader)
    client = api_as(reader)
    assert {row["id"]: row["unread"] for row in client.send("get", "threads").json()["items"]} == {
        thread.pk: True,
        own.pk: False,
    }
    overview = client.send("get", "threads/overview").json()
    assert (overview["unread"], overview["unanswered"]) == (1, 2)
    assert [row["id"] for row in overview["to_help"]] == [thread.pk]
    assert client.send("put", f"threads/{thread.pk}/read", {"number": 1}).json() == {"last_read": 1}
    assert client.send("get", "threads/overview").json()["unread"] == 0
    guest = api.send("get", "threads/overview").json()
    assert guest == {"unread": 0, "unanswered": 2, "to_help": []}
