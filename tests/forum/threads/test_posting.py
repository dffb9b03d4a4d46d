"""Asking and answering: numbers, limits, refusals, what is kept."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from forum.accounts.enums import Role
from forum.audit.models import AuditEntry
from forum.core.errors import (
    ConflictError,
    DomainError,
    ForbiddenError,
    InvalidError,
    NotSignedInError,
    RateLimitedError,
)
from forum.core.events import subscribe
from forum.threads.actions import answer, ask, change_thread_state, mark_read
from forum.threads.enums import Kind
from forum.threads.events import PostPublished
from forum.threads.models import Category, Post, ReadState, Thread
from forum.threads.rules import POST_LIMIT
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db


def question(category: Category, **changes: Any) -> dict[str, Any]:
    values = {
        "category": category.slug,
        "kind": "question",
        "title": "Wie beginnen Sie das erste Gespräch?",
        "text": "Zwei Seiten reden **nicht** mehr miteinander.",
        "identity": "named",
    }
    return {**values, **changes}


def test_a_question_is_post_one_of_a_new_thread_read_by_its_author() -> None:
    author, category = make_user(), make_category()
    post = ask(actor=author, **question(category))
    assert (post.number, post.html) == (1, "<p>Zwei Seiten reden <strong>nicht</strong> mehr miteinander.</p>\n")
    thread = Thread.objects.get()
    assert (thread.highest_number, thread.answer_count, thread.author) == (1, 0, author)
    assert ReadState.objects.get(user=author, thread=thread).last_read == 1
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor, entry.object_id) == ("thread.ask", author, str(thread.pk))
    assert "Gespräch" not in str(entry.facts)


def test_answers_are_numbered_in_order_and_move_the_thread_up() -> None:
    thread = make_thread()
    before = thread.last_activity
    numbers = [make_answer(thread).number for _ in range(3)]
    thread.refresh_from_db()
    assert numbers == [2, 3, 4]
    assert (thread.highest_number, thread.answer_count) == (4, 3)
    assert thread.last_activity > before


def test_an_own_answer_is_read_only_when_everything_before_it_was() -> None:
    thread, reader, hasty = make_thread(), make_user(), make_user()
    mark_read(actor=reader, thread_id=thread.pk, number=1)
    make_answer(thread, reader)
    assert ReadState.objects.get(user=reader).last_read == 2
    make_answer(thread, hasty)
    assert not ReadState.objects.filter(user=hasty).exists()


def test_the_event_is_heard_after_the_commit_and_names_no_author(
    django_capture_on_commit_callbacks: Any,
) -> None:
    heard: list[PostPublished] = []
    unsubscribe = subscribe(PostPublished, heard.append)
    category = make_category()
    with django_capture_on_commit_callbacks(execute=True):
        post = ask(actor=make_user(), **question(category))
        assert heard == []
    unsubscribe()
    assert [(e.thread_id, e.post_id, e.number, e.audience.category_id, e.audience.access) for e in heard] == [
        (post.thread_id, post.pk, 1, category.pk, "public")
    ]
    assert set(vars(heard[0])) == {"thread_id", "post_id", "number", "audience"}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"title": "Kurz"}, "too_short", "title"),
        ({"title": "Wer lädt ein\u202e?"}, "malformed_text", "title"),
        ({"title": "Wer lädt ein\x00?"}, "malformed_text", "title"),
        ({"text": "Wer lädt die Ämter ein?\x07"}, "malformed_text", "text"),
        ({"text": "Wer lädt die Ämter ein?\x9b1m"}, "malformed_text", "text"),
        ({"text": "Wer lädt die Ämter ein?\u2067"}, "malformed_text", "text"),
        ({"text": "Wer lädt die Ämter ein?\ufdd0"}, "malformed_text", "text"),
        ({"title": "x" * 151}, "too_long", "title"),
        ({"text": "zu kurz"}, "too_short", "text"),
        ({"text": "\n" * 50}, "too_short", "text"),
        ({"text": "x" * 20_001}, "too_long", "text"),
        ({"kind": "poem"}, "unknown_kind", "kind"),
        ({"identity": "nobody"}, "unknown_identity", "identity"),
        ({"identity": "municipality"}, "municipality_needed", "identity"),
        ({"identity": "described"}, "municipality_needed", "identity"),
    ],
)
def test_bad_input_names_its_field_and_stores_nothing(changes: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(InvalidError) as refusal:
        ask(actor=make_user(), **question(make_category(), **changes))
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert (Thread.objects.count(), Post.objects.count(), AuditEntry.objects.count()) == (0, 0, 0)


def test_a_title_becomes_one_line_and_a_text_has_one_kind_of_line_end() -> None:
    title, text = "  Wer\tlädt\n ein?\x0b Und wann? ", "\r\nErste Zeile\r\n\tZweite Zeile\x0bDritte Zeile\r"
    post = ask(actor=make_user(), **question(make_category(), title=title, text=text))
    assert (post.thread.title, post.source) == (
        "Wer lädt ein? Und wann?",
        "Erste Zeile\n\tZweite Zeile\nDritte Zeile",
    )


def test_guests_and_people_without_a_role_write_nothing() -> None:
    category, thread, nobody = make_category(), make_thread(), make_user()
    nobody.role_grants.all().delete()
    for actor in (AnonymousUser(), nobody):
        with pytest.raises(NotSignedInError):
            ask(actor=actor, **question(category))
        with pytest.raises(NotSignedInError):
            answer(actor=actor, thread_id=thread.pk, text="Ich antworte einfach.", identity="named")
    assert Post.objects.count() == 1


def test_announcements_are_for_the_office() -> None:
    category = make_category()
    with pytest.raises(ForbiddenError) as refusal:
        ask(actor=make_user(), **question(category, kind="announcement"))
    assert refusal.value.code == "kind_not_allowed"
    for role in (Role.MODERATOR, Role.COORDINATOR):
        assert ask(actor=make_user(role), **question(category, kind="announcement")).thread.kind == Kind.ANNOUNCEMENT


def test_a_hidden_thread_takes_no_answers_even_from_its_author() -> None:
    author = make_user()
    thread = make_thread(author=author)
    change_thread_state(actor=make_user(Role.MODERATOR), thread_id=thread.pk, to="hidden", reason="Namen genannt")
    with pytest.raises(ConflictError) as refusal:
        answer(actor=author, thread_id=thread.pk, text="Noch ein Nachtrag von mir.", identity="named")
    assert refusal.value.code == "thread_closed"
    thread.refresh_from_db()
    assert thread.highest_number == 1


def test_a_burst_of_posts_is_stopped_and_costs_no_number() -> None:
    thread, author = make_thread(), make_user()
    for _ in range(POST_LIMIT.burst):
        answer(actor=author, thread_id=thread.pk, text="Noch ein Gedanke dazu.", identity="named")
    with pytest.raises(RateLimitedError) as refusal:
        answer(actor=author, thread_id=thread.pk, text="Und noch einer dazu.", identity="named")
    assert 0 < refusal.value.retry_ms <= POST_LIMIT.every * 1000
    thread.refresh_from_db()
    assert thread.highest_number == POST_LIMIT.burst + 1


def test_a_refused_answer_leaves_no_gap() -> None:
    thread = make_thread()
    with pytest.raises(DomainError):
        make_answer(thread, text="kurz")
    assert make_answer(thread).number == 2
