"""How many people are in a session: counted per process, summed over processes, told in steps."""

from collections.abc import Callable
from typing import Final

from forum.congress.steps import bucket

SILENCE: Final = 5.0
"""Seconds without a word from a process after which its people count no longer."""


class People:
    """The counts that each process has told for one session."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._counts: dict[str, tuple[int, float]] = {}

    def heard(self, process: str, count: int) -> None:
        """A process has told its count."""
        self._counts[process] = (count, self._clock())

    def bucket(self) -> str:
        """The sum over all processes heard of lately, as a step."""
        return bucket(self.total())

    def total(self) -> int:
        """The sum itself, for the operator's eyes."""
        oldest = self._clock() - SILENCE
        self._counts = {name: told for name, told in self._counts.items() if told[1] >= oldest}
        return sum(count for count, _ in self._counts.values())
