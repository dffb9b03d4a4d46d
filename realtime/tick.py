"""When merged changes go out: at once after quiet, then once per tick.

The tick grows with what a fan-out costs, so that a storm of votes costs people x ticks and never people x votes, and at
least two thirds of the process stay free for everything else. Ticks that quiet has left unused are saved, a few of
them: votes that come now and then go out at once, although two of them may come within one tick.
"""

from collections import deque
from collections.abc import Callable
from typing import Final

SHORTEST: Final = 0.05
LONGEST: Final = 1.0
FAN_OUT_SHARE: Final = 3
"""A tick is at least this many times as long as a fan-out."""
HEEDED: Final = 3
"""The cheapest of so many fan-outs sets the tick: one that something else has held up does not slow down the next."""
SAVED: Final = 3
"""So many unused ticks may be made up for, each half a tick after the one before."""


class Tick:
    """The clock of one topic. ``clock`` gives seconds that never go backwards."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._length = SHORTEST
        self._took: deque[float] = deque(maxlen=HEEDED)
        self._last = self._paid = clock() - LONGEST * (SAVED + 1)
        """When the last merged frame began, and until when ticks are used up by those sent so far."""

    @property
    def length(self) -> float:
        """Seconds from one merged frame to the next."""
        return self._length

    def wait(self) -> float:
        """Seconds until the next merged frame may go out; 0 after quiet."""
        next_one = max(self._paid - SAVED * self._length, self._last + self._length / 2)
        return max(0.0, next_one - self._clock())

    def fan_out(self, started: float) -> float:
        """Note that a frame, whose fan-out began at ``started``, has now been handed to every socket; what it took."""
        took = self._clock() - started
        self._took.append(took)
        self._length = min(LONGEST, max(SHORTEST, FAN_OUT_SHARE * min(self._took)))
        return took

    def merged_sent(self, started: float) -> float:
        """The same for a merged frame, which uses up a tick."""
        took = self.fan_out(started)
        self._last = started
        self._paid = max(self._paid, started) + self._length
        return took
