"""How much is measured and against which bars: in full for the record, reduced for every check of the code.

The bars of the full form are the promise (docs/operations/capacity.md). Those of the short one are wider where a busy
machine wavers, and just as strict where something may be lost, double or unequal.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frames:
    """Frames per second: sockets, messages per round for the quick two, rounds."""

    sockets: int
    messages: int
    rounds: int
    against_groups: float
    against_bare: float


@dataclass(frozen=True)
class Votes:
    """A steady stream of votes; times in ms at the 95th percentile."""

    phones: int
    rate: float
    seconds: float
    ack: float
    score: float


@dataclass(frozen=True)
class Size:
    """One form of the benchmark. Times in seconds unless a name says ``ms``."""

    frames: Frames
    quiet: Votes
    storm: Votes
    two: Votes
    polls: Votes
    merge_phones: int
    merge_rate: float
    merge_seconds: float
    lane_votes: int
    rest_votes: int
    lane_ratio: float
    wave_phones: int
    wave_seconds: float
    wave_ms: float
    rush_phones: int
    rush_limit: float
    state_questions: int
    state_seconds: float
    state_ratio: float
    idle_phones: int
    idle_seconds: float
    stall_phones: int
    stall_others: int
    stall_rounds: int
    stall_calm: float
    stall_ratio: float
    stall_given_up: int
    fault_phones: int
    fault_rate: float
    fault_seconds: float
    fault_goes_on: float


FULL = Size(
    frames=Frames(sockets=2000, messages=40, rounds=5, against_groups=10, against_bare=0.95),
    quiet=Votes(phones=1000, rate=20, seconds=30, ack=100, score=60),
    storm=Votes(phones=1000, rate=200, seconds=60, ack=100, score=300),
    two=Votes(phones=2000, rate=400, seconds=60, ack=200, score=500),
    polls=Votes(phones=1000, rate=200, seconds=40, ack=100, score=300),
    merge_phones=500,
    merge_rate=100,
    merge_seconds=30,
    lane_votes=20_000,
    rest_votes=1_500,
    lane_ratio=5,
    wave_phones=1000,
    wave_seconds=60,
    wave_ms=500,
    rush_phones=1000,
    rush_limit=8,
    state_questions=500,
    state_seconds=4,
    state_ratio=0.1,
    idle_phones=1000,
    idle_seconds=30,
    stall_phones=200,
    stall_others=500,
    stall_rounds=5,
    stall_calm=7.5,
    stall_ratio=1.1,
    stall_given_up=1,
    fault_phones=1000,
    fault_rate=50,
    fault_seconds=10,
    fault_goes_on=4,
)
SHORT = Size(
    # Few rounds beside other checks waver by a tenth and more: these bars catch a loss, the full run tells the figure.
    frames=Frames(sockets=1000, messages=20, rounds=3, against_groups=6, against_bare=0.75),
    quiet=Votes(phones=100, rate=20, seconds=2, ack=5000, score=5000),
    storm=Votes(phones=100, rate=100, seconds=2, ack=5000, score=5000),
    two=Votes(phones=150, rate=150, seconds=2, ack=5000, score=5000),
    polls=Votes(phones=60, rate=100, seconds=4, ack=5000, score=5000),
    merge_phones=50,
    merge_rate=50,
    merge_seconds=3,
    lane_votes=1_500,
    rest_votes=150,
    lane_ratio=2,
    wave_phones=40,
    wave_seconds=2,
    wave_ms=15_000,
    rush_phones=50,
    rush_limit=30,
    state_questions=500,
    state_seconds=0.7,
    state_ratio=0.02,
    idle_phones=200,
    idle_seconds=2,
    stall_phones=60,
    stall_others=50,
    stall_rounds=1,
    stall_calm=2,
    stall_ratio=6,
    stall_given_up=0,  # so few frames may fit into the buffers of the network
    fault_phones=80,
    fault_rate=20,
    fault_seconds=2,
    fault_goes_on=1,
)
