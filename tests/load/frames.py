"""Frames per second of the hub, against Channels' documented group pattern and against a bare ASGI loop.

All three run at the same time, each in a process of its own on the same core, and are measured in turns; the load comes
from another process on another core. Ratios of medians, one run.
"""

import asyncio
import os
import tempfile
import time
from contextlib import ExitStack

from scripts.bars import Figure
from scripts.servers import throw_away_redis
from tests.load.contestants import Bare, Contestant, Groups, Hub
from tests.load.crowd import Crowd, median
from tests.load.sizes import Frames

HUB, GROUPS, BARE = "hub", "groups", "bare"
LIMIT_SECONDS = 60.0
LARGEST_MEMORY_KB = 60
WARM_UP = 100
"""Sockets that are opened before memory is measured: they bring threads and caches into being."""


def cores() -> tuple[int | None, int | None]:
    """A core for the servers and one for the load; ``None`` where there is only one."""
    available = sorted(os.sched_getaffinity(0))
    return (available[0], available[-1]) if len(available) > 1 else (None, None)


async def rate(contestant: Contestant, crowd: Crowd, size: Frames) -> tuple[float, float]:
    """Frames per second: by the clock, and of the server's core.

    A message is published when every socket has heard the one before, as the tick does it; else a server that hears
    several at once would write them at once. The second figure counts the time in which the server was computing. On
    a machine that does nothing else both are the same; beside other work it is the one that tells about the server.
    """
    messages = max(2, size.messages // 10) if contestant.name == GROUPS else size.messages
    busy, started = contestant.busy, time.perf_counter()
    for _ in range(messages):
        crowd.expect(size.sockets)
        await contestant.say()
        await crowd.all_heard(LIMIT_SECONDS)
    frames = messages * size.sockets
    return frames / (time.perf_counter() - started), frames / (contestant.busy - busy)


async def measure(contestants: list[Contestant], size: Frames) -> tuple[dict[str, tuple[float, float]], float]:
    """The median rates of each contestant, and kB of memory per socket of the hub."""
    crowds = {contestant.name: Crowd() for contestant in contestants}
    memory = 0.0
    for contestant in contestants:
        crowd = crowds[contestant.name]
        await crowd.connect(contestant.port, contestant.path, WARM_UP)
        before = contestant.memory
        await crowd.connect(contestant.port, contestant.path, size.sockets - WARM_UP)
        if contestant.name == HUB:
            memory = (contestant.memory - before) / 1024 / (size.sockets - WARM_UP)
    await asyncio.sleep(1.5)
    rates: dict[str, list[tuple[float, float]]] = {contestant.name: [] for contestant in contestants}
    for turn in range(size.rounds + 1):
        for contestant in contestants if turn % 2 else reversed(contestants):
            found = await rate(contestant, crowds[contestant.name], size)
            if turn:  # the first turn warms up
                rates[contestant.name].append(found)
    for crowd in crowds.values():
        await crowd.close()
    return {
        name: (median([r[0] for r in found]), median([r[1] for r in found])) for name, found in rates.items()
    }, memory


def frames(size: Frames) -> list[Figure]:
    """Measure all three."""
    server_core, load_core = cores()
    everywhere = os.sched_getaffinity(0)
    with ExitStack() as stack:
        url = stack.enter_context(throw_away_redis())
        data_dir = stack.enter_context(tempfile.TemporaryDirectory(prefix="ratschlag-bench-"))
        contestants = [Hub(HUB, "/ws/live/1/", url), Bare(BARE, "/ws/", url), Groups(GROUPS, "/ws/hall/", url)]
        for contestant in contestants:
            stack.enter_context(contestant.running(server_core, data_dir))
        if load_core is not None:
            os.sched_setaffinity(0, {load_core})
            stack.callback(os.sched_setaffinity, 0, everywhere)
        rates, memory = asyncio.run(measure(contestants, size))
    for name, (by_clock, by_core) in rates.items():
        print(f"  {name}: {by_clock:,.0f} frames/s by the clock, {by_core:,.0f} frames/s of its core", flush=True)
    own, groups, bare = (rates[name][1] for name in (HUB, GROUPS, BARE))
    title = f"frames, {size.sockets} sockets"
    return [
        Figure(f"{title}: hub against Channels' group pattern", own / groups, size.against_groups, at_most=False),
        Figure(f"{title}: hub against a bare ASGI loop", own / bare, size.against_bare, at_most=False),
        Figure(f"{title}: memory per socket of the hub", memory, LARGEST_MEMORY_KB, "kB"),
    ]
