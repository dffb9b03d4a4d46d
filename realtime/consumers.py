"""The WebSocket endpoints: check who connects, register with the hub, hear what is said. Nothing else.

They are plain ASGI applications below Channels' router. A Channels consumer would cost each socket a channel of its
own on the layer, and each frame a way through its dispatch.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, TypeVar

from forum.core.errors import DomainError
from realtime import metrics
from realtime.admission import Gate, ask_again
from realtime.asgi import Message, Send
from realtime.conversation import Conversation, LiveConversation
from realtime.domain import Domain, Entry, read
from realtime.hub import Hub
from realtime.messages import PROTOCOL, Hello, encode
from realtime.peer import Peer, text_message
from realtime.process import Process, bye, start
from realtime.streams import Stream, live_topic, thread_topic
from realtime.topic import Topic

logger = logging.getLogger(__name__)

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
T = TypeVar("T")
UNKNOWN, UNAVAILABLE = 4404, 1013


async def accept(scope: Scope, send: Send) -> None:
    """Accept the handshake, with the protocol's name when the client has offered it."""
    offered = PROTOCOL in scope.get("subprotocols", ())
    await send({"type": "websocket.accept", "subprotocol": PROTOCOL if offered else None})


async def refuse(scope: Scope, send: Send, code: int) -> None:
    """Accept and close at once: a browser does not learn the code of a refused handshake."""
    await accept(scope, send)
    await send({"type": "websocket.close", "code": code})


async def unknown(scope: Scope, receive: Receive, send: Send) -> None:
    """Every address that is not one of ours."""
    await receive()
    await refuse(scope, send, UNKNOWN)


async def listen(receive: Receive, hub: Hub, peer: Peer, hear: Callable[[str | None], Awaitable[bool]]) -> None:
    """Hear messages until the client goes, or goes too far. After the goodbye the next process hears them."""
    while (event := await receive())["type"] != "websocket.disconnect":
        if not peer.closed and not hub.closing and not await hear(event.get("text")) and peer.leave(*bye("abuse")):
            metrics.GOODBYES.labels("abuse").inc()


async def stay(peer: Peer, until: Awaitable[None]) -> None:
    """Wait for the end of a connection; the hub may drop a socket that takes nothing."""
    task = asyncio.current_task()
    assert task is not None
    peer.on_abort = task.cancel
    try:
        await until
    except asyncio.CancelledError:
        if not peer.closed:
            raise
    finally:
        peer.on_abort = lambda: None
        peer.closed = True


async def entered(scope: Scope, send: Send, process: Process, check: Callable[..., T], *args: Any) -> T | None:
    """Accept when the domain lets this browser in, refuse otherwise; what the domain said, or ``None``."""
    try:
        result = await read(check, *args, scope["cookies"])
    except DomainError:
        metrics.CONNECTIONS.labels("unknown").inc()
        await refuse(scope, send, UNKNOWN)
        return None
    except Exception:
        logger.exception("a connection could not be checked")
        metrics.CONNECTIONS.labels("unavailable").inc()
        await refuse(scope, send, UNAVAILABLE)
        return None
    metrics.CONNECTIONS.labels("accepted").inc()
    await accept(scope, send)
    if process.hub.closing:
        for message in bye("deploy"):
            await send(message)
        return None
    return result


def apologise(peer: Peer) -> None:
    """End a connection about which the domain could not be asked; to be called where its error is handled."""
    logger.exception("a connection could not be greeted")
    metrics.GOODBYES.labels("unavailable").inc()
    peer.begin(*bye("unavailable"))


class LiveEndpoint:
    """One stream of a live session."""

    def __init__(self, stream: Stream, domain: Domain) -> None:
        self._stream = stream
        self._domain = domain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        process = start(self._domain)
        session_id = int(scope["url_route"]["kwargs"]["session_id"])
        entry = await entered(scope, send, process, self._domain.enter_live, self._stream, session_id)
        if entry is None:
            return
        process.hub.follow_people(str(session_id))

        def make_peer(topic: Topic) -> Peer:
            return Peer(
                send,
                snapshot=topic.caught_up,
                encode=topic.changes_message,
                late=topic.late,
                person=entry.person,
                cookies=scope["cookies"],
            )

        name, load = live_topic(session_id, self._stream), process.load(session_id, self._stream)
        gate = process.gate(partial(self._domain.still_in, self._stream, session_id))
        topic, peer = await process.hub.join(name, load, make_peer, gate=gate)
        try:
            await stay(peer, self._converse(process, entry, topic, peer, receive))
        finally:
            process.hub.leave(topic, peer)

    async def _converse(self, process: Process, entry: Entry, topic: Topic, peer: Peer, receive: Receive) -> None:
        snapshots = topic.snapshots
        assert snapshots is not None  # a live topic has them
        try:
            if topic.gate and not peer.is_participant:
                # Once more: the right may have ended between the first look and the subscription.
                await ask_again([peer], topic.gate)
            me = await read(self._domain.personal, entry)
            # Read after the subscription began: a change that this revision does not have is sure to be told.
            state = await snapshots.get()
        except Exception:
            apologise(peer)
            return
        hello = Hello(epoch=state.epoch, rev=state.rev, role=entry.stream, me=me)
        peer.begin(text_message(encode(hello)))
        await listen(receive, process.hub, peer, LiveConversation(peer, topic, entry, process.lane).hear)


class ThreadEndpoint:
    """New posts of one thread."""

    def __init__(self, domain: Domain) -> None:
        self._domain = domain

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        process = start(self._domain)
        thread_id = int(scope["url_route"]["kwargs"]["thread_id"])
        person = await entered(scope, send, process, self._domain.enter_thread, thread_id)
        if person is None:
            return

        def make_peer(topic: Topic) -> Peer:
            return Peer(
                send,
                snapshot=topic.fresh,
                encode=topic.changes_message,
                late=topic.late,
                person=person,
                cookies=scope["cookies"],
            )

        gate = process.gate(partial(self._domain.still_reads, thread_id))
        topic, peer = await process.hub.join(thread_topic(thread_id), None, make_peer, gate=gate)
        try:
            await stay(peer, self._converse(process, peer, gate, receive))
        finally:
            process.hub.leave(topic, peer)

    async def _converse(self, process: Process, peer: Peer, gate: Gate, receive: Receive) -> None:
        try:
            await ask_again([peer], gate)  # once more, like a desk
        except Exception:
            apologise(peer)
            return
        peer.begin()
        await listen(receive, process.hub, peer, Conversation(peer).hear)
