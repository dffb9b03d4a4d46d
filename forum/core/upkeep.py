"""What is due without a person: one way to run all of it, from a command, the worker and the local server."""

import logging
import threading
from datetime import timedelta
from typing import Final

from django.db import connections

from forum.core.clock import now
from forum.core.models import RateBucket, RepeatedRequest
from forum.core.ports import upkeep_ports

logger = logging.getLogger(__name__)

EVERY_SECONDS: Final = 3600.0
REPEATS_KEPT: Final = timedelta(days=7)
"""So long a phone may repeat a request that it could not send."""
BUCKETS_KEPT: Final = timedelta(days=1)
"""After so long every bucket is full again, and a full bucket is like none."""


class UpkeepFailedError(Exception):
    """Some parts failed; the others are done. ``parts`` names the failed ones."""

    def __init__(self, parts: list[str]) -> None:
        super().__init__(f"upkeep failed for: {', '.join(parts)}")
        self.parts = parts


def run_upkeep() -> dict[str, int]:
    """Do everything that is due now; safe at any time, as often as one likes, and in several processes at once.

    Returns what was done, as ``part.what`` -> how often. A part that fails is logged and does not keep the others from
    their work; then ``UpkeepFailedError`` is raised at the end.
    """
    done: dict[str, int] = {}
    failed: list[str] = []
    for name, port in upkeep_ports.items():
        try:
            done |= {f"{name}.{what}": count for what, count in port().items()}
        except Exception:
            logger.exception("upkeep of %s failed", name)
            failed.append(name)
    if failed:
        raise UpkeepFailedError(failed)
    return done


def clear_old() -> dict[str, int]:
    """Remove answers of requests that nobody repeats any more, and buckets that are full again."""
    moment = now()
    repeats, _ = RepeatedRequest.objects.filter(created__lt=moment - REPEATS_KEPT).delete()
    buckets, _ = RateBucket.objects.filter(updated__lt=moment - BUCKETS_KEPT).delete()
    return {"repeats": repeats, "buckets": buckets}


def keep_up(*, every: float = EVERY_SECONDS) -> threading.Event:
    """Run the upkeep now and then every so many seconds in a thread of this process, until the event is set."""
    stop = threading.Event()
    threading.Thread(target=_keep_up, args=(every, stop), name="upkeep", daemon=True).start()
    return stop


def _keep_up(every: float, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            done = {what: count for what, count in run_upkeep().items() if count}
            if done:
                logger.info("upkeep: %s", ", ".join(f"{what} {count}" for what, count in done.items()))
        except UpkeepFailedError as problem:
            logger.error("%s; next attempt in %d s", problem, every)
        finally:
            connections.close_all()
        stop.wait(every)
