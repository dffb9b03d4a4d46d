"""Phones that read nothing for a while, and phones that lose frames, beside a hall that goes on."""

import asyncio
from collections.abc import Callable

from scripts.bars import Figure
from tests.load.asking import Questions
from tests.load.burst import WATCHERS, Burst, percentile
from tests.load.crowd import median
from tests.load.phone import Phone
from tests.load.place import Place
from tests.load.sizes import Size

RATE = 50.0
SLOW = 'goodbyes_total{why="slow"}'
STALL_SECONDS = 9.0
"""Longer than the buffers of the network take to fill and the five seconds after which the hub gives a socket up."""
LOSES = 0.3
CUT_EVERY = 30.0
"""Seconds between two losses of one phone's connection, with whatever is on its way: the Wi-Fi of a full hall."""
ASK_EVERY = 1.0
NARROW = 4096
"""Bytes of the stalling phones' receive buffer, as small as the system allows."""


async def stalls(place: Place, size: Size) -> list[Figure]:
    """In turns: everybody keeps up, then a part does not."""
    burst = Burst(place, place.halls["stalls"])
    people, half = burst.hall.people, size.stall_phones // 2
    others = burst.add(people[: size.stall_others], place.doors[:1], watch=WATCHERS)
    staller = burst.add(people[size.stall_others : size.stall_others + half], place.doors[:1], receive_buffer=NARROW)
    losers = burst.add(people[size.stall_others + half :], place.doors[:1])
    calm: list[float] = []
    troubled: list[float] = []
    slow = noticed = place.figure("realtime-1", SLOW)
    try:
        await burst.connect(burst.phones)
        for _ in range(size.stall_rounds):
            calm.append(await _round(burst, others, size.stall_calm))
            end_trouble = _trouble(staller, losers)
            troubled.append(await _round(burst, others, STALL_SECONDS))
            noticed = await _given_up(place, slow + 1)
            end_trouble()
            await asyncio.sleep(2)
        # A structural frame that was lost last shows with the next one.
        await Questions(place, burst.hall).ask()
        equal = await burst.settle()
    finally:
        await burst.close()
    rounds = (f"{1000 * before:.0f} and {1000 * after:.0f}" for before, after in zip(calm, troubled, strict=True))
    print(f"  stalls: the others' p95 in ms, calm and troubled: {', '.join(rounds)}", flush=True)
    title = f"stalls, {size.stall_phones} of {len(people)} phones"
    return [
        Figure(f"{title}: all converge", equal, 1, at_most=False),
        Figure(f"{title}: sockets given up (proves the stalling)", noticed - slow, size.stall_given_up, at_most=False),
        Figure(f"{title}: the others' p95 against a calm round", median(troubled) / median(calm), size.stall_ratio),
        *burst.count(title),
    ]


async def _round(burst: Burst, others: list[Phone], seconds: float) -> float:
    questions = Questions(burst.place, burst.hall)
    burst.seen_seconds.clear()
    asking = [asyncio.create_task(_ask_later(questions, number * ASK_EVERY)) for number in range(int(seconds))]
    await burst.vote(RATE, seconds, set(others))
    await asyncio.gather(*asking)
    return percentile(burst.seen_seconds, 0.95)


async def _ask_later(questions: Questions, seconds: float) -> None:
    await asyncio.sleep(seconds)
    await questions.ask()


async def _given_up(place: Place, wanted: float) -> float:
    """How many sockets the process has given up as too slow, once it is so many or a long time has passed."""
    last = asyncio.get_running_loop().time() + 30
    while (number := await asyncio.to_thread(place.figure, "realtime-1", SLOW)) < wanted:
        if asyncio.get_running_loop().time() > last:
            break
        await asyncio.sleep(0.5)
    return number


def _trouble(staller: list[Phone], losers: list[Phone]) -> Callable[[], None]:
    """Let it begin; returns what ends it."""
    ends = [phone.stall() for phone in staller]
    for phone in losers:
        phone.loses = LOSES
    going_on = [asyncio.create_task(_cut(losers)), asyncio.create_task(_ask_for_more(staller))]

    def end() -> None:
        for task in going_on:
            task.cancel()
        for end_stall in ends:
            end_stall()
        for phone in losers:
            phone.loses = 0.0

    return end


async def _ask_for_more(staller: list[Phone]) -> None:
    """Once a second a snapshot more for each: the buffers of the network take several of them."""
    while True:
        await asyncio.sleep(1)
        for phone in staller:
            phone.ask()


async def _cut(losers: list[Phone]) -> None:
    """Cut each connection once in so many seconds, in turn."""
    while True:
        for phone in losers:
            await asyncio.sleep(CUT_EVERY / len(losers))
            phone.cut()
