"""Redis goes and comes back. Collected only where a Redis is configured (see conftest)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from channels_redis.pubsub import RedisPubSubChannelLayer

from config.env import env
from realtime.hub import Hub
from realtime.peer import Peer
from realtime.process import bye, encode_changes
from realtime.publish import Publisher
from realtime.snapshots import Loaded
from realtime.topic import Topic
from scripts.servers import free_port
from tests.realtime.test_publish import TOPIC, frame, until
from tests.realtime.wires import Wire


class Cable:
    """A TCP connection to Redis that can be pulled out and put back."""

    def __init__(self) -> None:
        self.port = free_port()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

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

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        target = urlsplit(env.redis_url)
        far_reader, far_writer = await asyncio.open_connection(target.hostname, target.port)
        self._open |= {writer, far_writer}
        await asyncio.gather(self._pump(reader, far_writer), self._pump(far_reader, writer))

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
        return Peer(wire.send, snapshot=topic.fresh, encode=topic.changes_message, late=topic.late)

    layer: Any = RedisPubSubChannelLayer(hosts=[cable.url], prefix="outage")
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
