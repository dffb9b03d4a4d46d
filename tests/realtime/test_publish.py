"""From any thread to the hub, on the configured layer and without any."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from channels.layers import InMemoryChannelLayer, get_channel_layer
from channels_redis.pubsub import RedisPubSubChannelLayer

from realtime import publish
from realtime.admission import Gate
from realtime.hub import Hub
from realtime.peer import Peer
from realtime.process import bye, encode_changes
from realtime.publish import QUEUED_AT_MOST, Publisher
from realtime.snapshots import Loaded
from realtime.topic import Topic
from scripts.servers import free_port
from tests.realtime.wires import Wire

TOPIC = "live.1.public"
MISSED = {"t": "missed", "within_ms": [0, 10000]}
# Channels has no types.
the_layer: Any = get_channel_layer
in_memory: Any = InMemoryChannelLayer


def make_publisher(layer: Any) -> Publisher:
    return Publisher(layer, own_loop=not isinstance(layer, InMemoryChannelLayer))


def frame(rev: int) -> dict[str, Any]:
    return {"type": "hub", "kind": "frame", "topic": TOPIC, "text": f'{{"rev":{rev}}}', "rev": rev}


async def until(condition: Any) -> None:
    """Wait for something that is on its way; five seconds at most."""
    async with asyncio.timeout(5):
        while not condition():
            await asyncio.sleep(0.005)


async def load() -> Loaded:
    return Loaded("e", 0, '{"t":"snapshot"}')


def make_peer(wire: Wire, topic: Topic, person: str = "") -> Peer:
    return Peer(wire.send, snapshot=topic.caught_up, encode=topic.changes_message, late=topic.late, person=person)


async def join(hub: Hub, wire: Wire, person: str = "", gate: Gate | None = None) -> tuple[Topic, Peer]:
    topic, peer = await hub.join(TOPIC, load, partial(make_peer, wire, person=person), gate=gate)
    peer.begin()
    return topic, peer


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    hub = Hub(the_layer(), encode=encode_changes, bye=bye)
    yield hub
    await hub.close()


async def test_a_message_from_another_thread_reaches_every_socket_in_order(hub: Hub) -> None:
    publisher, wire = make_publisher(the_layer()), Wire()
    publisher.attach(asyncio.get_running_loop())
    await join(hub, wire)

    def speak() -> None:
        for rev in range(1, 51):
            publisher.publish(TOPIC, frame(rev))

    thread = threading.Thread(target=speak)
    thread.start()
    await until(lambda: len(wire.frames) == 50)
    thread.join()
    assert wire.frames == [{"rev": rev} for rev in range(1, 51)]


async def test_a_message_from_the_loop_itself_reaches_the_sockets(hub: Hub) -> None:
    publisher, wire = make_publisher(the_layer()), Wire()
    publisher.attach(asyncio.get_running_loop())
    await join(hub, wire)
    publisher.publish(TOPIC, frame(1))
    await until(lambda: wire.frames == [{"rev": 1}])


async def test_a_process_without_sockets_publishes_into_the_void(caplog: pytest.LogCaptureFixture) -> None:
    publisher = Publisher(in_memory(), own_loop=False)
    publisher.publish(TOPIC, frame(1))
    assert publisher.flush(0)
    assert caplog.records == []


def test_with_redis_refused_publishing_neither_raises_nor_waits_and_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    publisher = Publisher(RedisPubSubChannelLayer(hosts=[f"redis://127.0.0.1:{free_port()}"]), own_loop=True)
    longest = 0.0
    for rev in range(200):
        started = time.perf_counter()
        publisher.publish(TOPIC, frame(rev))
        longest = max(longest, time.perf_counter() - started)
    assert publisher.flush(10)
    for rev in range(200):
        publisher.publish(TOPIC, frame(rev))
    assert longest < 0.25  # far below what connecting takes; the machine may be busy
    assert [record.getMessage().split(",")[0] for record in caplog.records] == ["messages cannot be published"]


def test_the_queue_is_bounded() -> None:
    layer = in_memory()
    publisher = Publisher(layer, own_loop=False)
    loop = asyncio.new_event_loop()
    publisher.attach(loop)
    for rev in range(QUEUED_AT_MOST + 500):
        publisher.publish(TOPIC, frame(rev))
    assert publisher.queued == QUEUED_AT_MOST
    loop.close()


async def test_the_personal_message_reaches_its_person_alone(hub: Hub) -> None:
    mine, other = Wire(), Wire()
    await join(hub, mine, "7")
    await join(hub, other, "8")
    layer = the_layer()
    texts = {"7": ['{"t":"receipt"}']}
    await layer.group_send(TOPIC, {"type": "hub", "kind": "personal", "topic": TOPIC, "texts": texts})
    await layer.group_send(TOPIC, frame(1))
    await until(lambda: len(other.frames) == 1)
    assert mine.frames == [{"t": "receipt"}, {"rev": 1}]
    assert other.frames == [{"rev": 1}]


async def test_scores_of_many_messages_are_merged(hub: Hub) -> None:
    wire = Wire()
    await join(hub, wire)
    layer = the_layer()
    for version in range(1, 51):
        message = {"type": "hub", "kind": "scores", "topic": TOPIC, "scores": {"5": [version, version]}}
        await layer.group_send(TOPIC, message)
    await until(lambda: wire.frames and wire.frames[-1] == {"t": "scores", "q": {"5": [50, 50]}})
    assert len(wire.frames) < 50


async def test_the_last_socket_ends_the_subscription_and_a_new_one_begins_it_again(hub: Hub) -> None:
    first, second = Wire(), Wire()
    topic, peer = await join(hub, first)
    hub.leave(topic, peer)
    again, _ = await join(hub, second)
    assert again is not topic
    layer = the_layer()
    await layer.group_send(TOPIC, frame(1))
    await until(lambda: second.frames == [{"rev": 1}])
    assert first.frames == []


async def test_two_processes_count_their_people_together(hub: Hub) -> None:
    other = Hub(the_layer(), encode=encode_changes, bye=bye)
    try:
        for each, number in ((hub, 6), (other, 7)):
            each.follow_people("1")
            for _ in range(number):
                await join(each, Wire())
        await until(lambda: hub.people("1") == "10+" and other.people("1") == "10+")
    finally:
        await other.close()
    assert other.count("1") == 7


async def test_a_process_knows_its_own_people_before_its_next_beat(hub: Hub) -> None:
    hub.follow_people("1")
    for number in (1, 2, 3):
        await join(hub, Wire())
        assert hub.everybody() == number


async def test_closing_says_goodbye_to_everybody(hub: Hub) -> None:
    wires = [Wire() for _ in range(3)]
    for wire in wires:
        await join(hub, wire)
    await hub.close()
    farewell = {"t": "bye", "why": "deploy", "retry_ms": [500, 15000]}
    assert [wire.frames for wire in wires] == [[farewell, "websocket.close"]] * 3


async def test_a_topic_that_has_missed_something_gets_its_present_state(hub: Hub) -> None:
    wire = Wire()
    await join(hub, wire)
    layer = the_layer()
    await layer.group_send(TOPIC, {"type": "hub", "kind": "stale", "topic": TOPIC})
    await until(lambda: wire.frames == [MISSED, {"t": "snapshot"}])


async def test_people_are_told_to_read_what_is_theirs_once_for_each_revision(hub: Hub) -> None:
    now = {"rev": 3}

    async def load() -> Loaded:
        return Loaded("e", now["rev"], f'{{"t":"snapshot","rev":{now["rev"]}}}')

    public, desk = Wire(), Wire()
    topics = []
    for stream, wire in (("public", public), ("moderation", desk)):
        topic, peer = await hub.join(f"live.1.{stream}", load, partial(make_peer, wire))
        peer.begin()
        topics.append(topic)
    for now["rev"] in (3, 3, 4):
        for topic in topics:
            await topic.tell_present_state()
            await topic.idle()
    snapshots = [{"t": "snapshot", "rev": 3}, {"t": "snapshot", "rev": 4}]
    assert desk.frames == snapshots
    assert public.frames == [MISSED, snapshots[0], MISSED, snapshots[1]]


async def test_after_an_outage_ended_rights_and_doubts_are_told_before_anything_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Wall:
        """A layer that takes nothing until it is opened."""

        def __init__(self) -> None:
            self.opened = False
            self.sent: list[tuple[str, str]] = []

        async def group_send(self, topic: str, message: dict[str, Any]) -> None:
            if not self.opened:
                raise OSError("the layer is away")
            self.sent.append((topic, message["kind"]))

    monkeypatch.setattr(publish, "RETRY", 0.01)
    wall: Any = Wall()
    publisher = Publisher(wall, own_loop=False)
    publisher.attach(asyncio.get_running_loop())
    publisher.publish(TOPIC, frame(1))
    publisher.publish(TOPIC, {"kind": "ended", "topic": TOPIC, "whose": "user 5"})
    publisher.publish("thread.1.general", {"kind": "doubt", "topic": "thread.1.general", "whose": "everybody"})
    await asyncio.sleep(0.05)
    wall.opened = True
    await until(lambda: len(wall.sent) == 3)
    assert set(wall.sent[:2]) == {(TOPIC, "ended"), ("thread.1.general", "doubt")}
    assert wall.sent[2] == (TOPIC, "stale")
