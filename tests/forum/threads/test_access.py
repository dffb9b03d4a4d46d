"""Who sees what: every list, search and single object for guest, member, circle, other circle and moderator."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts.enums import Role
from forum.accounts.rules import Reader
from forum.core.errors import DomainError, NotFoundError
from forum.search.queries import search
from forum.threads import queries
from forum.threads.actions import answer, ask, change_post_state, change_thread_state, mark_all_read, mark_read
from forum.threads.enums import Access, State
from forum.threads.models import ReadState, Thread
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


@pytest.fixture
def world() -> dict[str, Any]:
    """One question about Bolzplatz in each kind of category, one hidden, and readers of each kind."""
    inside, outside = make_user(), make_user()
    circle = make_category(Access.CIRCLE, inside, slug="kreis-eins")
    make_category(Access.CIRCLE, outside, slug="kreis-zwei")
    public = make_category(slug="offen")
    members = make_category(Access.MEMBERS, slug="intern")
    author = make_user()
    threads = {
        "public": make_thread(public, author, title="Bolzplatz ganz offen"),
        "members": make_thread(members, author, title="Bolzplatz nur intern"),
        "circle": make_thread(circle, inside, title="Bolzplatz im Kreis"),
        "hidden": make_thread(public, author, title="Bolzplatz ausgeblendet"),
    }
    moderator = make_user(Role.MODERATOR)
    change_thread_state(actor=moderator, thread_id=threads["hidden"].pk, to="hidden", reason="Namen genannt")
    without_role = make_user()
    without_role.role_grants.all().delete()
    readers: dict[str, Reader] = {
        "guest": GUEST,
        "no_role": without_role,
        "member": make_user(),
        "author": author,
        "circle": inside,
        "other_circle": outside,
        "moderator": moderator,
        "admin": make_user(Role.ADMIN),
    }
    return {"threads": threads, "readers": readers}


SEEN = {
    "guest": {"public"},
    "no_role": {"public"},
    "member": {"public", "members"},
    "author": {"public", "members", "hidden"},
    "circle": {"public", "members", "circle"},
    "other_circle": {"public", "members"},
    "moderator": {"public", "members", "circle", "hidden"},
    "admin": {"public", "members", "circle", "hidden"},
}
PUBLISHED = {"public", "members", "circle"}
NEW_THREAD = {
    "category": "kreis-eins",
    "kind": "question",
    "title": "Darf ich hier hinein?",
    "text": "Ich möchte auch etwas fragen.",
    "identity": "named",
}


def titles(threads: Any) -> set[str]:
    return {thread.title for thread in threads}


@pytest.mark.parametrize("who", SEEN)
def test_each_reader_sees_exactly_the_threads_of_their_categories(who: str, world: dict[str, Any]) -> None:
    reader, threads = world["readers"][who], world["threads"]
    expected = {threads[name].title for name in SEEN[who]}
    published = {threads[name].title for name in SEEN[who] & PUBLISHED}
    page = queries.thread_page(reader=reader, wanted=queries.Wanted(), cursor=None)
    assert titles(page.items) == expected
    waiting = queries.thread_page(reader=reader, wanted=queries.Wanted(unanswered=True), cursor=None)
    assert titles(waiting.items) == published
    assert titles(queries.similar(reader=reader, title="Streit um den Bolzplatz")) == published
    assert {hit.title for hit in search(reader=reader, query="Bolzplatz")} == published
    assert {hit.title for hit in search(reader=reader, query="Erfahrungen Kommunen")} == published
    for name, thread in threads.items():
        if name in SEEN[who]:
            assert queries.access_thread(reader=reader, thread_id=thread.pk).pk == thread.pk
        else:
            with pytest.raises(NotFoundError):
                queries.access_thread(reader=reader, thread_id=thread.pk)


@pytest.mark.parametrize("who", SEEN)
def test_the_audience_of_an_event_is_who_may_read_the_category(who: str, world: dict[str, Any]) -> None:
    reader = world["readers"][who]
    for name in PUBLISHED:
        thread = world["threads"][name]
        assert queries.may_read_category(reader=reader, category_id=thread.category_id) is (name in SEEN[who])


@pytest.mark.parametrize("who", ["guest", "no_role", "member", "author", "other_circle"])
def test_nobody_acts_in_a_circle_that_is_not_theirs(who: str, world: dict[str, Any]) -> None:
    reader, thread = world["readers"][who], world["threads"]["circle"]
    post = thread.posts.get()
    acts: list[Callable[[], object]] = [
        lambda: answer(actor=reader, thread_id=thread.pk, text="Ich lese mit und antworte.", identity="named"),
        lambda: ask(actor=reader, **NEW_THREAD),
        lambda: mark_read(actor=reader, thread_id=thread.pk, number=1),
        lambda: mark_all_read(actor=reader, category="kreis-eins"),
        lambda: queries.revisions(reader=reader, post_id=post.pk),
        lambda: queries.access_post(reader=reader, post_id=post.pk),
        lambda: queries.access_category(reader=reader, slug="kreis-eins"),
    ]
    before = Thread.objects.count()
    for act in acts:
        with pytest.raises(DomainError) as refusal:
            act()
        assert refusal.value.code in {"not_found", "not_signed_in"}
    thread.refresh_from_db()
    assert (thread.highest_number, Thread.objects.count()) == (1, before)
    assert ReadState.objects.filter(thread=thread).exclude(user=thread.author).count() == 0


def test_a_person_who_leaves_the_circle_loses_even_their_own_thread(world: dict[str, Any]) -> None:
    inside, thread = world["readers"]["circle"], world["threads"]["circle"]
    inside.circles.all().delete()
    assert thread.title not in titles(queries.threads(inside))
    assert search(reader=inside, query="Kreis") == []


def test_a_hidden_answer_is_found_by_nobody_and_read_by_author_and_moderator(world: dict[str, Any]) -> None:
    thread, author = world["threads"]["public"], make_user()
    post = make_answer(thread, author, text="Unser Zauberwort heißt Gartenzwergkonferenz.")
    moderator = world["readers"]["moderator"]
    assert [hit.kind for hit in search(reader=GUEST, query="gartenzwergkonferenz")] == ["thread"]
    change_post_state(actor=moderator, post_id=post.pk, to="hidden", reason="Namen genannt")
    for reader in (GUEST, author, moderator):
        assert search(reader=reader, query="gartenzwergkonferenz") == []
    with pytest.raises(NotFoundError):
        queries.access_post(reader=world["readers"]["member"], post_id=post.pk)
    assert queries.access_post(reader=author, post_id=post.pk).state == State.HIDDEN
    change_post_state(actor=moderator, post_id=post.pk, to="removed", reason="Namen genannt")
    with pytest.raises(NotFoundError):
        queries.access_post(reader=author, post_id=post.pk)
    assert queries.post_for_broadcast(post.pk) is None


def test_only_members_are_shown_where_they_can_help(world: dict[str, Any]) -> None:
    assert queries.to_help_with(GUEST) == []
    assert titles(queries.to_help_with(world["readers"]["member"])) == {"Bolzplatz ganz offen", "Bolzplatz nur intern"}
    assert queries.to_help_with(world["readers"]["author"]) == []
