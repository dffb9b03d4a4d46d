"""Accepting, moderating, and what has been read."""

import itertools
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts.enums import Role
from forum.audit.models import AuditEntry
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError, NotSignedInError
from forum.core.events import subscribe
from forum.threads import queries, rules
from forum.threads.actions import (
    accept_answer,
    change_post_state,
    change_thread_state,
    mark_all_read,
    mark_read,
    withdraw_acceptance,
)
from forum.threads.enums import State
from forum.threads.events import AnswerAccepted, PostChanged, PostPublished
from forum.threads.models import AcceptedAnswer, Post, ReadFloor, Thread
from forum.threads.projections import post_view
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
ALLOWED = {
    ("draft", "pending"),
    ("draft", "published"),
    ("draft", "removed"),
    ("pending", "published"),
    ("pending", "removed"),
    ("published", "hidden"),
    ("published", "removed"),
    ("hidden", "published"),
    ("hidden", "removed"),
}


@pytest.mark.parametrize(("old", "new"), list(itertools.product(State.values, repeat=2)))
def test_exactly_the_transitions_of_the_table_are_allowed(old: str, new: str) -> None:
    if (old, new) in ALLOWED:
        rules.check_transition(old, new)
    else:
        with pytest.raises(ConflictError, match="bad_transition"):
            rules.check_transition(old, new)


