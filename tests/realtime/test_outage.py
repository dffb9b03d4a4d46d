"""Redis goes and comes back. Collected only where a Redis is configured (see conftest)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from redis.asyncio import Redis

from config.env import env
from realtime import metrics
from realtime.hub import Hub
from realtime.layer import RedisLayer
from realtime.peer import Peer
from realtime.process import bye, encode_changes
from realtime.publish import Publisher
from realtime.snapshots import Loaded
from realtime.topic import Topic
from scripts.servers import free_port
from tests.realtime.test_publish import MISSED, TOPIC, frame, join, the_layer, until
from tests.realtime.wires import Wire


class Cable:
    """A TCP connection to Redis that can be pulled out and put back."""

    def __init__(self) -> None:
        self.port = free_port()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._far: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    async def plug_in(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def pull_out(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in tuple(self._open):
            writer.transport.abort()
        self._open.clear()

    @property
    def ends(self) -> set[str]:
        """The addresses by which Redis knows the connections that are plugged in."""
        return {"{}:{}".format(*writer.get_extra_info("sockname")) for writer in self._far}

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = urlsplit(env.redis_url)
        far_reader, far_writer = await asyncio.open_connection(target.hostname, target.port)
        self._open |= {writer, far_writer}
        self._far.add(far_writer)
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))
        self._far.discard(far_writer)

    async def _pump(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await source.read(65536):
                target.write(data)
        target.transport.abort()


@pytest.fixture
async def cable() -> AsyncIterator[Cable]:
    cable = Cable()
    await cable.plug_in()
    yield cable
    await cable.pull_out()


async def publish_until_heard(publisher: Publisher, wire: Wire, message: Any, heard: dict[str, Any]) -> None:
    """Say it again and again: a message may be lost while the connection is being made."""
    async with asyncio.timeout(15):
        while heard not in wire.frames:
            publisher.publish(TOPIC, message)
            await asyncio.sleep(0.2)


async def test_sockets_follow_the_database_while_redis_is_away_and_hear_again_when_it_is_back(
    cable: Cable, caplog: pytest.LogCaptureFixture
) -> None:
    rev = 0

    async def load() -> Loaded:
        return Loaded("e", rev, f'{{"t":"snapshot","rev":{rev}}}')

    def make_peer(topic: Topic) -> Peer:
        return Peer(wire.send, snapshot=topic.caught_up, encode=topic.changes_message, late=topic.late)

    layer: Any = RedisLayer(hosts=[cable.url], prefix="outage")
    hub, wire = Hub(layer, encode=encode_changes, bye=bye), Wire()
    publisher = Publisher(layer, own_loop=True)
    try:
        _, peer = await hub.join(TOPIC, load, make_peer)
        peer.begin()
        publisher.publish(TOPIC, frame(1))
        await until(lambda: {"rev": 1} in wire.frames)
        await cable.pull_out()
        rev = 2
        publisher.publish(TOPIC, frame(2))
        async with asyncio.timeout(15):
            while {"t": "snapshot", "rev": 2} not in wire.frames:
                await asyncio.sleep(0.02)
        await cable.plug_in()
        rev = 3
        await publish_until_heard(publisher, wire, frame(3), {"t": "snapshot", "rev": 3})
        await publish_until_heard(publisher, wire, frame(4), {"rev": 4})
    finally:
        await hub.close()
    ours = [record for record in caplog.records if record.name.startswith("realtime")]
    assert [record.getMessage().split(",")[0] for record in ours if "down" in record.getMessage()] in (
        ["the channel layer is down", "messages cannot be published"],
        ["messages cannot be published", "the channel layer is down"],
    )


def ended(whose: str) -> dict[str, Any]:
    return {"type": "hub", "kind": "ended", "topic": TOPIC, "whose": whose}


async def until_put_out(wire: Wire) -> None:
    """Wait until the socket is closed for good; an outage is noticed and over within seconds."""
    async with asyncio.timeout(15):
        while "websocket.close" not in wire.frames:
            await asyncio.sleep(0.02)
    assert wire.messages[-1] == {"type": "websocket.close", "code": 4404}


async def test_whose_access_ended_while_the_publisher_had_no_redis_is_put_out_once_it_is_back(cable: Cable) -> None:
    hub, moderator, other = Hub(the_layer(), encode=encode_changes, bye=bye), Wire(), Wire()
    layer: Any = RedisLayer(hosts=[cable.url], prefix=the_layer().prefix)
    publisher = Publisher(layer, own_loop=True)
    try:
        for wire, person in ((moderator, "user 5"), (other, "user 6")):
            await join(hub, wire, person)
        publisher.publish(TOPIC, frame(1))
        await until(lambda: moderator.frames == other.frames == [{"rev": 1}])
        await cable.pull_out()
        for message in (frame(2), ended("user 5"), frame(3)):
            publisher.publish(TOPIC, message)
        assert await asyncio.to_thread(publisher.flush, 10)
        publisher.publish(TOPIC, ended("user 7"))
        await cable.plug_in()
        await until_put_out(moderator)
        async with asyncio.timeout(15):
            while {"t": "snapshot"} not in other.frames:
                await asyncio.sleep(0.02)
        assert "websocket.close" not in other.frames
        assert {"t": "snapshot"} not in moderator.frames
    finally:
        await hub.close()


async def test_whose_access_ended_while_a_process_had_no_redis_is_put_out_by_asking_again(cable: Cable) -> None:
    allowed, asked = {"user 5", "user 6", "8"}, []

    async def gate(peers: Sequence[Peer]) -> list[bool]:
        asked.append([peer.person for peer in peers])
        if len(asked) == 1:
            raise OSError("the database is away as well")
        return [peer.person in allowed for peer in peers]

    layer: Any = RedisLayer(hosts=[cable.url], prefix="outage")
    hub = Hub(layer, encode=encode_changes, bye=bye)
    wires = {person: Wire() for person in ("8", "user 5", "user 6", "9")}
    try:
        for person, wire in wires.items():
            await join(hub, wire, person, gate)
        await cable.pull_out()
        allowed.remove("user 5")
        await until_put_out(wires["user 5"])
        await until_put_out(wires["9"])
        assert asked[:3] == [["user 5", "user 6"], ["user 5", "user 6"], ["8", "9"]]
        for person in ("8", "user 6"):
            assert "websocket.close" not in wires[person].frames
    finally:
        await hub.close()


async def speak_into_the_gap(cable: Cable, layer: Any, *messages: dict[str, Any]) -> None:
    """Break the connection that hears, and send these messages, both at once as far as anybody else can see."""
    redis = Redis.from_url(env.redis_url)
    try:
        hears = [client for client in await redis.client_list("pubsub") if client["addr"] in cable.ends]
        async with redis.pipeline(transaction=True) as together:
            for client in hears:
                together.client_kill_filter(_id=client["id"])
            for message in messages:
                together.publish(f"{layer.prefix}__group__{message['topic']}", layer.serialize(message))
            assert await together.execute() == [len(hears), *(0 for _ in messages)]
        assert len(hears) == 1
    finally:
        await redis.aclose()


async def test_whose_access_ended_in_a_gap_without_a_beat_is_put_out_all_the_same(cable: Cable) -> None:
    allowed = {"user 5", "user 6", "8"}

    async def gate(peers: Sequence[Peer]) -> list[bool]:
        return [peer.person in allowed for peer in peers]

    layer: Any = RedisLayer(hosts=[cable.url], prefix="gap")
    hub = Hub(layer, encode=encode_changes, bye=bye)
    wires = {person: Wire() for person in ("user 5", "user 6", "8")}
    try:
        for person, wire in wires.items():
            await join(hub, wire, person, gate)
        beat = hub.subscription.returned
        await until(lambda: hub.subscription.returned > beat)  # the next beat is a second away
        beat = hub.subscription.returned
        losses = metrics.LAYER_LOSSES._value.get()
        allowed.remove("user 5")
        receipt = {"type": "hub", "kind": "personal", "topic": TOPIC, "texts": {"8": ['{"t":"receipt"}']}}
        await speak_into_the_gap(cable, layer, ended("user 5"), receipt)
        await until_put_out(wires["user 5"])
        await until(lambda: MISSED in wires["8"].frames)
        assert hub.subscription.returned == beat + 1  # none was lost
        await until(lambda: hub.subscription.returned > beat + 2)
        assert metrics.LAYER_LOSSES._value.get() == losses + 1
        for person in ("user 6", "8"):
            assert wires[person].frames == [MISSED, {"t": "snapshot"}]
    finally:
        await hub.close()
