"""This process's one ear on the channel layer: groups joined, messages heard, and losses noticed.

Redis carries messages, never truth, and pub/sub loses what is sent while a connection is down. Each process therefore
sends itself a numbered beat: a missing number means that messages may be missing too, and ``missed`` is called. A beat
also says how often the layer has connected: a connection that broke and was made anew between two beats has lost no
beat, but perhaps other messages. While no beat comes back at all, ``missed`` is called every few seconds, so that
sockets follow the database without Redis.
"""

import asyncio
import logging
import uuid
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, Final, Protocol

from realtime import metrics

logger = logging.getLogger(__name__)

BEAT: Final = 1.0
"""Seconds between two beats."""
CUT_OFF: Final = 3.0
"""Seconds without an own beat after which the layer counts as down."""
PATIENCE: Final = 2.0
"""Seconds that one round of calls to the layer may take."""

LayerMessage = dict[str, Any]


class Layer(Protocol):
    """The part of a channel layer that is used here."""

    async def new_channel(self) -> str: ...
    async def receive(self, channel: str) -> LayerMessage: ...
    async def send(self, channel: str, message: LayerMessage) -> None: ...
    async def group_add(self, group: str, channel: str) -> None: ...
    async def group_discard(self, group: str, channel: str) -> None: ...
    async def group_send(self, group: str, message: LayerMessage) -> None: ...


def connections_made(layer: object) -> int:
    """How often the layer has connected on this loop; one that lives in this process has nothing that could break."""
    count = getattr(layer, "connections_made", None)  # without importing Redis' client where there is no Redis
    return int(count()) if count else 0


class Subscription:
    """Keeps the groups that are joined equal to those wanted, through every outage of the layer.

    ``heard`` gets each message, ``missed`` is told whether the layer is still down, ``pulse`` is asked with each beat
    for what else this process has to tell.
    """

    def __init__(
        self,
        layer: Layer,
        *,
        heard: Callable[[LayerMessage], None],
        missed: Callable[[bool], None],
        pulse: Callable[[], Iterable[tuple[str, LayerMessage]]] = tuple,
    ) -> None:
        self.process = uuid.uuid4().hex
        self._layer = layer
        self._heard = heard
        self._missed = missed
        self._pulse = pulse
        self._wanted: dict[str, asyncio.Event] = {}
        self._joined: set[str] = set()
        self._late: set[str] = set()
        self._channel = ""
        self._changed = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None
        self._receiver: asyncio.Task[None] | None = None
        self._sent = 0
        self.returned = 0
        """Number of the last beat that came back."""
        self._connections: int | None = None
        self._down = False
        self._closed = False
        self._now = asyncio.get_running_loop().time
        self._last_beat = self._last_refresh = self._now()

    @property
    def is_down(self) -> bool:
        """Whether the channel layer does not deliver at present."""
        return self._down

    @property
    def joined(self) -> int:
        """Groups that this process hears."""
        return len(self._joined)

    def want(self, group: str) -> None:
        """Hear this group from now on."""
        if group not in self._wanted:
            self._wanted[group] = asyncio.Event()
            self._changed.set()
        if self._worker is None:
            self._last_beat = self._now()
            self._worker = asyncio.create_task(self._work())

    def drop(self, group: str) -> None:
        """Hear this group no longer."""
        if self._wanted.pop(group, None):
            self._late.discard(group)
            self._changed.set()

    async def ready(self, *groups: str) -> None:
        """Wait until a message to these groups is sure to arrive here; with the layer down, a short while only."""
        try:
            async with asyncio.timeout(PATIENCE if not self._down else 0):
                for group in groups:
                    await self._wanted[group].wait()
        except TimeoutError:
            self._late.update(group for group in groups if not self._wanted[group].is_set())

    async def close(self) -> None:
        """Leave every group and hear nothing more."""
        # The worker ends by itself: a Redis client that is cancelled in mid-command may swallow that.
        self._closed = True
        self._changed.set()
        if self._worker is not None:
            await asyncio.wait({self._worker}, timeout=2 * PATIENCE)
            self._worker.cancel()
        if self._receiver is not None:
            self._receiver.cancel()
            await asyncio.wait({self._receiver}, timeout=PATIENCE)
        for group in self._joined:
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._layer.group_discard(group, self._channel)
            except Exception:
                break  # the layer is down: it forgets this process by itself
        self._worker = self._receiver = None
        self._wanted.clear()
        self._joined.clear()

    async def _work(self) -> None:
        while not self._closed:
            self._changed.clear()
            try:
                async with asyncio.timeout(PATIENCE):
                    await self._round()
            except Exception as error:
                self._failed(error)
            if self._now() - self._last_beat > CUT_OFF and self._now() - self._last_refresh > CUT_OFF:
                self._last_refresh = self._now()
                self._lost(layer_down=True)
            if not self._closed:
                with suppress(TimeoutError):
                    async with asyncio.timeout(BEAT):
                        await self._changed.wait()

    async def _round(self) -> None:
        if not self._channel:
            self._channel = await self._layer.new_channel()
            self._receiver = asyncio.create_task(self._receive())
        for group in self._wanted.keys() - self._joined:
            await self._layer.group_add(group, self._channel)
            self._joined.add(group)
        for group in self._joined - self._wanted.keys():
            self._joined.discard(group)
            await self._layer.group_discard(group, self._channel)
        for group, arrived in tuple(self._wanted.items()):
            if not arrived.is_set():
                probe = {"type": "hub", "kind": "probe", "process": self.process, "topic": group}
                await self._layer.group_send(group, probe)
        self._sent += 1
        made = connections_made(self._layer)
        beat = {"type": "hub", "kind": "beat", "number": self._sent, "connections": made}
        await self._layer.send(self._channel, beat)
        for group, message in self._pulse():
            await self._layer.group_send(group, message)

    async def _receive(self) -> None:
        while True:
            message = await self._layer.receive(self._channel)
            try:
                if message["kind"] == "beat":
                    self._beat(message["number"], message["connections"])
                elif message["kind"] == "probe":
                    self._probe(message)
                else:
                    self._heard(message)
            except Exception:
                logger.exception("a message of the channel layer could not be delivered")

    def _beat(self, number: int, connections: int) -> None:
        # Counted as it was sent: a beat that says of a new connection has come by it, so what is read now is followed
        # by whatever is told from now on.
        missing, self.returned = number - self.returned - 1, number
        reconnected = self._connections not in (None, connections)
        self._connections = connections
        self._last_beat = self._now()
        if self._down:
            self._down = False
            logger.warning("the channel layer is back")
        if missing > 0 or reconnected:
            self._lost(layer_down=False)

    def _probe(self, message: LayerMessage) -> None:
        group = message["topic"]
        if message["process"] != self.process or group not in self._wanted:
            return
        self._wanted[group].set()
        if group in self._late:
            self._late.discard(group)
            self._lost(layer_down=False)

    def _lost(self, *, layer_down: bool) -> None:
        metrics.LAYER_LOSSES.inc()
        self._missed(layer_down)

    def _failed(self, error: Exception) -> None:
        if not self._down:
            self._down = True
            logger.warning("the channel layer is down, sockets follow the database: %r", error)
