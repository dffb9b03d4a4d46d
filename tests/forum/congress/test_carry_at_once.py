"""Carrying and answering at the same moment, on a database with real transactions."""

from typing import Any

import pytest
from django.core import mail

from forum.congress.actions import ask_for_notice, carry_over, settle_thread
from forum.congress.actions.notices import STANDS_AFTER, tell_due
from forum.congress.enums import AnsweredHow, LiveState, QuestionState
from forum.congress.models import AnswerNotice, LiveQuestion, LiveSession
from forum.congress.queries import access_attendee
from forum.core.clock import now
from forum.threads.models import Post, Thread
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_question, make_staff
from tests.factories.threads import make_answer, make_category
from tests.forum.congress.test_at_once import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def carry(actor: Any, live: LiveSession, category: str, ids: list[int], close: bool = False) -> Any:
    return lambda: carry_over(actor=actor, session_id=live.pk, category=category, question_ids=ids, close=close)


def test_six_moderators_who_close_and_carry_at_once_make_each_thread_once() -> None:
    live = make_live()
    staff = [make_staff(live, make_user()) for _ in range(THREADS)]
    ids = [make_question(live, QuestionState.DEFERRED).pk for _ in range(5)]
    place = make_category()
    results = at_once(*(carry(actor, live, place.slug, ids, close=True) for actor in staff))
    assert results == ["ok"] * THREADS
    assert (Thread.objects.count(), Post.objects.count()) == (5, 5)
    assert len(set(LiveQuestion.objects.values_list("thread", flat=True))) == 5
    assert LiveSession.objects.get().state == LiveState.CLOSED


def test_overlapping_choices_make_each_thread_once() -> None:
    live = make_live(state=LiveState.CLOSED)
    staff = make_staff(live, make_user())
    ids = [make_question(live, QuestionState.DEFERRED).pk for _ in range(THREADS + 2)]
    place = make_category()
    results = at_once(*(carry(staff, live, place.slug, ids[n : n + 3]) for n in range(THREADS)))
    assert results == ["ok"] * THREADS
    assert Thread.objects.count() == THREADS + 2


def test_answers_at_once_answer_the_question_once_and_tell_once() -> None:
    live = make_live()
    staff, reader = make_staff(live, make_user()), make_user()
    question = make_question(live, QuestionState.DEFERRED)
    place = make_category()
    carry(staff, live, place.slug, [question.pk], close=True)()
    live.refresh_from_db()
    make_staff(live, reader)
    access = access_attendee(session_id=live.pk, reader=reader, token="")
    ask_for_notice(access=access, reader=reader, question_id=question.pk, address="", locale="de")
    thread = Thread.objects.get()
    rev = LiveSession.objects.get().rev
    authors = [make_user() for _ in range(THREADS)]
    acts = [lambda author=author: make_answer(thread, author) for author in authors]
    results = at_once(*acts, lambda: settle_thread(actor=staff, thread_id=thread.pk))
    assert results == ["ok"] * (THREADS + 1)
    question.refresh_from_db()
    assert (question.state, question.answered_how) == (QuestionState.ANSWERED, AnsweredHow.FORUM)
    assert LiveSession.objects.get().rev == rev + 1
    assert mail.outbox == []  # it has to stand for a while
    LiveQuestion.objects.filter(pk=question.pk).update(answered=now() - STANDS_AFTER)
    assert at_once(tell_due, tell_due) == ["ok", "ok"]
    assert [sent.to for sent in mail.outbox] == [[reader.email]]
    assert not AnswerNotice.objects.exists()
