"""``make bench-live``: the acceptance table of the live engine, measured on this machine in one run.

``ONLY=storm,faults`` chooses scenarios, ``--short`` the reduced form of ``make test``, ``--report`` writes the table
into docs/operations/capacity.md. Everything that is started or killed was started by this run, on the loopback.
"""

import asyncio
import gc
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import uvloop

from scripts.bars import Figure
from scripts.console import SetupError
from scripts.servers import programs
from tests.load import report
from tests.load.frames import frames
from tests.load.place import Place, installation
from tests.load.scenarios import FRAMES, SCENARIOS, Scenario, chosen
from tests.load.sizes import FULL, SHORT, Size

T = TypeVar("T")


def allow_files(wanted: int) -> None:
    """Let this process, and the servers it starts, open enough files; raises ``OSError`` when the system says no."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        resource.setrlimit(
            resource.RLIMIT_NOFILE, (min(wanted, hard) if hard != resource.RLIM_INFINITY else wanted, hard)
        )
    if resource.getrlimit(resource.RLIMIT_NOFILE)[0] < wanted:
        raise OSError(f"{wanted} open files are needed and {hard} are allowed (ulimit -n)")


def bench_live() -> int:
    """Measure, print the table, write it down; 1 when a figure falls short or a scenario could not be run."""
    short = "--short" in sys.argv or os.environ.get("CI") == "true"
    size = SHORT if short else FULL
    names = chosen("" if short else os.environ.get("ONLY", ""))
    allow_files(3 * size.frames.sockets + 2 * size.two.phones + 500)
    found: dict[str, list[Figure]] = {}
    if FRAMES in names:
        found[FRAMES] = _timed(FRAMES, partial(frames, size.frames))
    missing = programs()
    if missing and len(names) > len(found):
        print(f"Not measured here, {missing} is not installed: {', '.join(n for n in names if n != FRAMES)}")
    else:
        _in_place(names, size, found)
    report.show(found)
    report.keep(found, short=short)
    if "--report" in sys.argv or os.environ.get("REPORT"):
        report.render(found)
    incomplete = bool(missing) and os.environ.get("CI") == "true"
    return int(incomplete or not all(figure.is_ok for figures in found.values() for figure in figures))


def _in_place(names: list[str], size: Size, found: dict[str, list[Figure]]) -> None:
    scenarios = [scenario for scenario in SCENARIOS if scenario.name in names]
    if not scenarios:
        return
    with installation() as place:
        place.open_halls(
            (scenario.name, scenario.people(size), scenario.questions, scenario.polls) for scenario in scenarios
        )
        gc.freeze()
        for group in _groups(scenarios, size):
            title = ", ".join(scenario.name for scenario in group)
            for scenario, figures in zip(group, _timed(title, partial(_run, group, place, size)), strict=True):
                found[scenario.name] = figures


def _groups(scenarios: Sequence[Scenario], size: Size) -> list[list[Scenario]]:
    """What runs at the same time: in full one after the other, in the short form all that need not be alone."""
    if size is not SHORT:
        return [[scenario] for scenario in scenarios]
    together = [scenario for scenario in scenarios if not scenario.alone]
    apart = [[scenario] for scenario in scenarios if scenario.alone]
    return [*apart[:1], together, *apart[1:]] if together else apart


def _run(group: Sequence[Scenario], place: Place, size: Size) -> list[list[Figure]]:
    async def all_of_them() -> list[list[Figure]]:
        return await asyncio.gather(*(scenario.run(place, size) for scenario in group))

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(all_of_them())


def _timed(title: str, run: Callable[[], T]) -> T:
    print(f"{title} ...", flush=True)
    started = time.monotonic()
    result = run()
    print(f"  {time.monotonic() - started:.0f} s", flush=True)
    return result


if __name__ == "__main__":
    try:
        sys.exit(bench_live())
    except (SetupError, ValueError) as error:
        sys.exit(f"{error}")
