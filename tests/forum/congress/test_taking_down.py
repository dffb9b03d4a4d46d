"""What must not stay is taken down at any time, also after closing and carrying over, and can come back."""

from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.actions import (
    answer_in_writing,
    carry_over,
    close_session,
    decide_words,
    moderate_question,
    take_back_answer,
)
from forum.congress.documentation import documentation
from forum.congress.enums import (
    AnsweredHow,
    LiveState,
    PollKind,
    QuestionState,
    RejectReason,
    Verb,
    WordState,
)
from forum.congress.models import LiveAnswer, LiveQuestion, LiveSession
from forum.congress.origins import origins
from forum.congress.projections import receipt
from forum.core.errors import ConflictError, NotFoundError
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_merged, make_question, make_staff
from tests.factories.polls import make_poll, vote_in
from tests.factories.threads import make_answer, make_category

pytestmark = pytest.mark.django_db
S = QuestionState
SECRET = "Herr Geheim aus der Verborgenstraße"


@pytest.fixture
def live() -> LiveSession:
    return make_live(state=LiveState.CLOSED)


@pytest.fixture
def staff(live: LiveSession) -> User:
    return make_staff(live, make_user(name="Malte Vogt"))


def act(staff: User, question: LiveQuestion, verb: Verb, reason: RejectReason | None = None) -> LiveQuestion:
    which = {"actor": staff, "session_id": question.session_id, "question_id": question.pk}
    return moderate_question(**which, verb=verb, reason=reason)


def write(staff: User, question: LiveQuestion, text: str = "Das Amt für Soziales.") -> LiveAnswer:
    answer_in_writing(actor=staff, session_id=question.session_id, question_id=question.pk, text=text)
    return LiveAnswer.objects.latest("pk")


def take_back(staff: User, answer: LiveAnswer, **more: Any) -> LiveQuestion:
    which = {"session_id": answer.question.session_id, "question_id": answer.question_id}
    return take_back_answer(actor=staff, **which, answer_id=answer.pk, **more)


def carried(staff: User, live: LiveSession, **fields: Any) -> LiveQuestion:
    question = make_question(live, S.DEFERRED, **fields)
    carry_over(actor=staff, session_id=live.pk, category=make_category().slug, question_ids=[question.pk])
    question.refresh_from_db()
    return question


@pytest.mark.parametrize("state", [S.ANSWERED, S.DEFERRED])
def test_a_question_that_is_done_leaves_hall_and_documentation_and_comes_back(
    live: LiveSession, staff: User, state: QuestionState
) -> None:
    question = make_question(live, state, text=SECRET)
    merged = make_merged(question, state_before_merge=S.APPROVED)
    act(staff, question, Verb.REJECT, RejectReason.PERSONAL_DATA)
    assert [row.text for row in documentation(live.pk).questions] == [merged.text]
    assert act(staff, question, Verb.RESTORE).state == S.APPROVED
    assert {row.text for row in documentation(live.pk).questions} == {merged.text, SECRET}


def test_a_carried_question_is_taken_down_and_comes_back_to_its_thread(live: LiveSession, staff: User) -> None:
    question = carried(staff, live, text=SECRET)
    thread = question.thread
    assert thread is not None
    act(staff, question, Verb.REJECT, RejectReason.PERSONAL_DATA)
    question.refresh_from_db()
    assert (question.state, question.thread) == (S.REJECTED, thread)
    assert (origins([thread.pk]), documentation(live.pk).questions) == ({}, [])
    make_answer(thread)
    question.refresh_from_db()
    assert question.state == S.REJECTED
    act(staff, question, Verb.RESTORE)
    question.refresh_from_db()
    assert (question.state, question.answered_how, question.thread) == (S.ANSWERED, AnsweredHow.FORUM, thread)


