import asyncio
from collections.abc import Sequence

import pytest

from forum.core.errors import ConflictError
from realtime.lane import BATCH, Answer, Vote, VoteLane


class Ledger:
    """A store that commits when the test says so."""

    def __init__(self) -> None:
        self.batches: list[list[Vote]] = []
        self.may_commit = asyncio.Event()
        self.failure: Exception | None = None

    async def store(self, session_id: int, votes: Sequence[Vote]) -> Sequence[Answer]:
        self.batches.append(list(votes))
        await self.may_commit.wait()
        if self.failure:
            raise self.failure
        return [
            Answer(ok=vote.question_id != 404, error=None if vote.question_id != 404 else "not_found") for vote in votes
        ]


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_votes_that_arrive_during_a_commit_are_stored_together_by_the_next() -> None:
    ledger, answers = Ledger(), list[tuple[int, Answer]]()
    lane = VoteLane(ledger.store)
    lane.submit(1, Vote(1, 7, 1), lambda answer: answers.append((1, answer)))
    await settle()
    for person in range(2, 102):
        lane.submit(1, Vote(person, 7, 1), lambda answer, p=person: answers.append((p, answer)))  # type: ignore[misc]  # bound by default
    await settle()
    assert [len(batch) for batch in ledger.batches] == [1]
    assert answers == []
    ledger.may_commit.set()
    await lane.idle()
    assert [len(batch) for batch in ledger.batches] == [1, 100]
    assert answers == [(person, Answer(ok=True)) for person in range(1, 102)]


async def test_a_batch_has_five_hundred_votes_at_most() -> None:
    ledger, answers = Ledger(), list[Answer]()
    lane = VoteLane(ledger.store)
    ledger.may_commit.set()
    for person in range(1201):
        lane.submit(1, Vote(person, 7, 1), answers.append)
    await lane.idle()
    assert [len(batch) for batch in ledger.batches] == [BATCH, BATCH, 201]
    assert len(answers) == 1201


async def test_each_vote_gets_its_own_answer() -> None:
    ledger, answers = Ledger(), list[Answer]()
    lane = VoteLane(ledger.store)
    ledger.may_commit.set()
    for question in (7, 404, 8):
        lane.submit(1, Vote(1, question, 1), answers.append)
    await lane.idle()
    assert answers == [Answer(ok=True), Answer(ok=False, error="not_found"), Answer(ok=True)]


async def test_of_several_votes_of_one_person_in_a_batch_the_last_is_stored_and_all_are_answered() -> None:
    ledger, answers = Ledger(), list[Answer]()
    lane = VoteLane(ledger.store)
    ledger.may_commit.set()
    for value in (1, 0, 1, 0):
        lane.submit(1, Vote(1, 7, value), answers.append)
    await lane.idle()
    assert ledger.batches == [[Vote(1, 7, 0)]]
    assert answers == [Answer(ok=True)] * 4


async def test_sessions_do_not_wait_for_each_other() -> None:
    ledger = Ledger()
    lane = VoteLane(ledger.store)
    for session in (1, 2):
        lane.submit(session, Vote(1, 7, 1), lambda answer: None)
    await settle()
    assert len(ledger.batches) == 2
    ledger.may_commit.set()
    await lane.idle()


async def test_an_error_of_the_database_is_answered_with_a_time_to_try_again_and_the_lane_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    ledger, answers = Ledger(), list[Answer]()
    lane = VoteLane(ledger.store)
    ledger.failure = OSError("no database")
    ledger.may_commit.set()
    for person in range(3):
        lane.submit(1, Vote(person, 7, 1), answers.append)
    await lane.idle()
    lane.submit(1, Vote(1, 7, 1), answers.append)
    await lane.idle()
    assert {(answer.ok, answer.error) for answer in answers} == {(False, "unavailable")}
    assert all(1000 <= (answer.retry_ms or 0) <= 5000 for answer in answers)
    assert len(answers) == 4
    assert len(caplog.records) == 1
    ledger.failure = None
    lane.submit(1, Vote(1, 7, 1), answers.append)
    await lane.idle()
    assert answers[-1] == Answer(ok=True)


async def test_a_refusal_of_the_domain_is_answered_with_its_code() -> None:
    ledger, answers = Ledger(), list[Answer]()
    lane = VoteLane(ledger.store)
    ledger.failure = ConflictError("session_closed")
    ledger.may_commit.set()
    lane.submit(1, Vote(1, 7, 1), answers.append)
    await lane.idle()
    assert answers == [Answer(ok=False, error="session_closed")]
