"""Ballots from many threads at the same moment, on a database with real transactions."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from forum.congress import tallies
from forum.congress.actions import BallotCommand, VoteCommand, cast_ballots, decide_words, run_poll
from forum.congress.actions.casting import cast
from forum.congress.enums import PollKind, PollState, PollVerb, WordState
from forum.congress.models import Ballot, LiveQuestion, LiveSession, Poll
from forum.core.errors import DomainError
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff
from tests.factories.polls import make_poll, option_ids, some_choices

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6
ROUNDS = 8


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each gives, all run at the same moment in threads of their own."""

    def closing(work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(closing, work) for work in works]]


def sums_are_true() -> None:
    for poll in Poll.objects.all():
        ballots = [([], choices) for choices in poll.ballots.values_list("choices", flat=True)]
        assert (poll.ballot_count, poll.counts) == (len(ballots), tallies.changed({}, poll.kind, ballots))


def test_no_ballot_is_lost_or_counted_twice_when_all_vote_at_once() -> None:
    live = make_live()
    polls = [make_poll(live, kind) for kind in PollKind]
    question = make_question(live)
    voters = [make_participant(live).pk for _ in range(10)]

    def vote(seed: int) -> int:
        luck = random.Random(seed)
        stored = 0
        for _ in range(ROUNDS):
            ballots = []
            for poll in luck.choices(polls, k=6):
                choices = luck.choice([[], some_choices(poll, luck.randint(0, 4)), some_choices(poll, 1)])
                ballots.append(BallotCommand(luck.choice(voters), poll.pk, choices))
            votes = [VoteCommand(luck.choice(voters), question.pk, luck.choice([0, 1]))]
            cast_, ballots_ = cast(session_id=live.pk, votes=votes, ballots=ballots)
            stored += sum(outcome.ok for outcome in (*cast_, *ballots_))
        return stored

    assert at_once(*(lambda seed=seed: vote(seed) for seed in range(THREADS))) == [ROUNDS * 7] * THREADS
    sums_are_true()
    assert LiveQuestion.objects.get().score == question.votes.count()
    assert LiveSession.objects.get().votes_rev <= 2 * THREADS * ROUNDS


def test_one_persons_ballot_from_many_devices_is_one_ballot() -> None:
    live = make_live()
    poll = make_poll(live)
    voter = make_participant(live).pk
    ids = option_ids(poll)

    def vote(number: int) -> list[bool]:
        ballot = BallotCommand(voter, poll.pk, [ids[number % 3]])
        return [cast_ballots(session_id=live.pk, ballots=[ballot])[0].ok for _ in range(ROUNDS)]

    assert at_once(*(lambda number=number: vote(number) for number in range(THREADS))) == [[True] * ROUNDS] * THREADS
    sums_are_true()
    poll.refresh_from_db()
    assert (poll.ballot_count, sum(poll.counts.values()), Ballot.objects.count()) == (1, 1, 1)


def test_everybody_who_votes_at_the_same_moment_is_counted() -> None:
    live = make_live()
    poll = make_poll(live)
    first = option_ids(poll)[0]
    voters = [[make_participant(live).pk for _ in range(ROUNDS)] for _ in range(THREADS)]

    def vote(people: list[int]) -> None:
        for voter in people:
            cast_ballots(session_id=live.pk, ballots=[BallotCommand(voter, poll.pk, [first])])

    at_once(*(lambda people=people: vote(people) for people in voters))
    poll.refresh_from_db()
    assert (poll.ballot_count, poll.counts) == (THREADS * ROUNDS, {first: THREADS * ROUNDS})
    assert poll.result_version == Ballot.objects.count() == THREADS * ROUNDS


def test_a_poll_that_closes_while_all_vote_has_exactly_the_ballots_that_were_accepted() -> None:
    live = make_live()
    poll = make_poll(live, PollKind.WORDS)
    staff = make_staff(live, make_user())
    voters = [[make_participant(live).pk for _ in range(ROUNDS)] for _ in range(THREADS)]

    def vote(people: list[int]) -> list[str]:
        ballots = [BallotCommand(voter, poll.pk, ["Vertrauen", f"Wort {voter}"]) for voter in people]
        return [cast_ballots(session_id=live.pk, ballots=[ballot])[0].error for ballot in ballots]

    def close() -> list[str]:
        while Ballot.objects.count() < THREADS:
            pass
        run_poll(actor=staff, session_id=live.pk, poll_id=poll.pk, verb=PollVerb.CLOSE)
        return []

    def decide() -> list[str]:
        for state in [WordState.APPROVED, WordState.BLOCKED] * 2:
            try:
                decide_words(actor=staff, session_id=live.pk, poll_id=poll.pk, state=state)
            except DomainError as error:
                return [f"words: {error.code}"]
        return []

    told = at_once(close, decide, *(lambda people=people: vote(people) for people in voters))
    errors = [error for one in told for error in one]
    assert set(errors) <= {"", "poll_closed"}
    sums_are_true()
    poll.refresh_from_db()
    assert (poll.state, poll.ballot_count) == (PollState.CLOSED, errors.count(""))
