"""Sockets without a network: what a server's ``send`` does, and what a test sees of it."""

import asyncio
import json
from typing import Any

from realtime.asgi import Message
from realtime.peer import Peer
from realtime.topic import Topic


class Wire:
    """An ASGI ``send`` that keeps what it gets. While it is shut, it waits like one whose client does not read."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.open = asyncio.Event()
        self.open.set()
        self.broken = False

    async def send(self, message: Message) -> None:
        await self.open.wait()
        if self.broken:
            raise OSError("the client has gone")
        self.messages.append(message)

    @property
    def frames(self) -> list[Any]:
        """The text frames, decoded; other messages by their type."""
        return [json.loads(m["text"]) if "text" in m else m["type"] for m in self.messages]


def join(topic: Topic, wire: Wire, person: str = "") -> Peer:
    """A peer of the topic that has been greeted."""
    peer = Peer(wire.send, snapshot=topic.caught_up, encode=topic.changes_message, late=topic.late, person=person)
    topic.add(peer)
    peer.begin()
    return peer


async def settle() -> None:
    """Let everything run that can run now."""
    for _ in range(20):
        await asyncio.sleep(0)
