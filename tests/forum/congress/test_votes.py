"""Votes in batches: the score is the number of distinct voters, whatever is sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.audit.models import AuditEntry
from forum.congress.actions import VoteCommand, VoteOutcome, cast_votes, withdraw_question
from forum.congress.enums import LiveState, QuestionState
from forum.congress.events import ScoresChanged
from forum.congress.models import LiveQuestion, LiveSession, QuestionVote
from forum.core.events import Event
from tests.factories.congress import make_live, make_merged, make_participant, make_question, make_votes

pytestmark = pytest.mark.django_db
OK = VoteOutcome(True)


def pairs() -> list[tuple[int, int]]:
    return sorted(QuestionVote.objects.values_list("question", "voter"))


def test_a_vote_counts_once_and_can_be_taken_back(
    heard: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    question = make_question(make_live())
    voter = make_participant(question.session)
    with django_capture_on_commit_callbacks(execute=True):
        for value in (1, 1, 0, 0, 1):
            vote = VoteCommand(voter.pk, question.pk, value)
            assert cast_votes(session_id=question.session_id, votes=[vote]) == [OK]
    assert pairs() == [(question.pk, voter.pk)]
    live, key = question.session_id, str(question.pk)
    assert heard == [
        ScoresChanged(live, {key: (1, 1)}, 1),
        ScoresChanged(live, {key: (0, 2)}, 2),
        ScoresChanged(live, {key: (1, 3)}, 3),
    ]
    live_now = LiveSession.objects.get(pk=live)
    assert (live_now.votes_rev, live_now.rev) == (3, 0)


def test_the_last_vote_of_one_person_for_one_question_wins() -> None:
    question = make_question(make_live())
    voter = make_participant(question.session)
    votes = [VoteCommand(voter.pk, question.pk, value) for value in (1, 0, 1, 0)]
    assert cast_votes(session_id=question.session_id, votes=votes) == [OK] * 4
    question.refresh_from_db()
    assert (question.score, question.score_version, pairs()) == (0, 0, [])


def test_a_batch_tells_one_outcome_for_each_command_and_bad_ones_touch_nothing() -> None:
    live, other = make_live(), make_live()
    question, foreign = make_question(live), make_question(other)
    hidden = make_question(live, QuestionState.SUBMITTED)
    voter, stranger = make_participant(live), make_participant(other)
    commands = [
        (voter.pk, question.pk, 1, ""),
        (stranger.pk, question.pk, 1, "not_found"),
        (voter.pk, foreign.pk, 1, "not_found"),
        (voter.pk, hidden.pk, 1, "not_found"),
        (voter.pk, 10**9, 1, "not_found"),
        (voter.pk, 10**30, 1, "not_found"),
        (voter.pk, -1, 1, "not_found"),
        (0, question.pk, 1, "not_found"),
        (voter.pk, "1", 1, "not_found"),
        (voter.pk, question.pk, 2, "invalid"),
        (voter.pk, question.pk, -1, "invalid"),
        (voter.pk, question.pk, True, "invalid"),
        (voter.pk, question.pk, 1.0, "invalid"),
        (voter.pk, question.pk, "1", "invalid"),
        (voter.pk, question.pk, None, "invalid"),
    ]
    votes: list[Any] = [VoteCommand(*command[:3]) for command in commands]
    outcomes = cast_votes(session_id=live.pk, votes=votes)
    assert [outcome.error for outcome in outcomes] == [command[3] for command in commands]
    assert [outcome.ok for outcome in outcomes] == [not command[3] for command in commands]
    assert pairs() == [(question.pk, voter.pk)]
    assert sorted(LiveQuestion.objects.values_list("pk", "score")) == sorted(
        [(question.pk, 1), (foreign.pk, 0), (hidden.pk, 0)]
    )


@pytest.mark.parametrize("state", QuestionState)
def test_only_approved_questions_and_the_one_on_stage_take_votes(state: QuestionState) -> None:
    question = make_question(make_live(), state)
    voter = make_participant(question.session)
    (outcome,) = cast_votes(session_id=question.session_id, votes=[VoteCommand(voter.pk, question.pk, 1)])
    assert outcome.ok == (state in {"approved", "on_stage"})
    assert len(pairs()) == int(outcome.ok)


@pytest.mark.parametrize(
    ("state", "error"), [(LiveState.CLOSED, "session_closed"), (LiveState.PLANNED, "session_not_open")]
)
def test_a_session_that_does_not_run_takes_no_votes(state: LiveState, error: str) -> None:
    question = make_question(make_live(state=state))
    vote = VoteCommand(make_participant(question.session).pk, question.pk, 1)
    assert cast_votes(session_id=question.session_id, votes=[vote, vote]) == [VoteOutcome(False, error)] * 2
    assert pairs() == []


def test_an_unknown_session_takes_no_votes() -> None:
    assert cast_votes(session_id=10**9, votes=[VoteCommand(1, 1, 1)]) == [VoteOutcome(False, "not_found")]
    assert cast_votes(session_id=make_live().pk, votes=[]) == []


def test_a_vote_leaves_no_trace_but_itself() -> None:
    question = make_question(make_live())
    cast_votes(
        session_id=question.session_id,
        votes=[VoteCommand(make_participant(question.session).pk, question.pk, 1)],
    )
    assert AuditEntry.objects.count() == 0
    assert {field.name for field in QuestionVote._meta.fields} == {"id", "question", "voter"}


def test_a_question_that_is_done_is_there_but_takes_no_votes_any_more() -> None:
    live = make_live()
    done = [make_question(live, state) for state in (QuestionState.ANSWERED, QuestionState.DEFERRED)]
    asked = [*done, make_merged(done[0]), make_question(live, QuestionState.REJECTED)]
    voter, stranger = make_participant(live), make_participant(make_live())
    commands = [VoteCommand(who.pk, question.pk, 1) for who in (voter, stranger) for question in asked]
    said = [outcome.error for outcome in cast_votes(session_id=live.pk, votes=commands)]
    assert said == [*["voting_over"] * 3, *["not_found"] * 5]
    assert pairs() == []


def test_withdrawing_a_question_keeps_its_votes_and_stops_new_ones() -> None:
    question = make_question(make_live())
    make_votes(question, 3)
    withdraw_question(actor=question.participant, question_id=question.pk)
    vote = VoteCommand(make_participant(question.session).pk, question.pk, 1)
    assert cast_votes(session_id=question.session_id, votes=[vote]) == [VoteOutcome(False, "not_found")]
    assert len(pairs()) == 3


@pytest.mark.parametrize("size", [1, 50, 500])
def test_a_batch_takes_few_statements_whatever_its_size(
    size: int, statements: Callable[[Callable[[], object]], list[str]]
) -> None:
    live = make_live()
    questions = [make_question(live) for _ in range(min(size, 20))]
    voters = make_votes(questions[0], max(1, size // 20))
    votes = [VoteCommand(voter.pk, question.pk, 1) for voter in voters for question in questions][: size - 1]
    votes.append(VoteCommand(voters[0].pk, questions[0].pk, 0))
    # SQLite's parameter limit cuts the insert of many rows in two.
    most = 8 if connection.vendor == "postgresql" else 9
    assert len(statements(lambda: cast_votes(session_id=live.pk, votes=votes))) <= most


def test_votes_that_change_nothing_write_nothing(
    statements: Callable[[Callable[[], object]], list[str]],
) -> None:
    question = make_question(make_live())
    (voter,) = make_votes(question, 1)
    votes = [VoteCommand(voter.pk, question.pk, 1)]
    sql = statements(lambda: cast_votes(session_id=question.session_id, votes=votes))
    assert [line for line in sql if not line.startswith(("SELECT", "BEGIN"))] == []


commands = st.tuples(st.integers(0, 6), st.integers(0, 5), st.sampled_from([0, 1, 1, 2]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(commands, max_size=30), max_size=6))
def test_random_batches_give_what_a_simple_model_gives(batches: list[list[tuple[int, int, int]]]) -> None:
    live, other = make_live(), make_live()
    voters = [make_participant(live).pk for _ in range(5)] + [make_participant(other).pk, 10**9]
    visible = [make_question(live), make_question(live, QuestionState.ON_STAGE), make_question(live)]
    hidden = [
        make_question(live, QuestionState.SUBMITTED),
        make_question(other),
        make_question(live, QuestionState.ANSWERED),
    ]
    questions = [question.pk for question in visible + hidden]
    model: dict[int, set[int]] = {question: set() for question in questions}
    for batch in batches:
        votes = [VoteCommand(voters[voter], questions[question], value) for voter, question, value in batch]
        outcomes = cast_votes(session_id=live.pk, votes=votes)
        for (voter, question, value), outcome in zip(batch, outcomes, strict=True):
            good = voter < 5 and question < 3 and value in (0, 1)
            assert outcome.ok == good
            if good and value:
                model[questions[question]].add(voters[voter])
            elif good:
                model[questions[question]].discard(voters[voter])
        stored: dict[int, set[int]] = {question: set() for question in questions}
        for question, voter in QuestionVote.objects.filter(question__in=questions).values_list("question", "voter"):
            stored[question].add(voter)
        assert stored == model
        scores = dict(LiveQuestion.objects.filter(pk__in=questions).values_list("pk", "score"))
        assert scores == {question: len(people) for question, people in model.items()}
