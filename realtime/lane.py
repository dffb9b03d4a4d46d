"""The vote lane: votes and ballots that arrive while a commit is under way are stored together by the next one.

No timer: a single vote is stored at once, a storm makes its own batches. A vote is answered only after its commit.
"""

import asyncio
import logging
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from forum.core.errors import DomainError
from realtime import metrics

logger = logging.getLogger(__name__)

BATCH: Final = 500
WAITING_AT_MOST: Final = 10_000
"""Votes of one session that may wait; with more the newest are refused and come again later."""


class Vote(NamedTuple):
    """One person's present will for one question: 1 for it, 0 no longer."""

    participant_id: int
    question_id: int
    value: int

    @property
    def place(self) -> tuple[str, int, int]:
        """Whose vote it is, and for what: a later one for the same place takes its place."""
        return ("vote", self.participant_id, self.question_id)


class Ballot(NamedTuple):
    """One person's present will in one poll; without choices none."""

    participant_id: int
    poll_id: int
    choices: list[str | int]

    @property
    def place(self) -> tuple[str, int, int]:
        """Whose ballot it is, and in what: a later one for the same place takes its place."""
        return ("ballot", self.participant_id, self.poll_id)


Will = Vote | Ballot


@dataclass(frozen=True)
class Answer:
    """What became of a vote. ``retry_ms`` says that it may be sent again, and after which time."""

    ok: bool
    error: str | None = None
    retry_ms: int | None = None


Store = Callable[[int, Sequence[Will]], Awaitable[Sequence[Answer]]]
"""Stores votes and ballots of one session in one transaction; answers in their order, after the commit."""
_Waiting = tuple[Will, Callable[[Answer], None], float]
"""A vote, who is told what became of it, and when it came (the loop's time)."""


def _later(error: str) -> Answer:
    return Answer(ok=False, error=error, retry_ms=random.randint(1000, 5000))  # noqa: S311 - spreads retries


def _outcome(answer: Answer) -> str:
    if answer.ok:
        return "stored"
    return "refused" if answer.retry_ms is None else "unavailable"


class VoteLane:
    """One queue per session, each with at most one commit under way."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[int, deque[_Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._failing = False

    def submit(self, session_id: int, vote: Will, answer: Callable[[Answer], None]) -> None:
        """Store this vote with the next commit of its session; ``answer`` is called exactly once, after it."""
        waiting = self._waiting.get(session_id)
        if waiting is None:
            waiting = self._waiting[session_id] = deque()
            task = asyncio.get_running_loop().create_task(self._run(session_id, waiting))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if len(waiting) >= WAITING_AT_MOST:
            metrics.VOTES.labels("busy").inc()
            answer(_later("busy"))
        else:
            waiting.append((vote, answer, asyncio.get_running_loop().time()))

    @property
    def waiting(self) -> int:
        """Votes that no commit has begun with yet."""
        return sum(len(waiting) for waiting in self._waiting.values())

    def oldest(self) -> float:
        """Seconds for which the oldest of them has been waiting."""
        came = min((waiting[0][2] for waiting in self._waiting.values() if waiting), default=None)
        return 0.0 if came is None else asyncio.get_running_loop().time() - came

    async def idle(self, within: float | None = None) -> None:
        """Wait until every vote handed over so far has been answered, or for so many seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)

    async def _run(self, session_id: int, waiting: deque[_Waiting]) -> None:
        while waiting:
            await self._commit(session_id, [waiting.popleft() for _ in range(min(BATCH, len(waiting)))])
        del self._waiting[session_id]

    async def _commit(self, session_id: int, batch: list[_Waiting]) -> None:
        # Of several votes of one person for one question the last counts; all of them get its answer. It keeps the
        # last place too: the question may be in a set with another for which the person has voted in between.
        last: dict[tuple[str, int, int], Vote | Ballot] = {}
        for vote, _, _ in batch:
            last.pop(vote.place, None)
            last[vote.place] = vote
        metrics.LANE_BATCH.observe(len(last))
        metrics.LANE_QUEUE.observe(asyncio.get_running_loop().time() - batch[0][2])
        try:
            with metrics.LANE_COMMIT.time():
                answers = await self._store(session_id, list(last.values()))
            by_key = dict(zip(last, answers, strict=True))
            self._failing = False
        except DomainError as error:
            by_key = dict.fromkeys(last, Answer(ok=False, error=error.code))
        except Exception:
            self._log_once()
            by_key = dict.fromkeys(last, _later("unavailable"))
        for outcome, number in Counter(map(_outcome, by_key.values())).items():
            metrics.VOTES.labels(outcome).inc(number)
        for number, (vote, answer, _) in enumerate(batch, 1):
            answer(by_key[vote.place])
            if number % 200 == 0:
                await asyncio.sleep(0)

    def _log_once(self) -> None:
        if not self._failing:
            logger.exception("votes cannot be stored at present")
        self._failing = True
