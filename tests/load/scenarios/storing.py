"""Durable votes per second: through the vote lane, and one transaction per vote by REST."""

import asyncio
import time

from scripts.bars import Figure
from tests.load.burst import Burst
from tests.load.place import Place
from tests.load.rest import Rest
from tests.load.sizes import Size

AT_ONCE = 32
"""REST calls under way; web has two workers of eight threads."""


async def lane(place: Place, size: Size) -> list[Figure]:
    """As many votes as the sockets' allowance lets through at once, against as many calls as web answers."""
    burst = Burst(place, place.halls["lane"])
    phones = burst.add(burst.hall.people, place.doors[:1])
    try:
        await burst.connect(phones)
        await burst.vote(20, 1)
        by_lane = await _by_lane(burst, size.lane_votes)
        by_rest = await _by_rest(place, burst, size.rest_votes)
        equal = await burst.settle()
    finally:
        await burst.close()
    print(f"  lane: {by_lane:,.0f} votes/s; REST: {by_rest:,.0f} votes/s", flush=True)
    return [
        Figure("lane: durable votes/s against one transaction per vote by REST", by_lane / by_rest, size.lane_ratio,
               at_most=False),
        Figure("lane: phones with the server's list", equal, 1, at_most=False),
        *burst.count("lane"),
    ]  # fmt: skip


async def _by_lane(burst: Burst, votes: int) -> float:
    already, started = len(burst.acked), time.perf_counter()
    for number in range(votes):
        burst.vote_once()
        if number % 100 == 0:
            await asyncio.sleep(0)
    async with asyncio.timeout(120):
        while len(burst.acked) < already + votes:
            await asyncio.sleep(0.005)
    return votes / (time.perf_counter() - started)


async def _by_rest(place: Place, burst: Burst, votes: int) -> float:
    token = place.rest()
    cookies = (await token.call("GET", "session")).cookies
    token.close()
    pairs = [burst.next_pair() for _ in range(votes)]
    browsers = {
        person.key: place.rest({**cookies, "participant": person.token}) for person in burst.hall.people[:AT_ONCE]
    }
    idle: list[Rest] = list(browsers.values())

    async def caller(browser: Rest) -> None:
        while pairs:
            person, question = pairs.pop()
            browser.cookies["participant"] = person.token
            path = f"live/{burst.hall.session}/questions/{question}/vote"
            answer = await browser.call("PUT", path, {"value": 1})
            assert answer.status == 200, answer.body
            burst.acked.add((int(question), person.key))

    started = time.perf_counter()
    await asyncio.gather(*(caller(browser) for browser in idle))
    spent = time.perf_counter() - started
    for browser in idle:
        browser.close()
    return votes / spent
