"""From any thread to the channel layer, without waiting and without raising.

A message is appended to a bounded queue; one task per process takes it from there. With the in-memory layer that task
runs on the server's loop, where the sockets are; with Redis on a loop of its own in a background thread, so that a
WSGI worker publishes over one lasting connection. While Redis is down messages are dropped and their topics noted;
once it is back each of these topics is told to read the present state. Messages that end somebody's access are kept
and sent first.
"""

import asyncio
import atexit
import logging
import os
import threading
from collections import deque
from typing import Final

from channels.layers import InMemoryChannelLayer, get_channel_layer

from realtime import metrics
from realtime.subscription import PATIENCE, Layer, LayerMessage

logger = logging.getLogger(__name__)

QUEUED_AT_MOST: Final = 10_000
KEPT_AT_MOST: Final = 1_000
"""So many ends of access are kept while the layer is down. Who else is concerned is asked anew with the topic."""
LASTING: Final = frozenset({"ended", "doubt"})
RETRY: Final = 1.0
"""Seconds between two attempts while the layer is down."""


class Publisher:
    """The one way out of this process. ``own_loop`` says that no loop of a server is needed."""

    def __init__(self, layer: Layer, *, own_loop: bool) -> None:
        self.layer = layer
        self._own_loop = own_loop
        self._reset()
        atexit.register(self.flush, 1.0)

    def _reset(self) -> None:
        self._pid = os.getpid()
        self._lock = threading.Lock()
        self._queue: deque[tuple[str, LayerMessage]] = deque()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._draining = False
        self._down = False
        self._missed: set[str] = set()
        self._kept: dict[tuple[str, str], LayerMessage] = {}
        self._empty = threading.Event()
        self._empty.set()

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        """The server's loop has sockets from now on; used by a layer that lives in this process."""
        if not self._own_loop:
            with self._lock:
                if self._loop is not loop:
                    self._loop, self._draining = loop, False

    def publish(self, topic: str, message: LayerMessage) -> None:
        """Send to everybody who hears the topic, in all processes. Callable from any thread; returns at once."""
        if self._pid != os.getpid():
            self._reset()  # a fork has the parent's queue, but not its thread
        with self._lock:
            loop = self._running_loop()
            if loop is None:
                return  # no socket has ever been opened in the only process there is
            if self._down or len(self._queue) >= QUEUED_AT_MOST:
                self._miss(topic, message)
            else:
                self._queue.append((topic, message))
                self._empty.clear()
            if not self._draining:
                self._draining = True
                loop.call_soon_threadsafe(self._start)

    @property
    def queued(self) -> int:
        """Messages that wait to be sent."""
        return len(self._queue)

    def flush(self, seconds: float) -> bool:
        """Wait until everything is sent or dropped, in a thread other than the loop's; whether it was in time."""
        return self._pid != os.getpid() or self._empty.wait(seconds)

    def _running_loop(self) -> asyncio.AbstractEventLoop | None:
        if self._loop is None and self._own_loop:
            self._loop = asyncio.new_event_loop()
            threading.Thread(target=self._loop.run_forever, name="publisher", daemon=True).start()
        if self._loop is not None and self._loop.is_closed():
            self._loop, self._draining = None, False
            self._queue.clear()
            self._empty.set()
        return self._loop

    def _start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._drain())

    async def _drain(self) -> None:
        while True:
            if self._down:
                await self._recover()
            with self._lock:
                if not self._queue:
                    if self._down:
                        continue
                    self._draining = False
                    self._empty.set()
                    return
                topic, message = self._queue.popleft()
            try:
                async with asyncio.timeout(PATIENCE):
                    await self.layer.group_send(topic, message)
            except Exception as error:
                self._failed(topic, message, error)

    def _miss(self, topic: str, message: LayerMessage) -> None:
        self._down = True
        if message["kind"] in LASTING and len(self._kept) < KEPT_AT_MOST:
            self._kept[topic, message["whose"]] = message
            return
        self._missed.add(topic)
        if message["kind"] != "stale":
            metrics.PUBLISH_DROPPED.inc()

    def _failed(self, topic: str, message: LayerMessage, error: Exception) -> None:
        logger.warning("messages cannot be published, the channel layer is down: %r", error)
        with self._lock:
            self._miss(topic, message)
            while self._queue:
                self._miss(*self._queue.popleft())
            self._empty.set()

    async def _recover(self) -> None:
        """As soon as the layer takes messages again, tell whose access has ended, and each topic what it has missed."""
        while owed := self._owed():
            try:
                async with asyncio.timeout(PATIENCE):
                    await self.layer.group_send(*owed)
            except Exception:
                with self._lock:
                    self._miss(*owed)
                await asyncio.sleep(RETRY)
        logger.warning("messages are published again")

    def _owed(self) -> tuple[str, LayerMessage] | None:
        """What is to be told next after a loss; once that is all, messages are queued again."""
        with self._lock:
            if self._kept:
                topic, whose = next(iter(self._kept))
                return topic, self._kept.pop((topic, whose))
            if self._missed:
                topic = self._missed.pop()
                return topic, {"type": "hub", "kind": "stale", "topic": topic}
            self._down = False
            return None


_publisher: Publisher | None = None
_making = threading.Lock()


def publisher() -> Publisher:
    """The publisher of this process, for the configured channel layer."""
    global _publisher
    layer: Layer = get_channel_layer()  # type: ignore[no-untyped-call] # Channels has no types
    with _making:
        if _publisher is None or _publisher.layer is not layer:
            _publisher = Publisher(layer, own_loop=not isinstance(layer, InMemoryChannelLayer))
        return _publisher
