"""What is counted moves as things happen, and names nobody."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from realtime.census import exposition
from realtime.changes import Changes
from realtime.metrics import registry
from realtime.process import encode_changes
from realtime.streams import STREAMS, live_topic, people_topic, stream_of, thread_topic
from realtime.topic import Topic
from tests.realtime.clients import Client
from tests.realtime.conftest import ManualSchedule
from tests.realtime.hall import SECRET_TEXT, Hall, make_hall
from tests.realtime.wires import Wire, join

KNOWN_LABELS = {
    "le": re.compile(r"[\d.]+|\+Inf"),
    "stream": re.compile("public|moderation|stage|thread"),
    "kind": re.compile("structural|merged"),
    "answer": re.compile("stored|refused|busy|unavailable|accepted|unknown"),
    "why": re.compile("deploy|slow|missed|unavailable|abuse"),
    "error": re.compile("[a-z_]{4,20}"),
}


def value(name: str, **labels: str) -> float:
    """A figure as it is now; 0 as long as nothing has been counted."""
    return registry.get_sample_value(f"ratschlag_{name}", labels) or 0.0


@pytest.fixture
def grown() -> Callable[..., float]:
    """By how much a figure has grown since the test asked for it first."""
    before: dict[str, float] = {}

    def since(name: str, **labels: str) -> float:
        first = before.setdefault(f"{name}{labels}", value(name, **labels))
        return value(name, **labels) - first

    return since


def test_every_topic_has_its_stream() -> None:
    assert [stream_of(live_topic(1, stream)) for stream in STREAMS] == list(STREAMS)
    assert [stream_of(topic) for topic in (people_topic(1), thread_topic(1))] == [None, None]


async def test_a_fan_out_counts_its_sockets_and_its_length(
    schedule: ManualSchedule, grown: Callable[..., float]
) -> None:
    topic = Topic("live.1.public", schedule=schedule, encode=encode_changes)
    for _ in range(250):
        join(topic, Wire())
    names = [("frames_total", {"kind": "structural"}), ("frames_total", {"kind": "merged"})]
    names += [("fan_out_seconds_count", {}), ("tick_seconds_count", {})]
    assert [grown(name, **labels) for name, labels in names] == [0, 0, 0, 0]
    topic.structural('{"rev":2}', 2)
    changes = Changes()
    changes.add({"1": (1, 1)})
    topic.changed(changes)
    await topic.idle()
    assert [grown(name, **labels) for name, labels in names] == [250, 250, 2, 1]


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    return make_hall()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sockets")
async def test_sockets_and_votes_are_counted(hall: Hall, grown: Callable[..., float]) -> None:
    names: list[tuple[str, dict[str, Any]]] = [("connections_total", {"answer": "accepted"})]
    names += [("connections_total", {"answer": "unknown"}), ("votes_total", {"answer": "stored"})]
    names += [("votes_total", {"answer": "refused"}), ("lane_batch_votes_sum", {}), ("lane_queue_seconds_count", {})]
    names += [("lane_commit_seconds_count", {}), ("snapshot_seconds_count", {})]
    names += [("commands_refused_total", {"error": "malformed"})]
    assert {grown(name, **labels) for name, labels in names} == {0}
    async with Client(hall.path, hall.attendee) as attendee, Client(hall.path, hall.other) as other:
        await other.hear("hello")
        for nonce, question in (("a", hall.approved.pk), ("b", hall.hidden.pk)):
            await attendee.say({"c": "vote", "i": nonce, "q": str(question), "v": 1})
            await attendee.hear("ack")
        await attendee.say("no JSON")
        await attendee.hear("error")
        assert await Client("/ws/live/999999/", hall.other).is_refused() is False
        assert [grown(name, **labels) for name, labels in names] == [2, 1, 1, 1, 2, 2, 2, 1, 1]
        assert (value("sockets", stream="public"), value("sockets", stream="stage")) == (2, 0)
        # the public stream, and what processes tell each other: how many people they have, and whose account changed
        assert (value("subscriptions"), value("people"), value("layer_up")) == (3, 2, 1)
        assert (value("lane_waiting"), value("lane_oldest_seconds")) == (0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sockets")
async def test_no_figure_tells_who_is_there_or_what_is_asked(hall: Hall) -> None:
    async with Client(hall.path, hall.attendee) as attendee:
        await attendee.say({"c": "vote", "i": "nonce-of-one-person", "q": str(hall.approved.pk), "v": 1})
        await attendee.hear("ack")
        await asyncio.sleep(0)
        text = exposition().decode()
    labels = {(name, told) for name, told in re.findall(r'(\w+)="([^"]*)"', text)}
    assert {name for name, _ in labels} == set(KNOWN_LABELS) - {"why", "error"} | {n for n, _ in labels}
    assert [pair for pair in labels if not KNOWN_LABELS[pair[0]].fullmatch(pair[1])] == []
    for secret in (hall.token, hall.live.code, hall.approved.text, SECRET_TEXT, "nonce-of-one-person"):
        assert secret not in text
