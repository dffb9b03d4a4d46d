"""One audience in this process: its sockets, and the order in which frames reach them."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Final, Protocol

from realtime import metrics
from realtime.admission import Gate
from realtime.asgi import Message
from realtime.changes import Changes
from realtime.fanout import Audience
from realtime.messages import Missed, encode
from realtime.peer import Peer, text_message
from realtime.snapshots import Loaded, Snapshots
from realtime.straight import frame_of
from realtime.streams import stream_of
from realtime.tick import Tick

YIELD_EVERY: Final = 200
"""After so many sockets of a fan-out the loop serves others."""
MISSED: Final = text_message(encode(Missed(within_ms=(0, 10_000))))


class Schedule(Protocol):
    """The part of an event loop that tells the time; tests have one of their own."""

    def time(self) -> float: ...

    def call_later(self, delay: float, callback: Callable[[], object], /) -> asyncio.TimerHandle: ...


class Topic:
    """Hands each frame, encoded once, to every local socket; structural frames at once, merged ones per tick.

    ``load`` reads the topic's present state; a topic without it has no snapshots (its clients read over REST).
    ``gate`` says who may still follow it.
    """

    def __init__(
        self,
        name: str,
        *,
        schedule: Schedule,
        encode: Callable[[Changes], str],
        load: Callable[[], Awaitable[Loaded]] | None = None,
        gate: Gate | None = None,
    ) -> None:
        self.name = name
        self._missed = [MISSED] if stream_of(name) == "public" else []  # on the others nothing is personal
        self.gate = gate
        self.late: set[Peer] = set()
        self._peers: dict[Peer, None] = {}
        self._audience: Audience | None = None
        self.snapshots = Snapshots(load, self.changes_message) if load else None
        self._told_present: str | None = None
        self._told_missed = -1
        self._encode = encode
        self._schedule = schedule
        self._tick = Tick(schedule.time)
        self._frames: deque[Message] = deque()
        self._changes = Changes()
        self._runner: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def peers(self) -> Sequence[Peer]:
        """The sockets of this audience, in the order of joining."""
        return self._present().peers

    def add(self, peer: Peer) -> None:
        """Reach this socket from now on."""
        self._peers[peer] = None
        self._audience = None

    def remove(self, peer: Peer) -> None:
        """Forget a socket."""
        self._peers.pop(peer, None)
        peer.forgotten()
        self._audience = None

    def _present(self) -> Audience:
        if self._audience is None:
            self._audience = Audience(tuple(self._peers), self.late)
        return self._audience

    def changes_message(self, changes: Changes) -> Message:
        """The frame that tells these changes."""
        return text_message(self._encode(changes))

    async def fresh(self) -> list[Message]:
        """The frames that bring a socket to the present state; none for a topic without snapshots."""
        return await self.snapshots.messages() if self.snapshots else []

    async def caught_up(self) -> list[Message]:
        """The same for a socket that has missed frames, those to its person alone too."""
        return [*self._missed, *await self.fresh()]

    async def tell_present_state(self) -> None:
        """Read the state anew and send it, unless nothing has changed since it was sent so last.

        Frames to single persons go with structural changes: they may be missing when the revision is a later one than
        when people were last told so. Raises what the read raises.
        """
        if self.snapshots is None:
            return
        self.snapshots.forget()
        state = await self.snapshots.get()
        if state.rev > self._told_missed:
            self._told_missed = state.rev
            for message in self._missed:
                self.send(message)
        if state.message["text"] != self._told_present:
            self._told_present = state.message["text"]
            for message in await self.snapshots.messages():
                self.send(message)

    def structural(self, text: str, rev: int) -> None:
        """Send this frame to everybody, at once and in order."""
        if self.snapshots:
            self.snapshots.heard_frame(text, rev)
        self.send(text_message(text))

    def send(self, message: Message) -> None:
        """Send a prepared message to everybody, after those sent before."""
        self._frames.append(message)
        self._wake()

    def changed(self, changes: Changes) -> None:
        """Tell these values with the next merged frame."""
        if self.snapshots:
            self.snapshots.heard_changes(changes)
        if self._peers:
            self._changes.merge(changes)
            self._wake()

    async def idle(self) -> None:
        """Wait until every frame that may go out now has been handed over."""
        while self._runner is not None:
            await asyncio.shield(self._runner)

    def stop(self) -> None:
        """Send nothing more."""
        if self._timer is not None:
            self._timer.cancel()
        if self._runner is not None:
            self._runner.cancel()

    def _wake(self) -> None:
        if self._runner is None:
            self._runner = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        try:
            while True:
                if self._frames:
                    await self._fan_out(self._frames.popleft())
                elif self._changes and self._tick.wait() == 0:
                    await self._fan_out_changes()
                else:
                    break
        finally:
            self._runner = None
        if self._changes and self._timer is None:
            self._timer = self._schedule.call_later(self._tick.wait(), self._timer_rang)

    def _timer_rang(self) -> None:
        self._timer = None
        self._wake()

    async def _fan_out(self, message: Message) -> None:
        started = self._schedule.time()
        sockets = await self._hand_over(message, lambda peer: peer.push(message))
        metrics.FAN_OUT.observe(self._tick.fan_out(started))
        metrics.FRAMES_STRUCTURAL.inc(sockets)

    async def _fan_out_changes(self) -> None:
        started = self._schedule.time()
        changes, self._changes = self._changes, Changes()
        message = self.changes_message(changes)
        sockets = await self._hand_over(message, lambda peer: peer.push_changes(message, changes))
        metrics.FAN_OUT.observe(self._tick.merged_sent(started))
        metrics.TICK.observe(self._tick.length)
        metrics.FRAMES_MERGED.inc(sockets)

    async def _hand_over(self, message: Message, hold: Callable[[Peer], None]) -> int:
        audience, frame = self._present(), frame_of(message)
        for first in range(0, len(audience.peers), YIELD_EVERY):
            if first:
                await asyncio.sleep(0)
            audience.hand_over(message, frame, hold, first, first + YIELD_EVERY)
        return len(audience.peers)
