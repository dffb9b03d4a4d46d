"""Frames per second of the hub, against Channels' documented group pattern and against a bare ASGI loop.

``python -m tests.load.bench_live [--short]``. All three run at the same time, each in a process of its own on the same
core, and are measured in turns; the load comes from another process on another core. Ratios of medians, one run.
"""

import asyncio
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from scripts.bars import Figure, close
from scripts.servers import servers, throw_away_redis
from tests.load.contestants import Bare, Contestant, Groups, Hub
from tests.load.crowd import Crowd, median

HUB, GROUPS, BARE = "hub", "groups", "bare"
LIMIT_SECONDS = 60.0
LARGEST_MEMORY_KB = 60
WARM_UP = 100
"""Sockets that are opened before memory is measured: they bring threads and caches into being."""


@dataclass(frozen=True)
class Size:
    """How much is measured, against which bars. ``messages`` is for the quick two; the group pattern gets a tenth."""

    sockets: int
    messages: int
    rounds: int
    against_groups: float
    against_bare: float


FULL = Size(sockets=1000, messages=40, rounds=5, against_groups=8, against_bare=0.9)
# Few rounds beside other checks waver by a tenth and more: these bars catch a loss, the full run tells the figure.
SHORT = Size(sockets=1000, messages=20, rounds=3, against_groups=6, against_bare=0.75)


@contextmanager
def redis() -> Iterator[str]:
    """A Redis of our own where the program is installed, else the one that runs here."""
    if shutil.which("redis-server"):
        with throw_away_redis() as url:
            yield url
    else:
        with servers() as found:
            yield found.redis_url


def allow_files(sockets: int) -> None:
    """Let this process, and the servers it starts, open enough files; raises ``OSError`` when the system says no."""
    wanted = 4 * sockets + 500
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (min(wanted, hard) if hard != resource.RLIM_INFINITY else wanted, hard)
        )
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < wanted:
        raise OSError(f"{wanted} open files are needed and {hard} are allowed (ulimit -n)")


def cores() -> tuple[int | None, int | None]:
    """A core for the servers and one for the load; ``None`` where there is only one."""
    available = sorted(os.sched_getaffinity(0))
    return (available[0], available[-1]) if len(available) > 1 else (None, None)


async def rate(contestant: Contestant, crowd: Crowd, size: Size) -> tuple[float, float]:
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


async def measure(contestants: list[Contestant], size: Size) -> tuple[dict[str, tuple[float, float]], float]:
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


def bench_live(size: Size | None = None) -> int:
    """Measure and print the figures with their bars; 1 when one falls short."""
    size = size or (SHORT if "--short" in sys.argv or os.environ.get("CI") == "true" else FULL)
    allow_files(3 * size.sockets)
    server_core, load_core = cores()
    with ExitStack() as stack:
        url = stack.enter_context(redis())
        data_dir = stack.enter_context(tempfile.TemporaryDirectory(prefix="ratschlag-bench-"))
        contestants = [Hub(HUB, "/ws/live/1/", url), Bare(BARE, "/ws/", url), Groups(GROUPS, "/ws/hall/", url)]
        for contestant in contestants:
            stack.enter_context(contestant.running(server_core, data_dir))
        if load_core is not None:
            os.sched_setaffinity(0, {load_core})
        rates, memory = asyncio.run(measure(contestants, size))
    print(f"{size.sockets} sockets, one process each; median of {size.rounds}:")
    for name, (by_clock, by_core) in rates.items():
        print(f"  {name}: {by_clock:,.0f} frames/s by the clock, {by_core:,.0f} frames/s of its core")
    own, groups, bare = (rates[name][1] for name in (HUB, GROUPS, BARE))
    return close(
        [
            Figure("hub against Channels' group pattern", own / groups, size.against_groups, at_most=False),
            Figure("hub against a bare ASGI loop", own / bare, size.against_bare, at_most=False),
            Figure("memory per socket", memory, LARGEST_MEMORY_KB, "kB"),
        ]
    )


if __name__ == "__main__":
    sys.exit(bench_live())
