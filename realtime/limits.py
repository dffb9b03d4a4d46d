"""How fast one socket may talk: a token bucket in memory, and a count of what it did wrong."""

import math
from collections.abc import Callable
from typing import Final

BURST: Final = 30
PER_SECOND: Final = 5.0
OFFENCES: Final = 30
"""After so many refused messages the connection is ended; each minute of good conduct forgives ten."""
FORGIVEN_PER_SECOND: Final = 10 / 60


class Allowance:
    """Commands that one socket may still send."""

    __slots__ = ("_clock", "_offences", "_tokens", "_updated")

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tokens = float(BURST)
        self._offences = 0.0
        self._updated = clock()

    def take(self, cost: int = 1) -> int:
        """Take ``cost`` tokens: 0, or after how many milliseconds they will be there."""
        self._refill()
        if self._tokens >= cost:
            self._tokens -= cost
            return 0
        return math.ceil((cost - self._tokens) / PER_SECOND * 1000)

    def offend(self, weight: int = 1) -> bool:
        """Count a refused message; whether the connection has had enough of them."""
        self._refill()
        self._offences += weight
        return self._offences >= OFFENCES

    def _refill(self) -> None:
        passed, self._updated = self._clock() - self._updated, self._clock()
        self._tokens = min(float(BURST), self._tokens + passed * PER_SECOND)
        self._offences = max(0.0, self._offences - passed * FORGIVEN_PER_SECOND)
