"""All sockets of this process, by audience. One subscription per audience, each frame encoded once."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from typing import Any, Final

from realtime import metrics
from realtime.admission import Gate, ask_again, end_access, those
from realtime.asgi import Message
from realtime.changes import Changes
from realtime.peer import Peer, text_message
from realtime.people import People
from realtime.snapshots import Loaded
from realtime.streams import ACCOUNTS, STREAMS, live_topic, people_topic
from realtime.subscription import Layer, LayerMessage, Subscription
from realtime.topic import YIELD_EVERY, Topic

logger = logging.getLogger(__name__)

Load = Callable[[], Awaitable[Loaded]]
BEHIND: Final = 5.0
"""Seconds a socket may stay behind before it gets a snapshot and a goodbye."""
GRACE: Final = 15.0
"""Seconds behind after which a socket that has not even taken its goodbye is dropped."""
RETRY: Final = 1.0
"""Seconds between two attempts to ask the domain for sockets that have missed something."""
FAREWELL: Final = 1.0
"""Seconds that slow sockets have to take their goodbye when the process stops."""


class Hub:
    """The registry of topics of one process (strictly: of one event loop).

    ``encode`` turns changes into a frame; ``bye`` gives the messages that end a connection for a reason.
    """

    def __init__(self, layer: Layer, *, encode: Callable[[Changes], str], bye: Callable[[str], list[Message]]) -> None:
        self._loop = asyncio.get_running_loop()
        self._encode = encode
        self._bye = bye
        self._topics: dict[str, Topic] = {}
        self._people: dict[str, People] = {}
        self._buckets: dict[str, str] = {}
        self._stale: set[Topic] = set()
        self._refreshing: set[Topic] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._sweeper: asyncio.Task[None] | None = None
        self.subscription = Subscription(layer, heard=self.heard, missed=self.refresh, pulse=self._pulse)
        self._told: set[Peer] = set()
        self.closing = False
        """Said goodbye: no new socket is taken, and no command is heard."""

    async def join(
        self, name: str, load: Load | None, make_peer: Callable[[Topic], Peer], *, gate: Gate | None = None
    ) -> tuple[Topic, Peer]:
        """Register a socket for an audience; when this returns, no later message to it can be missed."""
        self.subscription.want(ACCOUNTS)
        topic = self._topics.get(name)
        if topic is None:
            topic = Topic(name, schedule=self._loop, encode=self._encode, load=load, gate=gate)
            self._topics[name] = topic
            self.subscription.want(name)
        peer = make_peer(topic)
        topic.add(peer)
        if self._sweeper is None:
            self._sweeper = self._loop.create_task(self._sweep())
        await self.subscription.ready(ACCOUNTS, name)
        return topic, peer

    def follow_people(self, session_id: str) -> None:
        """Count the people of this session, here and in the other processes."""
        if session_id not in self._people:
            self._people[session_id] = People(self._loop.time)
            self.subscription.want(people_topic(session_id))

    def leave(self, topic: Topic, peer: Peer) -> None:
        """Forget a socket; the last one of an audience ends the subscription."""
        topic.remove(peer)
        if not topic.peers and self._topics.get(topic.name) is topic:
            topic.stop()
            del self._topics[topic.name]
            self.subscription.drop(topic.name)

    @property
    def topics(self) -> Iterable[Topic]:
        """The audiences of this process."""
        return self._topics.values()

    def everybody(self) -> int:
        """Attendees' sockets over all processes, in the sessions that this process follows; its own as they are now."""
        return sum(self._present(session).total() for session in self._people)

    def count(self, session_id: str) -> int:
        """Attendees' sockets of a session in this process."""
        topic = self._topics.get(live_topic(session_id, "public"))
        return len(topic.peers) if topic else 0

    def people(self, session_id: str) -> str:
        """The people of a session over all processes, as a step."""
        return self._present(session_id).bucket()

    def _present(self, session_id: str) -> People:
        people = self._people.get(session_id) or People(self._loop.time)
        people.heard(self.subscription.process, self.count(session_id))
        return people

    def heard(self, message: LayerMessage) -> None:
        """Deliver a message of the channel layer to the local sockets."""
        kind = message["kind"]
        if kind == "people":
            self._heard_of_people(message)
            return
        if message["topic"] == ACCOUNTS:
            self._heard_of_accounts(message)
            return
        topic = self._topics.get(message["topic"])
        if topic is None:
            return
        if kind == "frame":
            topic.structural(message["text"], message["rev"])
        elif kind == "scores":
            changes = Changes()
            scores = {question: (score[0], score[1]) for question, score in message["scores"].items()}
            changes.add(scores, polls=message.get("polls"))
            topic.changed(changes)
        elif kind == "personal":
            self._personal(topic, message["texts"])
        elif kind == "ended":
            end_access(topic.peers, message["whose"])
        elif kind == "doubt":
            self._doubt(topic, message)
        elif kind == "stale":
            self._refresh(topic)

    def refresh(self, layer_down: bool) -> None:
        """Messages may have been missed: bring every audience to the present state.

        Clients of topics without snapshots connect again, but only once the layer is back.
        """
        for topic in tuple(self._topics.values()):
            if topic.snapshots or not layer_down:
                self._refresh(topic)

    async def farewell(self) -> None:
        """Say goodbye to every socket. It stays open for the answers to what it has said before."""
        self.closing = True
        goodbye, _ = self._bye("deploy")
        async for peer in self._each():
            if not peer.closed:
                peer.push(goodbye)
                self._told.add(peer)
                metrics.GOODBYES.labels("deploy").inc()

    async def close(self) -> None:
        """Say goodbye to every socket that has not heard it, then stop. Slow sockets have a second to take it."""
        self.closing = True
        late = {peer for topic in self._topics.values() for peer in topic.late}
        peers: list[Peer] = []
        async for peer in self._each():
            peers.append(peer)
            if peer in self._told and peer not in late:
                peer.leave(self._bye("deploy")[-1])
            else:
                self._dismiss(peer, "deploy")
        last = self._loop.time() + FAREWELL
        while any(peer.behind_since is not None for peer in peers) and self._loop.time() < last:
            await asyncio.sleep(0.02)
        for topic in self._topics.values():
            topic.stop()
        tasks = [*self._tasks, *([self._sweeper] if self._sweeper else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._sweeper = None
        await self.subscription.close()

    async def _each(self) -> AsyncIterator[Peer]:
        for number, peer in enumerate([peer for topic in self._topics.values() for peer in topic.peers], 1):
            yield peer
            if number % YIELD_EVERY == 0:
                await asyncio.sleep(0)

    def _heard_of_people(self, message: LayerMessage) -> None:
        if people := self._people.get(message["session"]):
            people.heard(message["process"], message["count"])
            self._tell_people(message["session"])

    def _heard_of_accounts(self, message: LayerMessage) -> None:
        if message["kind"] == "stale":
            self.refresh(layer_down=False)
        for topic in self._topics.values():
            self._doubt(topic, message)

    def _doubt(self, topic: Topic, message: LayerMessage) -> None:
        if topic.gate and (peers := those(topic.peers, message.get("whose"))):
            self._start(self._ask_again(topic, peers))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _personal(self, topic: Topic, texts: dict[str, list[str]]) -> None:
        for peer in topic.peers:
            for text in texts.get(peer.person, ()):
                peer.push(text_message(text))

    def _refresh(self, topic: Topic) -> None:
        self._stale.add(topic)
        if topic not in self._refreshing:
            self._refreshing.add(topic)
            self._start(self._send_present_state(topic))

    async def _send_present_state(self, topic: Topic) -> None:
        """Once more for each loss noticed meanwhile: what was asked before it may be out of date already."""
        try:
            while topic in self._stale:
                self._stale.discard(topic)
                if topic.snapshots is None:
                    for peer in topic.peers:
                        self._dismiss(peer, "missed")
                else:
                    await self._ask_again(topic, topic.peers)
                    await self._until_answered(topic, topic.tell_present_state)
        finally:
            self._refreshing.discard(topic)

    async def _ask_again(self, topic: Topic, peers: Sequence[Peer]) -> None:
        if gate := topic.gate:
            await self._until_answered(topic, lambda: ask_again(peers, gate))

    async def _until_answered(self, topic: Topic, ask: Callable[[], Awaitable[None]]) -> None:
        failed = False
        while self._topics.get(topic.name) is topic:
            try:
                await ask()
            except Exception as error:  # mostly the database, which is away as well
                if not failed:
                    logger.warning("the sockets of %s wait for their present state: %r", topic.name, error)
                failed = True
                await asyncio.sleep(RETRY)
            else:
                break

    def _pulse(self) -> Iterable[tuple[str, LayerMessage]]:
        process = self.subscription.process
        for session in tuple(self._people):
            count = self.count(session)
            message = {"type": "hub", "kind": "people", "session": session, "process": process, "count": count}
            yield people_topic(session), message

    def _follow_people(self) -> None:
        for session in tuple(self._people):
            if any(live_topic(session, stream) in self._topics for stream in STREAMS):
                self._tell_people(session)
            else:
                del self._people[session]
                self._buckets.pop(session, None)
                self.subscription.drop(people_topic(session))

    def _tell_people(self, session: str) -> None:
        bucket = self.people(session)
        if self._buckets.get(session) != bucket:
            self._buckets[session] = bucket
            for stream in STREAMS:
                if topic := self._topics.get(live_topic(session, stream)):
                    changes = Changes()
                    changes.add({}, bucket)
                    topic.changed(changes)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(1)
            self._follow_people()
            now = self._loop.time()
            for topic in tuple(self._topics.values()):
                for peer in topic.peers:
                    behind = now - peer.behind_since if peer.behind_since is not None else 0.0
                    if behind > GRACE:
                        metrics.DROPPED.inc()
                        peer.abort()
                    elif behind > BEHIND:
                        self._dismiss(peer, "slow", fresh=True)

    def _dismiss(self, peer: Peer, why: str, *, fresh: bool = False) -> None:
        if peer.leave(*self._bye(why), fresh=fresh):
            metrics.GOODBYES.labels(why).inc()
