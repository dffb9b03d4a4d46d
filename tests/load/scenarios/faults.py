"""Under load one process, then Redis, then PostgreSQL are killed: all of them started by this very run."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from scripts.bars import Figure
from tests.load.asking import Questions
from tests.load.burst import WATCHERS, Burst
from tests.load.place import Place
from tests.load.sizes import Size

CONVERGED_WITHIN = 10.0
LEAST_SHARE = 0.99
ASK_EVERY = 1.0


async def faults(place: Place, size: Size) -> list[Figure]:
    """Votes and questions all the time; after each recovery the phones are compared with the server's list."""
    hall = Hall(place, size)
    shares = {}
    try:
        await hall.burst.connect(hall.burst.phones)
        hall.go_on()
        await asyncio.sleep(1)
        shares["a realtime process"] = await hall.outage(
            lambda: place.kill("realtime-1"), lambda: place.start("realtime-1")
        )
        acked, cast = len(hall.burst.acked), len(hall.burst.cast)
        shares["Redis"] = await hall.outage(place.redis.crash, place.redis.start)
        without_redis = (len(hall.burst.acked) - acked) / (len(hall.burst.cast) - cast)
        shares["PostgreSQL"] = await hall.outage(place.postgres.crash, place.postgres.start)
        await hall.burst.settle()
    finally:
        await hall.end()
    title = f"faults, {size.fault_phones} phones"
    return [
        *(
            Figure(f"{title}: equal 10 s after {name} is back", share, LEAST_SHARE, at_most=False)
            for name, share in shares.items()
        ),
        Figure(f"{title}: votes acknowledged around the outage of Redis", without_redis, LEAST_SHARE, at_most=False),
        *hall.burst.count(title),
        Figure(f"{title}: {len(hall.questions.stored)} questions, lost", hall.questions.lost(), 0),
        Figure(f"{title}: {len(hall.questions.stored)} questions, double", hall.questions.double(), 0),
    ]


class Hall:
    """Phones on both processes, and a load that can be held."""

    def __init__(self, place: Place, size: Size) -> None:
        self._size = size
        self.burst = Burst(place, place.halls["faults"])
        self.burst.add(self.burst.hall.people, place.doors, watch=WATCHERS)
        self.questions = Questions(place, self.burst.hall)
        self._load: set[asyncio.Task[None]] = set()
        self._asking: set[asyncio.Task[None]] = set()

    def go_on(self) -> None:
        """Vote and ask."""
        self._load = {asyncio.create_task(self._vote()), asyncio.create_task(self._ask())}

    async def hold(self) -> None:
        """Vote and ask no more; what has been sent stays under way."""
        for task in self._load:
            task.cancel()
        await asyncio.gather(*self._load, return_exceptions=True)

    async def outage(self, crash: Callable[[], None], restart: Callable[[], None]) -> float:
        """Something fails under load and comes back; the share of phones that are right ten seconds later."""
        await asyncio.to_thread(crash)
        await asyncio.sleep(self._size.fault_seconds)
        await asyncio.to_thread(restart)
        back = time.perf_counter()
        await asyncio.sleep(self._size.fault_goes_on)
        await self.hold()
        while (late := time.perf_counter() - back) < CONVERGED_WITHIN:
            if not self.is_busy and await self.burst.equal_share() == 1:
                break
            await asyncio.sleep(min(0.5, CONVERGED_WITHIN - late))
        share = await self.burst.equal_share()
        print(f"  back for {time.perf_counter() - back:.1f} s: {share:.1%} of the phones are equal", flush=True)
        self.go_on()
        return share

    @property
    def is_busy(self) -> bool:
        """Whether something sent has no answer yet."""
        return bool(self._asking) or any(phone.waiting for phone in self.burst.phones)

    async def end(self) -> None:
        """Let what is under way come to its end, then leave."""
        await self.hold()
        if self._asking:
            await asyncio.wait(self._asking, timeout=20)
        await self.burst.close()

    async def _vote(self) -> None:
        with suppress(StopIteration):
            while True:
                await self.burst.vote(self._size.fault_rate, 1)

    async def _ask(self) -> None:
        while True:
            task = asyncio.create_task(self.questions.ask())
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)
            await asyncio.sleep(ASK_EVERY)
