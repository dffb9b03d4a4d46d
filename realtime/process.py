"""What one process has for all its sockets: a hub and a vote lane, made with the first socket."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal
from weakref import WeakKeyDictionary

from realtime import metrics
from realtime.admission import Gate
from realtime.asgi import Message
from realtime.changes import Changes
from realtime.domain import Domain, Visit, read, write
from realtime.hub import Hub, Load
from realtime.lane import Answer, VoteLane, Will
from realtime.messages import Bye, Scores, encode
from realtime.peer import Peer, text_message
from realtime.publish import publisher
from realtime.snapshots import Loaded
from realtime.streams import Stream
from realtime.subscription import Layer

Why = Literal["deploy", "slow", "missed", "unavailable", "abuse"]
FAREWELLS: Final[dict[str, tuple[tuple[int, int], int]]] = {
    "deploy": ((500, 15_000), 1001),
    "slow": ((500, 15_000), 1001),
    "missed": ((0, 5_000), 1001),
    "unavailable": ((1_000, 15_000), 1013),
    "abuse": ((30_000, 60_000), 4400),
}
"""By reason: in which window to connect again (milliseconds), and the close code."""

DRAIN: Final = 3.0
"""Seconds for the votes that were taken before the goodbye."""


def encode_changes(changes: Changes) -> str:
    """Merged changes as a ``scores`` frame."""
    # The results were narrowed to the stream, and checked against its types, where they were published.
    results: Any = changes.polls
    message = Scores(q=changes.scores, p=results)
    if changes.people is not None:
        message.people = changes.people
    return encode(message)


def bye(why: str) -> list[Message]:
    """The messages that end a connection."""
    window, code = FAREWELLS[why]
    farewell = Bye(why=why, retry_ms=window)  # type: ignore[arg-type] # the table's keys are the reasons
    return [text_message(encode(farewell)), {"type": "websocket.close", "code": code}]


class Process:
    """Hub and vote lane of one event loop, on one channel layer and one domain."""

    def __init__(self, layer: Layer, domain: Domain) -> None:
        self.domain = domain
        self.hub = Hub(layer, encode=encode_changes, bye=bye)
        self.lane = VoteLane(self._store)

    def load(self, session_id: int, stream: Stream) -> Load:
        """How the hub reads the state of a stream."""

        async def load() -> Loaded:
            with metrics.SNAPSHOT.time():
                return await read(self.domain.snapshot, session_id, stream, self.hub.people(str(session_id)))

        return load

    def gate(self, still: Callable[[Sequence[Visit]], Sequence[bool]]) -> Gate:
        """How the hub asks who may still follow an audience: ``still`` is the domain's answer."""

        async def gate(peers: Sequence[Peer]) -> Sequence[bool]:
            return await read(still, [Visit(peer.person, peer.cookies) for peer in peers])

        return gate

    async def _store(self, session_id: int, votes: Sequence[Will]) -> Sequence[Answer]:
        return await write(self.domain.cast_votes, session_id, votes)


_processes: WeakKeyDictionary[asyncio.AbstractEventLoop, Process] = WeakKeyDictionary()


def start(domain: Domain) -> Process:
    """The process of the running loop, made now when there is none."""
    loop = asyncio.get_running_loop()
    process = _processes.get(loop)
    if process is None:
        process = _processes[loop] = Process(publisher().layer, domain)
        publisher().attach(loop)
    return process


def running() -> Process | None:
    """The process of the running loop, if a socket has ever been opened there."""
    return _processes.get(asyncio.get_running_loop())


async def stop() -> None:
    """Say goodbye to every socket of the running loop, answer what has been said till then, and close them.

    A vote whose commit takes too long is answered by another process, to which its client sends it again. A socket that
    comes later finds a new hub.
    """
    process = _processes.get(asyncio.get_running_loop())
    if process is not None:
        await process.hub.farewell()
        await process.lane.idle(DRAIN)
        await process.hub.close()
        _processes.pop(asyncio.get_running_loop(), None)
