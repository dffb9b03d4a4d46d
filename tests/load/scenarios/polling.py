"""Everybody votes in polls of every kind and some change their minds: how soon that is stored, and that it adds up."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import psycopg

from scripts.bars import Figure
from tests.load.burst import Burst, percentile
from tests.load.live_list import Result, results_of
from tests.load.phone import Phone, Told, Waiting
from tests.load.place import Place, Poll
from tests.load.sizes import Size

SETTLE_SECONDS = 25.0
WORDS = ("Vertrauen", "Zeit", "zeit", "Geduld", "Zuständigkeit", "Straße", "Strasse")
SCALE = range(1, 6)
BALLOTS = """
    SELECT b.poll_id, b.voter_id, b.choices FROM congress_ballot b
    JOIN congress_poll p ON p.id = b.poll_id WHERE p.session_id = %s
"""
SUMS = "SELECT id, kind, counts, ballot_count FROM congress_poll WHERE session_id = %s"
Choices = list[str | int]


def choose(poll: Poll) -> Choices:
    """What somebody may want in this poll."""
    if poll.kind == "scale":
        return [random.choice(SCALE)]
    if poll.kind == "words":
        return list(random.sample(WORDS[:2] + WORDS[3:6], 2))
    if poll.kind == "ranking":
        return list(random.sample(poll.options, len(poll.options)))
    return list(random.sample(poll.options, 2 if poll.kind == "multiple" else 1))


async def polls(place: Place, size: Size) -> list[Figure]:
    """Ballots at a steady rate on one process: first each person in each poll, then changes of mind."""
    hall = Ballots(place, size)
    try:
        await hall.burst.connect(hall.burst.phones)
        await hall.cast(size.polls.rate, size.polls.seconds)
        equal = await hall.settle()
    finally:
        await hall.burst.close()
    title = f"polls, {size.polls.phones} phones, {size.polls.rate:.0f} ballots/s"
    return [
        Figure(f"{title}: ack p95", 1000 * percentile(hall.seconds, 0.95), size.polls.ack, "ms"),
        Figure(f"{title}: phones with the server's results", equal, 1, at_most=False),
        *hall.count(title),
    ]


class Ballots:
    """A hall that votes in its polls, and what each person wanted last."""

    def __init__(self, place: Place, size: Size) -> None:
        self._place = place
        self._hall = place.halls["polls"]
        self.burst = Burst(place, self._hall)
        self.burst.add(self._hall.people, place.doors[:1], told=Told(acked=self._acked, refused=self._refused))
        self.wanted: dict[tuple[str, int], Choices] = {}
        self.seconds: list[float] = []
        self.refused: list[str] = []

    async def cast(self, rate: float, seconds: float) -> None:
        """Everybody in every poll, in a random order, for as long as that takes; who comes twice has a new mind."""
        turns = [(phone, poll) for phone in self.burst.phones for poll in self._hall.polls]
        random.shuffle(turns)
        started, number, total = time.perf_counter(), 0, int(rate * seconds)
        while number < total:
            phone, poll = turns[number % len(turns)]
            choices = choose(poll)
            self.wanted[poll.id, self.burst.people[phone].key] = choices
            phone.ballot(poll.id, choices)
            number += 1
            await asyncio.sleep(max(0.0, started + number / rate - time.perf_counter()))

    async def settle(self) -> float:
        """Wait until all is answered and every phone shows the results that the server gives; the share that does."""
        last = time.perf_counter() + SETTLE_SECONDS
        share = 0.0
        while time.perf_counter() < last and (share < 1 or any(phone.waiting for phone in self.burst.phones)):
            await asyncio.sleep(0.25)
            share = await self._equal_share()
        return share

    def count(self, title: str) -> Sequence[Figure]:
        """What is stored against what was wanted; the sums against the ballots; what was told of a hidden result."""
        with psycopg.connect(self._place.postgres.url) as connection:
            ballots = connection.execute(BALLOTS, [self._hall.session]).fetchall()
            sums = connection.execute(SUMS, [self._hall.session]).fetchall()
        stored = {(str(poll), voter): choices for poll, voter, choices in ballots}
        lost = sum(stored.get(pair) != choices for pair, choices in self.wanted.items())
        wrong = sum(
            (counts, number) != added_up(kind, [choices for (of, _), choices in stored.items() if of == str(poll)])
            for poll, kind, counts, number in sums
        )
        hidden = {poll.id for poll in self._hall.polls if poll.hidden}
        told = sum(phone.list.polls[poll][1] is not None for phone in self.burst.phones for poll in hidden)
        return [
            Figure(f"{title}: last wishes not stored, or refused", lost + len(self.refused), 0),
            Figure(f"{title}: ballots that nobody has cast", len(stored.keys() - self.wanted.keys()), 0),
            Figure(f"{title}: polls whose sums are not those of their ballots", wrong, 0),
            Figure(f"{title}: phones that know a hidden result", told, 0),
        ]

    async def _equal_share(self) -> float:
        rest = self._place.rest({"participant": self._hall.people[0].token})
        try:
            answer = await rest.call("GET", f"live/{self._hall.session}/state")
        finally:
            rest.close()
        results, phones = _shown(results_of(answer.json())), self.burst.phones
        return sum(_shown(phone.list.polls) == results for phone in phones) / len(phones)

    def _acked(self, phone: Phone, ballot: Waiting) -> None:
        self.seconds.append(asyncio.get_running_loop().time() - ballot.first_sent)

    def _refused(self, phone: Phone, ballot: Waiting, error: str) -> None:
        self.refused.append(error)


def _shown(results: Mapping[str, Result]) -> dict[str, object]:
    return {poll: result for poll, (_, result) in results.items()}


def added_up(kind: str, ballots: Sequence[Choices]) -> tuple[dict[str, int], int]:
    """The sum of these ballots as a poll keeps it, and how many they are."""
    keys = (
        f"{choice}:{place}" if kind == "ranking" else str(choice)
        for choices in ballots
        for place, choice in enumerate(choices, 1)
    )
    return dict(Counter(keys)), len(ballots)
