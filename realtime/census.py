"""What is counted only when somebody asks: sockets, people, subscriptions, and what is waiting."""

from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from realtime.metrics import registry
from realtime.process import Process, running
from realtime.publish import publisher
from realtime.streams import STREAMS, stream_of

THREAD = "thread"


def _gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"ratschlag_{name}", text, value)


class Census(Collector):
    """Reads the hub and the vote lane of the running loop; to be asked on that loop alone."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("publish_queue", "Messages that wait to be published", publisher().queued)
        process = running()
        if process is not None:
            yield from _of_process(process)


def _of_process(process: Process) -> Iterator[GaugeMetricFamily]:
    hub, lane = process.hub, process.lane
    sockets, late = Counter(dict.fromkeys((*STREAMS, THREAD), 0)), 0
    for topic in hub.topics:
        sockets[stream_of(topic.name) or THREAD] += len(topic.peers)
        late += len(topic.late)
    family = GaugeMetricFamily("ratschlag_sockets", "Open sockets of this process", labels=["stream"])
    for stream, number in sockets.items():
        family.add_metric([stream], number)
    yield family
    yield _gauge("sockets_late", "Sockets that cannot take a frame now", late)
    yield _gauge("subscriptions", "Groups of the channel layer that this process hears", hub.subscription.joined)
    yield _gauge("layer_up", "1 while the channel layer delivers", float(not hub.subscription.is_down))
    yield _gauge("people", "Attendees' sockets of all processes, in the sessions of this one", hub.everybody())
    yield _gauge("lane_waiting", "Votes that wait for a commit", lane.waiting)
    yield _gauge("lane_oldest_seconds", "Age of the oldest vote that waits", lane.oldest())


registry.register(Census())


def exposition() -> bytes:
    """Everything that this process counts, in Prometheus' text format."""
    return generate_latest(registry)