def test_a_carried_question_without_an_answer_waits_in_its_thread_again(live: LiveSession, staff: User) -> None:
    question = carried(staff, live)
    act(staff, question, Verb.REJECT, RejectReason.PERSONAL_DATA)
    assert act(staff, question, Verb.RESTORE).state == S.DEFERRED
    with pytest.raises(ConflictError) as refused:
        act(staff, question, Verb.RESTORE)
    assert refused.value.code == "has_thread"


def test_a_wrong_answer_is_taken_back_and_the_question_waits_again(live: LiveSession, staff: User) -> None:
    question = make_question(live)
    answer = write(staff, question, SECRET)
    other = make_staff(live, make_user())
    assert take_back(other, answer).state == S.APPROVED
    question.refresh_from_db()
    assert (question.state, question.answered_how, question.answered) == (S.APPROVED, "", None)
    assert SECRET not in str([documentation(live.pk), receipt(question)])
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor_id, entry.actor_kind) == ("live_question.unwrite", other.pk, "user")
    assert entry.facts == {"session": live.pk, "from": "answered", "to": "approved", "answer": answer.pk}


def test_an_answer_is_taken_back_from_a_restored_question_and_one_of_two(live: LiveSession, staff: User) -> None:
    question = make_question(live)
    first = write(staff, question)
    second = write(staff, question, "Nein, das Ordnungsamt.")
    assert take_back(staff, first).state == S.ANSWERED
    act(staff, question, Verb.RESTORE)
    assert take_back(staff, second).state == S.APPROVED
    assert not LiveAnswer.objects.exists()


def test_taking_back_an_answer_leaves_what_was_answered_aloud(live: LiveSession, staff: User) -> None:
    question = make_question(live, S.ANSWERED, answered_how=AnsweredHow.ORAL)
    assert take_back(staff, write(staff, question)).state == S.ANSWERED


def test_without_its_written_answer_a_carried_question_has_the_answer_of_the_forum(
    live: LiveSession, staff: User
) -> None:
    question = carried(staff, live)
    assert question.thread is not None
    answer = write(staff, question)
    make_answer(question.thread)
    take_back(staff, answer)
    question.refresh_from_db()
    assert (question.state, question.answered_how) == (S.ANSWERED, AnsweredHow.FORUM)


def test_an_answer_is_taken_back_by_staff_who_saw_it_and_where_it_stands(live: LiveSession, staff: User) -> None:
    question, other = make_question(live), make_question(live)
    answer = write(staff, question)
    which = {"session_id": live.pk, "answer_id": answer.pk}
    with pytest.raises(NotFoundError):
        take_back_answer(actor=make_user(), **which, question_id=question.pk)
    with pytest.raises(NotFoundError):
        take_back_answer(actor=staff, **which, question_id=other.pk)
    with pytest.raises(ConflictError) as refused:
        take_back_answer(actor=staff, **which, question_id=question.pk, version=1)
    assert (refused.value.code, refused.value.params) == ("changed_meanwhile", {"by": "Malte Vogt"})
    assert LiveAnswer.objects.count() == 1


def test_after_closing_an_insulting_word_is_blocked_and_one_that_waited_comes_out(
    live: LiveSession, staff: User
) -> None:
    live.state = LiveState.OPEN
    live.save()
    poll = make_poll(live, PollKind.WORDS)
    for words in (["Dummkopf"], ["Geduld"], ["Mut"]):
        vote_in(poll, list(words))
    close_session(actor=staff, session_id=live.pk)

    def decide(state: WordState, *words: str) -> list[str]:
        decide_words(actor=staff, session_id=live.pk, poll_id=poll.pk, state=state, words=words)
        return [row.text for row in documentation(live.pk).polls[0].rows]

    assert decide(WordState.APPROVED, "dummkopf", "mut") == ["Dummkopf", "Mut"]
    assert decide(WordState.BLOCKED, "dummkopf") == ["Mut"]
    assert decide(WordState.APPROVED, "geduld") == ["Geduld", "Mut"]
