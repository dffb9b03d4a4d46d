"""A crowd of phones that votes at a steady rate, and how long it takes until votes are stored and seen by others."""

import asyncio
import random
import time
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from scripts.bars import Figure
from tests.load.live_list import rows_of
from tests.load.phone import Phone, Told, Waiting
from tests.load.place import Hall, Person, Place
from tests.load.truth import truth

WATCHERS = 50
"""Phones whose every frame of scores is timed; all of them would be twelve million samples a minute."""
AT_ONCE = 40
SETTLE_SECONDS = 25.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which so large a share of them lies; 0 without any."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


class Burst:
    """Phones in a hall. Votes only add here: the n-th vote of a question has arrived where its score is n or more."""

    def __init__(self, place: Place, hall: Hall) -> None:
        self.place = place
        self.hall = hall
        self.phones: list[Phone] = []
        self.people: dict[Phone, Person] = {}
        self.acked: set[tuple[int, int]] = set()
        self.cast: set[tuple[int, int]] = set()
        self.refused: list[str] = []
        self.ack_seconds: list[float] = []
        self.seen_seconds: list[float] = []
        self._sent: dict[str, list[float]] = {question: [] for question in hall.questions}
        self._told = Told(acked=self._note_ack, refused=lambda phone, vote, error: self.refused.append(error))
        self._pairs = self._all_pairs()
        self._chance = random.Random(len(hall.people))  # the same moments in every run

    def add(
        self,
        people: Sequence[Person],
        doors: Sequence[int],
        *,
        watch: int = 0,
        told: Told | None = None,
        **options: Any,
    ) -> list[Phone]:
        """Phones that connect now, spread over the doors; the first ``watch`` of every so many time what they see."""
        every = max(1, len(people) // watch) if watch else 0
        added = []
        for number, person in enumerate(people):
            listens = self._watcher() if every and number % every == 0 else told or self._told
            phone = Phone(
                self.hall.session,
                {"participant": person.token},
                list(doors),
                self.place.origin,
                rest=self.place.rest({"participant": person.token}),
                told=listens,
                **options,
            )
            self.phones.append(phone)
            self.people[phone] = person
            added.append(phone)
        return added

    async def connect(self, phones: Sequence[Phone], limit: float = 90.0) -> None:
        """Open them, some at a time, and wait until each has the list."""
        async with asyncio.timeout(limit):
            for first in range(0, len(phones), AT_ONCE):
                some = phones[first : first + AT_ONCE]
                for phone in some:
                    phone.start()
                await asyncio.gather(*(phone.ready.wait() for phone in some))

    async def vote(self, rate: float, seconds: float, phones: Set[Phone] | None = None) -> None:
        """Cast votes at this rate; each person votes for each question at most once.

        They come at random moments, as from people: votes in step with the server's tick would wait for it alike.
        """
        started = time.perf_counter()
        for moment in sorted(self._chance.uniform(0, seconds) for _ in range(int(rate * seconds))):
            await asyncio.sleep(max(0.0, started + moment - time.perf_counter()))
            self.vote_once(phones)
        await asyncio.sleep(max(0.0, started + seconds - time.perf_counter()))

    def vote_once(self, phones: Set[Phone] | None = None) -> None:
        """One more vote, by a phone that may still cast one."""
        phone, question = next(self._pairs)
        while phones is not None and phone not in phones:
            phone, question = next(self._pairs)
        self.cast.add((int(question), self.people[phone].key))
        self._sent[question].append(asyncio.get_running_loop().time())
        phone.vote(question)

    def next_pair(self) -> tuple[Person, str]:
        """A person and a question for a vote that is cast some other way."""
        phone, question = next(self._pairs)
        self.cast.add((int(question), self.people[phone].key))
        return self.people[phone], question

    async def close(self) -> None:
        """Everybody leaves."""
        await asyncio.gather(*(phone.stop() for phone in self.phones))

    async def settle(self) -> float:
        """Wait until every vote is answered and every phone shows the server's list; the share of phones that do."""
        last = time.perf_counter() + SETTLE_SECONDS
        while any(phone.waiting for phone in self.phones) and time.perf_counter() < last:
            await asyncio.sleep(0.1)
        share = await self.equal_share()
        while share < 1 and time.perf_counter() < last:
            await asyncio.sleep(0.25)
            share = await self.equal_share()
        return share

    async def equal_share(self) -> float:
        """The share of phones whose list is the one that the server gives now."""
        rest = self.place.rest({"participant": self.hall.people[0].token})
        try:
            answer = await rest.call("GET", f"live/{self.hall.session}/state")
        finally:
            rest.close()
        reference = rows_of(answer.json())
        return sum(phone.list.rows == reference for phone in self.phones) / len(self.phones)

    def count(self, name: str, *, may_refuse: bool = False, leads: Mapping[int, int] | None = None) -> list[Figure]:
        """Nothing lost, nothing double: what was acknowledged against what is stored.

        ``may_refuse``: votes may have been refused with a code. ``leads``: by question the one it was merged into at
        times; a person's second vote for such a set leaves the first, so that one of both has to be there.
        """
        leads = leads or {}
        found = truth(self.place, self.hall)
        missing = len(self.cast) - len(self.acked) - (len(self.refused) if may_refuse else 0)
        return [
            Figure(f"{name}: votes lost", found.lost(self.acked, leads) + missing, 0),
            Figure(f"{name}: votes double or invented", found.invented(self.cast) + len(found.wrong_scores), 0),
        ]

    def _note_ack(self, phone: Phone, vote: Waiting) -> None:
        self.acked.add((int(vote.question), self.people[phone].key))
        self.ack_seconds.append(asyncio.get_running_loop().time() - vote.first_sent)

    def _watcher(self) -> Told:
        seen = dict.fromkeys(self.hall.questions, 0)

        def scores(frame: Mapping[str, Any]) -> None:
            now = asyncio.get_running_loop().time()
            for question, (score, _) in frame.get("q", {}).items():
                before = seen.get(question, score)
                if score > before:
                    self.seen_seconds += [now - sent for sent in self._sent[question][before:score]]
                    seen[question] = score

        return Told(acked=self._told.acked, refused=self._told.refused, scores=scores)

    def _all_pairs(self) -> Iterator[tuple[Phone, str]]:
        while True:
            for question in self.hall.questions:
                for phone in random.sample(self.phones, len(self.phones)):
                    if (int(question), self.people[phone].key) not in self.cast:
                        yield phone, question
