"""Votes at a steady rate: how soon they are stored, how soon the others see them, and that none is lost or double."""

from scripts.bars import Figure
from tests.load.burst import WATCHERS, Burst, percentile
from tests.load.place import Place
from tests.load.sizes import Size, Votes


async def quiet(place: Place, size: Size) -> list[Figure]:
    """One process, a quiet hall."""
    return await _steady(place, "quiet", size.quiet, place.doors[:1])


async def storm(place: Place, size: Size) -> list[Figure]:
    """One process, everybody votes."""
    return await _steady(place, "storm", size.storm, place.doors[:1])


async def two(place: Place, size: Size) -> list[Figure]:
    """Two processes, everybody votes."""
    return await _steady(place, "two", size.two, place.doors)


async def _steady(place: Place, name: str, votes: Votes, doors: list[int]) -> list[Figure]:
    burst = Burst(place, place.halls[name])
    phones = burst.add(burst.hall.people, doors, watch=WATCHERS)
    try:
        await burst.connect(phones)
        await burst.vote(5, 1)  # caches and connections come into being
        burst.ack_seconds.clear()
        burst.seen_seconds.clear()
        await burst.vote(votes.rate, votes.seconds)
        equal = await burst.settle()
    finally:
        await burst.close()
    title = f"{name}, {votes.phones} phones, {votes.rate:.0f} votes/s"
    return [
        Figure(f"{title}: ack p95", 1000 * percentile(burst.ack_seconds, 0.95), votes.ack, "ms"),
        Figure(f"{title}: score on others p95", 1000 * percentile(burst.seen_seconds, 0.95), votes.score, "ms"),
        Figure(f"{title}: phones with the server's list", equal, 1, at_most=False),
        *burst.count(title),
    ]
