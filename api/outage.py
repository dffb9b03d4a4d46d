"""The database is away: one line in the log for each time, not one for each request of a hall."""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Final

logger = logging.getLogger(__name__)

QUIET: Final = 60.0
"""Seconds without a failed request after which the next one belongs to another outage."""


class Outage:
    """Notes failures of the database from any thread."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._last = -QUIET

    def note(self, error: Exception) -> None:
        """A request has failed; the first one of an outage is logged with its traceback."""
        with self._lock:
            now = self._clock()
            begins, self._last = now - self._last >= QUIET, now
        if begins:
            logger.error("the database cannot be used, requests are answered with 503", exc_info=error)
