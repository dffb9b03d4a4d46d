"""What this process counts for its operator, in Prometheus' words.

Numbers only: no label names a person, a question, a session or a socket, so what is counted tells nobody who was where
and the number of series does not grow with the hall. What can be read off the hub at any time is in ``census.py``.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.process_collector import ProcessCollector

disable_created_metrics()  # type: ignore[no-untyped-call] # the moment of a counter's birth would double the series
registry: Final = CollectorRegistry()
ProcessCollector(registry=registry)

SHORT_TIMES: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
TICKS: Final = (0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
BATCHES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def _counter(name: str, text: str, *labels: str) -> Counter:
    return Counter(f"ratschlag_{name}", text, labels, registry=registry)


def _histogram(name: str, text: str, buckets: tuple[float, ...]) -> Histogram:
    return Histogram(f"ratschlag_{name}", text, buckets=buckets, registry=registry)


_frames = _counter("frames", "Frames handed to sockets by fan-outs", "kind")
FRAMES_STRUCTURAL: Final = _frames.labels("structural")
FRAMES_MERGED: Final = _frames.labels("merged")
FAN_OUT: Final = _histogram("fan_out_seconds", "From the first to the last socket of one frame", SHORT_TIMES)
TICK: Final = _histogram("tick_seconds", "From one merged frame of a topic to its next", TICKS)

LANE_BATCH: Final = _histogram("lane_batch_votes", "Votes stored by one transaction", BATCHES)
LANE_QUEUE: Final = _histogram(
    "lane_queue_seconds", "Age of the oldest vote of a batch as its commit begins", SHORT_TIMES
)
LANE_COMMIT: Final = _histogram("lane_commit_seconds", "One transaction of the vote lane", SHORT_TIMES)
VOTES: Final = _counter("votes", "Votes answered: stored, refused by a rule, busy, unavailable", "answer")

CONNECTIONS: Final = _counter("connections", "Handshakes: accepted, unknown or forbidden, unavailable", "answer")
GOODBYES: Final = _counter("goodbyes", "Connections that the server has ended, by the reason in `bye`", "why")
DROPPED: Final = _counter("sockets_dropped", "Sockets dropped because they did not even take their goodbye")
REFUSALS: Final = _counter("commands_refused", "Commands refused before they reached the domain", "error")

SNAPSHOT: Final = _histogram("snapshot_seconds", "One reading of a stream's state from the database", SHORT_TIMES)
LAYER_LOSSES: Final = _counter("layer_losses", "Times that messages of the channel layer may have been missed")
PUBLISH_DROPPED: Final = _counter(
    "publish_dropped", "Messages not published because the channel layer was down or full"
)
