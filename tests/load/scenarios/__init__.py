"""What is measured, in the order of a run: each scenario by the word that ``ONLY=`` knows."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Final

from scripts.bars import Figure
from tests.load.place import Place
from tests.load.scenarios.faults import faults
from tests.load.scenarios.joining import rush, wave
from tests.load.scenarios.merging import merges
from tests.load.scenarios.polling import polls
from tests.load.scenarios.reading import state
from tests.load.scenarios.resting import idle
from tests.load.scenarios.stalling import stalls
from tests.load.scenarios.storing import lane
from tests.load.scenarios.votes import quiet, storm, two
from tests.load.sizes import Size

Run = Callable[[Place, Size], Awaitable[list[Figure]]]
FRAMES: Final = "frames"
"""The one scenario that needs no database; see ``frames.py``."""


@dataclass(frozen=True)
class Scenario:
    """``people``, ``questions``, ``polls`` say which hall it needs; ``alone``: nothing else may run meanwhile, ever."""

    name: str
    run: Run
    people: Callable[[Size], int]
    questions: int
    alone: bool = False
    polls: bool = False


SCENARIOS: Final[Sequence[Scenario]] = (
    Scenario("idle", idle, lambda size: size.idle_phones, 50, alone=True),
    Scenario("quiet", quiet, lambda size: size.quiet.phones, 30),
    Scenario("storm", storm, lambda size: size.storm.phones, 30),
    Scenario("two", two, lambda size: size.two.phones, 30),
    Scenario("merges", merges, lambda size: size.merge_phones, 30),
    Scenario("polls", polls, lambda size: size.polls.phones, 30, polls=True),
    Scenario("lane", lane, lambda size: size.lane_votes // 20, 30, alone=True),
    Scenario("wave", wave, lambda size: 1, 100),
    Scenario("rush", rush, lambda size: 1, 100),
    Scenario("state", state, lambda size: 1, 500, alone=True),
    Scenario("stalls", stalls, lambda size: size.stall_phones + size.stall_others, 200),
    Scenario("faults", faults, lambda size: size.fault_phones, 30, alone=True),
)
NAMES: Final = (FRAMES, *(scenario.name for scenario in SCENARIOS))


def chosen(only: str) -> list[str]:
    """The scenarios that ``ONLY=`` names, in their order; all when it is empty. Raises ``ValueError``."""
    words = {word.strip() for word in only.split(",") if word.strip()}
    unknown = words - set(NAMES)
    if unknown:
        raise ValueError(f"ONLY={','.join(sorted(unknown))} is not known. Known: {', '.join(NAMES)}")
    return [name for name in NAMES if not words or name in words]
