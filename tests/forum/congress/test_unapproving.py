"""Taking an approval back: the question waits again, the hall sees it no more, its votes are kept."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.actions import VoteCommand, cast_votes, moderate_question, pin_question
from forum.congress.enums import QuestionState, RejectReason, Stream, Verb
from forum.congress.events import SessionChanged, SetsChanged
from forum.congress.models import LiveQuestion, LiveSession
from forum.congress.projections import delta, personal, snapshot
from forum.core.errors import ConflictError
from forum.core.events import Event, subscribe
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def live() -> LiveSession:
    return make_live()


@pytest.fixture
def actor(live: LiveSession) -> User:
    return make_staff(live, make_user(name="Malte Vogt"))


def do(actor: User, question: LiveQuestion, verb: Verb, reason: RejectReason | None = None) -> LiveQuestion:
    which = {"actor": actor, "session_id": question.session_id, "question_id": question.pk}
    return moderate_question(**which, verb=verb, reason=reason)


def public(live: LiveSession) -> list[str]:
    return [row["id"] for row in snapshot(live.pk, Stream.PUBLIC)["questions"]]


def test_it_is_gone_for_the_hall_and_new_at_the_desk(live: LiveSession, actor: User) -> None:
    question, other = make_question(live, QuestionState.SUBMITTED), make_question(live)
    do(actor, question, Verb.APPROVE)
    for one in (question, other):
        pin_question(actor=actor, session_id=live.pk, question_id=one.pk, position=9)
    do(actor, question, Verb.UNAPPROVE)
    do(actor, question, Verb.UNAPPROVE)
    assert public(live) == [str(other.pk)]
    change = delta(live.pk, Stream.PUBLIC, 4, 5, [question.pk])
    assert (change["questions"], change["gone"]) == ([], [str(question.pk)])
    assert LiveQuestion.objects.get(pk=other.pk).pinned == 1
    (own,) = personal(live.pk, question.participant_id or 0)["own"]
    assert own["state"] == "submitted"
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "live_question.approve",
        "live_question.pin",
        "live_question.pin",
        "live_question.unapprove",
    ]


def test_votes_are_kept_refused_while_it_waits_and_count_again(
    live: LiveSession, actor: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    question, (first, second) = make_question(live), (make_participant(live) for _ in range(2))

    def vote(voter: int) -> bool:
        return cast_votes(session_id=live.pk, votes=[VoteCommand(voter, question.pk, 1)])[0].ok

    assert vote(first.pk)
    do(actor, question, Verb.UNAPPROVE)
    assert not vote(second.pk)
    assert personal(live.pk, first.pk)["votes"] == {}
    heard: list[Event] = []
    stop = [subscribe(kind, heard.append) for kind in (SessionChanged, SetsChanged)]
    try:
        with django_capture_on_commit_callbacks(execute=True):
            do(actor, question, Verb.APPROVE)
    finally:
        for unsubscribe in stop:
            unsubscribe()
    assert [type(event) for event in heard] == [SessionChanged, SetsChanged]
    (row,) = snapshot(live.pk, Stream.PUBLIC)["questions"]
    assert (row["score"], personal(live.pk, first.pk)["votes"]) == (1, {str(question.pk): 1})


def test_a_rejected_one_comes_back_where_it_was_and_not_to_the_hall(live: LiveSession, actor: User) -> None:
    question = make_question(live)
    do(actor, question, Verb.UNAPPROVE)
    do(actor, question, Verb.REJECT, RejectReason.UNCLEAR)
    assert do(actor, question, Verb.RESTORE).state == "submitted"
    assert public(live) == []
    do(actor, question, Verb.APPROVE)
    do(actor, question, Verb.REJECT, RejectReason.UNCLEAR)
    assert do(actor, question, Verb.RESTORE).state == "approved"


@pytest.mark.parametrize("state", sorted(set(QuestionState) - {QuestionState.APPROVED, QuestionState.MERGED}))
def test_only_an_approval_that_stands_can_be_taken_back(live: LiveSession, actor: User, state: QuestionState) -> None:
    question = make_question(live, state)
    with pytest.raises(ConflictError) as refused:
        do(actor, question, Verb.UNAPPROVE)
    assert refused.value.code == "wrong_state"
