"""Answers in the forum come back to the question, and go when they are taken back."""

from datetime import timedelta
from typing import Any

import pytest

from forum.accounts.enums import Role
from forum.audit.models import AuditEntry
from forum.congress.actions import carry_over
from forum.congress.documentation import documentation
from forum.congress.enums import AnsweredHow, LiveState, QuestionState
from forum.congress.models import LiveQuestion, LiveSession
from forum.congress.origins import origins
from forum.core.clock import now
from forum.threads.actions import accept_answer, change_post_state, change_thread_state, lead_on, withdraw_acceptance
from forum.threads.enums import Access, Identity, State
from forum.threads.models import Category, Post, Thread
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_question, make_staff
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db
REASON = "Falsche Zahlen"


@pytest.fixture
def carrier() -> Any:
    return make_user(name="Mira Kaya")


def carried(carrier: Any, **fields: Any) -> LiveQuestion:
    live = make_live(state=LiveState.CLOSED)
    make_staff(live, carrier)
    question = make_question(live, QuestionState.DEFERRED, **fields)
    carry_over(actor=carrier, session_id=live.pk, category=make_category().slug, question_ids=[question.pk])
    question.refresh_from_db()
    return question


def now_of(question: LiveQuestion) -> tuple[str, str]:
    question.refresh_from_db()
    return question.state, question.answered_how


ANSWERED = (QuestionState.ANSWERED, AnsweredHow.FORUM)
DEFERRED = (QuestionState.DEFERRED, "")


def test_the_first_answer_of_somebody_else_answers_the_question(carrier: Any) -> None:
    question = carried(carrier)
    rev, version = LiveSession.objects.get().rev, question.version
    make_answer(question.thread, carrier)
    assert now_of(question) == DEFERRED
    make_answer(question.thread)
    assert now_of(question) == ANSWERED
    assert question.answered is not None
    assert (now() - question.answered < timedelta(minutes=1), question.version) == (True, version + 1)
    assert LiveSession.objects.get().rev == rev + 1
    make_answer(question.thread)
    assert LiveSession.objects.get().rev == rev + 1


def test_an_answer_is_audited_and_its_author_is_not_told_to_the_desk(carrier: Any) -> None:
    question, author = carried(carrier), make_user(name="Verborgen")
    make_answer(question.thread, author)
    entry = AuditEntry.objects.get(action="live_question.answer_in_forum")
    assert entry.actor_id == author.pk
    assert entry.facts == {"session": question.session_id, "to": "answered", "thread": question.thread_id}
    question.refresh_from_db()
    assert question.changed_by is None


def test_an_accepted_answer_of_the_carrier_answers_until_it_is_taken_back(carrier: Any) -> None:
    question = carried(carrier)
    post = make_answer(question.thread, carrier)
    Post.objects.update(created=now() - timedelta(days=1))
    accept_answer(actor=carrier, post_id=post.pk)
    assert now_of(question) == ANSWERED
    assert question.answered is not None
    assert question.answered > now() - timedelta(minutes=1)  # it stands from now on, however old the post is
    withdraw_acceptance(actor=carrier, post_id=post.pk)
    assert now_of(question) == DEFERRED
    assert question.answered is None
    assert AuditEntry.objects.filter(action="live_question.lose_forum_answer").count() == 1


def test_hiding_the_only_answer_defers_the_question_again_and_restoring_answers_it(carrier: Any) -> None:
    question, moderator = carried(carrier), make_user(Role.MODERATOR)
    post = make_answer(question.thread)
    change_post_state(actor=moderator, post_id=post.pk, to=State.HIDDEN, reason=REASON)
    assert now_of(question) == DEFERRED
    change_post_state(actor=moderator, post_id=post.pk, to=State.PUBLISHED, reason=REASON)
    assert now_of(question) == ANSWERED


def test_hiding_one_of_two_answers_changes_nothing(carrier: Any) -> None:
    question, moderator = carried(carrier), make_user(Role.MODERATOR)
    first = make_answer(question.thread)
    make_answer(question.thread)
    change_post_state(actor=moderator, post_id=first.pk, to=State.HIDDEN, reason=REASON)
    assert now_of(question) == ANSWERED


def test_hiding_the_thread_defers_the_question_again(carrier: Any) -> None:
    question, moderator = carried(carrier), make_user(Role.MODERATOR)
    make_answer(question.thread)
    change_thread_state(actor=moderator, thread_id=question.thread_id or 0, to=State.HIDDEN, reason=REASON)
    assert now_of(question) == DEFERRED


@pytest.mark.parametrize("how", [AnsweredHow.ORAL, AnsweredHow.WRITTEN])
def test_what_was_answered_in_the_hall_or_in_writing_stays_so(carrier: Any, how: AnsweredHow) -> None:
    question, moderator = carried(carrier), make_user(Role.MODERATOR)
    LiveQuestion.objects.update(state=QuestionState.ANSWERED, answered_how=how)
    post = make_answer(question.thread)
    assert now_of(question) == (QuestionState.ANSWERED, how)
    change_post_state(actor=moderator, post_id=post.pk, to=State.HIDDEN, reason=REASON)
    assert now_of(question) == (QuestionState.ANSWERED, how)


def test_after_a_merge_the_question_leads_to_the_other_thread_and_to_its_answers(carrier: Any) -> None:
    question = carried(carrier)
    target = make_thread(author=carrier)
    make_answer(target)
    source = Thread.objects.get(pk=question.thread_id)
    lead_on(actor=carrier, source=source, target=target)
    assert now_of(question) == ANSWERED
    assert question.thread_id == target.pk
    assert [origin.question for origin in origins([target.pk])[target.pk]] == [question.text]
    assert origins([source.pk]) == {}
    target.refresh_from_db()
    assert target.carried


def test_questions_of_two_sessions_that_lead_to_one_thread_are_both_answered(carrier: Any) -> None:
    first, second = carried(carrier), carried(carrier)
    lead_on(
        actor=carrier, source=Thread.objects.get(pk=first.thread_id), target=Thread.objects.get(pk=second.thread_id)
    )
    make_answer(Thread.objects.get(pk=second.thread_id), identity=Identity.NAMED)
    assert (now_of(first), now_of(second)) == (ANSWERED, ANSWERED)
    assert len(origins([second.thread_id or 0])[second.thread_id or 0]) == 2


def test_a_thread_that_nobody_carried_leads_nothing_on(carrier: Any) -> None:
    source, target = make_thread(), make_thread()
    lead_on(actor=carrier, source=source, target=target)
    target.refresh_from_db()
    assert not target.carried


def test_the_documentation_shows_the_beginning_of_a_public_answer_and_of_others_nothing(carrier: Any) -> None:
    question = carried(carrier)
    author = make_user(name="Jana Ohm")
    post = make_answer(question.thread, author, text="Bei uns hilft ein **Plan**. " + "Mehr dazu später. " * 20)
    (shown,) = documentation(question.session_id).questions
    (answer,) = shown.answers
    assert answer.text.startswith("Bei uns hilft ein Plan. Mehr dazu später.")
    assert (len(answer.text) <= 200, answer.by, answer.at) == (True, "Jana Ohm", post.created)
    assert (shown.state, shown.answered_how) == ("answered", "forum")
    assert shown.thread is not None
    Category.objects.update(access=Access.MEMBERS)
    (hidden,) = documentation(question.session_id).questions
    assert (hidden.answers, hidden.thread, hidden.answered_how) == ([], None, "forum")
