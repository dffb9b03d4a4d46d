"""A hall in which nobody does anything: what it costs."""

import asyncio

from scripts.bars import Figure
from tests.load.burst import Burst
from tests.load.place import Place
from tests.load.sizes import Size

WARM_UP = 100
"""Sockets that are opened before memory is measured: they bring threads and caches into being."""
LARGEST_MEMORY_KB = 60
SETTLE_SECONDS = 2


async def idle(place: Place, size: Size) -> list[Figure]:
    """SQL statements per second at rest, and memory per socket. That the statements are counted is proved by a vote."""
    burst = Burst(place, place.halls["idle"])
    phones = burst.add(burst.hall.people, place.doors[:1])
    realtime = place.about("realtime-1")
    try:
        await burst.connect(phones[:WARM_UP])
        before = realtime.memory_info().rss
        await burst.connect(phones[WARM_UP:])
        memory = (realtime.memory_info().rss - before) / 1024 / (len(phones) - WARM_UP)
        place.note_statements(True)
        await asyncio.sleep(SETTLE_SECONDS)
        first = place.statements
        await asyncio.sleep(size.idle_seconds)
        at_rest = place.statements - first
        burst.vote_once()
        equal = await burst.settle()
        counted = place.statements - first - at_rest
    finally:
        place.note_statements(False)
        await burst.close()
    title = f"idle, {size.idle_phones} sockets"
    return [
        Figure(f"{title}: SQL statements/s", at_rest / size.idle_seconds, 0),
        Figure(f"{title}: statements that one vote takes (proves the counting)", counted, 4, at_most=False),
        Figure(f"{title}: memory per socket", memory, LARGEST_MEMORY_KB, "kB"),
        Figure(f"{title}: phones with the server's list", equal, 1, at_most=False),
    ]