def test_several_answers_are_accepted_and_taken_back(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[AnswerAccepted] = []
    unsubscribe = subscribe(AnswerAccepted, heard.append)
    thread = make_thread()
    first, _, third = (make_answer(thread) for _ in range(3))
    with django_capture_on_commit_callbacks(execute=True):
        for post in (third, first, first):
            accept_answer(actor=thread.author, post_id=post.pk)
    assert queries.accepted_numbers(thread) == [2, 4]
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            withdraw_acceptance(actor=thread.author, post_id=first.pk)
    unsubscribe()
    assert queries.accepted_numbers(thread) == [4]
    assert [(event.number, event.accepted) for event in heard] == [(4, True), (2, True), (2, False)]


def test_only_asker_and_moderator_accept_and_only_answers_to_questions() -> None:
    thread, moderator = make_thread(), make_user(Role.MODERATOR)
    answer = make_answer(thread)
    talk = make_answer(make_thread(author=thread.author, kind="discussion"))
    for actor in (make_user(), answer.author):
        with pytest.raises(ForbiddenError, match="not_your_question"):
            accept_answer(actor=actor, post_id=answer.pk)
    with pytest.raises(NotSignedInError):
        accept_answer(actor=AnonymousUser(), post_id=answer.pk)
    with pytest.raises(ForbiddenError):
        accept_answer(actor=thread.author, post_id=talk.pk)
    with pytest.raises(ConflictError, match="not_an_answer"):
        accept_answer(actor=thread.author, post_id=thread.posts.get(number=1).pk)
    with pytest.raises(NotFoundError):
        accept_answer(actor=thread.author, post_id=10**30)
    assert AcceptedAnswer.objects.count() == 0
    accept_answer(actor=moderator, post_id=answer.pk)
    assert queries.accepted_numbers(thread) == [2]


def test_a_hidden_answer_keeps_its_number_and_shows_nothing_until_it_is_restored() -> None:
    author, moderator, thread = make_user(name="Ute Ungenannt"), make_user(Role.MODERATOR), make_thread()
    post = make_answer(thread, author, text="Hier steht etwas Unpassendes.")
    accept_answer(actor=thread.author, post_id=post.pk)
    change_post_state(actor=moderator, post_id=post.pk, to="hidden", reason="Enthält Namen")
    thread.refresh_from_db()
    assert (thread.answer_count, thread.highest_number, queries.accepted_numbers(thread)) == (0, 2, [])
    shown = queries.post_page(thread=thread).posts[1]
    view = post_view(shown)
    assert (view["number"], view["state"], view["html"], view["author"], view["reason"]) == (2, "hidden", "", None, "")
    assert "Ungenannt" not in str(view)
    assert post_view(shown, full=True)["reason"] == "Enthält Namen"
    change_post_state(actor=moderator, post_id=post.pk, to="published", reason="War ein Irrtum")
    thread.refresh_from_db()
    assert (thread.answer_count, queries.accepted_numbers(thread)) == (1, [2])
    assert [entry.facts for entry in AuditEntry.objects.filter(action="post.state").order_by("pk")] == [
        {"from": "published", "to": "hidden", "reason": "Enthält Namen"},
        {"from": "hidden", "to": "published", "reason": "War ein Irrtum"},
    ]


def test_states_are_changed_by_moderators_with_a_reason_only() -> None:
    moderator, thread = make_user(Role.MODERATOR), make_thread()
    post = make_answer(thread)
    for actor in (make_user(), thread.author, make_user(Role.CURATOR)):
        with pytest.raises(ForbiddenError):
            change_post_state(actor=actor, post_id=post.pk, to="hidden", reason="Gefällt mir nicht")
        with pytest.raises(ForbiddenError):
            change_thread_state(actor=actor, thread_id=thread.pk, to="hidden", reason="Gefällt mir nicht")
    with pytest.raises(InvalidError, match="too_short"):
        change_post_state(actor=moderator, post_id=post.pk, to="hidden", reason=" ")
    with pytest.raises(InvalidError, match="unknown_state"):
        change_post_state(actor=moderator, post_id=post.pk, to="gone", reason="Enthält Namen")
    with pytest.raises(ConflictError, match="bad_transition"):
        change_post_state(actor=moderator, post_id=post.pk, to="published", reason="Schon veröffentlicht")
    with pytest.raises(ConflictError, match="first_post"):
        change_post_state(actor=moderator, post_id=thread.posts.get(number=1).pk, to="hidden", reason="Enthält Namen")
    assert Post.objects.filter(state=State.PUBLISHED).count() == 2


def test_a_pending_post_gets_its_number_on_approval(django_capture_on_commit_callbacks: Any) -> None:
    heard: list[PostPublished | PostChanged] = []
    unsubscribers = [subscribe(PostPublished, heard.append), subscribe(PostChanged, heard.append)]
    thread = make_thread()
    waiting = Post.objects.create(
        thread=thread,
        author=make_user(),
        state=State.PENDING,
        source="x",
        html="x",
        folded="x",
        render_version=1,
        created=now(),
    )
    make_answer(thread)
    with django_capture_on_commit_callbacks(execute=True):
        moderator = make_user(Role.MODERATOR)
        post = change_post_state(actor=moderator, post_id=waiting.pk, to="published", reason="Geprüft und in Ordnung")
    for unsubscribe in unsubscribers:
        unsubscribe()
    assert post.number == 3
    assert Thread.objects.get(pk=thread.pk).answer_count == 2
    assert [(type(event), event.number) for event in heard] == [(PostPublished, 3)]


def test_read_state_moves_only_forward_and_not_beyond_the_end() -> None:
    thread, reader = make_thread(), make_user()
    make_answer(thread)
    make_answer(thread)
    steps = [mark_read(actor=reader, thread_id=thread.pk, number=number) for number in (2, 1, 0, 99, 2)]
    assert steps == [2, 2, 2, 3, 3]
    with pytest.raises(NotSignedInError):
        mark_read(actor=AnonymousUser(), thread_id=thread.pk, number=1)


def test_a_thread_is_unread_until_its_last_post_is_read_or_all_is_marked() -> None:
    category, other, reader = make_category(), make_category(), make_user()
    thread, elsewhere = make_thread(category), make_thread(other)

    def unread() -> set[int]:
        return set(queries.unread(reader, queries.threads(reader)).values_list("pk", flat=True))

    assert unread() == {thread.pk, elsewhere.pk}
    mark_read(actor=reader, thread_id=thread.pk, number=1)
    assert unread() == {elsewhere.pk}
    make_answer(thread)
    assert unread() == {thread.pk, elsewhere.pk}
    for _ in range(2):
        mark_all_read(actor=reader, category=category.slug)
    assert unread() == {elsewhere.pk}
    mark_all_read(actor=reader)
    assert (unread(), ReadFloor.objects.count()) == (set(), 2)
    make_answer(thread)
    assert unread() == {thread.pk}
