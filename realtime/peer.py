"""One accepted WebSocket, as the hub sees it: it takes frames and never makes anybody wait.

The ASGI server's ``send`` finishes without suspending while the socket keeps up. ``Peer`` drives it by hand, so a
frame costs no task; only when it does suspend (the client reads too slowly) a task of this peer takes over, and
frames are held until it is done: a bounded number of structural ones and at most one map of scores.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Mapping
from types import MappingProxyType, coroutine
from typing import Any, Final

from realtime.asgi import Message, Send
from realtime.changes import Changes
from realtime.straight import straight_way

NO_COOKIES: Final[Mapping[str, str]] = MappingProxyType({})
HELD_AT_MOST: Final = 100
"""So many structural frames wait for a slow socket; with more it gets a snapshot in their place."""


def text_message(text: str) -> Message:
    """The ASGI message of a text frame; made once and handed to every socket."""
    return {"type": "websocket.send", "text": text}


@coroutine
def _finish(started: Coroutine[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    """Go on with a coroutine that was started by hand and has suspended on a future."""
    try:
        yield waits_for
    except BaseException:
        started.close()
        raise
    yield from started


class Peer:
    """A socket and what is held for it.

    ``snapshot`` gives the frames that bring a peer which has missed some to the present state, ``encode`` turns changes
    into a frame. ``late`` holds the peers of its topic that cannot take a frame now: not greeted yet, behind, or gone.
    ``behind_since`` is the loop's time at which the socket stopped keeping up. ``person`` and ``cookies`` are what the
    socket was let in as and by.
    """

    __slots__ = (
        "__weakref__",
        "_changes",
        "_encode",
        "_held",
        "_last",
        "_late",
        "_leaving",
        "_loop",
        "_quiet",
        "_snapshot",
        "_stale",
        "_task",
        "behind_since",
        "closed",
        "cookies",
        "on_abort",
        "person",
        "send",
        "straight",
    )

    def __init__(
        self,
        send: Send,
        *,
        snapshot: Callable[[], Awaitable[list[Message]]],
        encode: Callable[[Changes], Message],
        late: set["Peer"],
        person: str = "",
        cookies: Mapping[str, str] = NO_COOKIES,
        on_abort: Callable[[], object] = lambda: None,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self.send = send
        self.straight = straight_way(send)
        self._snapshot = snapshot
        self._encode = encode
        self._held: deque[Message] = deque()
        self._changes: Changes | None = None
        self._last: deque[Message] = deque()
        self._leaving = False
        self._stale = False
        self._quiet = True
        self._task: asyncio.Task[None] | None = None
        self.behind_since: float | None = None
        self.closed = False
        self._late = late
        late.add(self)
        self.on_abort = on_abort
        self.person = person
        self.cookies = cookies

    @property
    def is_participant(self) -> bool:
        """Whether it was let in as somebody who has joined; all others show an account or a link."""
        return self.person.isdigit()

    def begin(self, *first: Message) -> None:
        """Send these messages before anything else; until this call frames are held."""
        for message in reversed(first):
            self._held.appendleft(message)
        self._quiet = False
        if not self.closed:
            self._late.discard(self)
        while self._task is None and not self.closed and (self._held or self._changes):
            self._drive(self._pop_held())

    def push(self, message: Message) -> None:
        """Hand over a frame that must arrive in order. Never waits, never raises."""
        if self._task is not None or self._quiet:
            self._hold(message)
        elif not self.closed:
            self._drive(message)

    def push_changes(self, message: Message, changes: Changes) -> None:
        """Hand over merged changes, encoded in ``message``; a slow socket gets one map of all it has missed."""
        if self._task is None and not self._quiet:
            if not self.closed:
                self._drive(message)
        elif not self._stale and not self._leaving:
            if self._changes is None:
                self._changes = Changes()
            self._changes.merge(changes)

    def leave(self, *last: Message, fresh: bool = False) -> bool:
        """Say goodbye with these messages, then take nothing more; false when it was leaving already.

        A socket that is behind drops what is held for it; with ``fresh`` it gets a snapshot first.
        """
        if self.closed or self._leaving:
            return False
        self._leaving = True
        self._last.extend(last)
        if self._task is not None:
            self._forget()
            self._stale = fresh
            return True
        while self._last and self._task is None and not self.closed:
            self._drive(self._last.popleft())
        if self._task is None:
            self.gone()
        return True

    def abort(self) -> None:
        """Drop the socket at once: it did not even take its goodbye."""
        self.gone()
        if self._task is not None:
            self._task.cancel()
        self.on_abort()

    def gone(self) -> None:
        """The client has gone; its own receive loop ends the rest."""
        self.closed = True
        self._late.add(self)

    def forgotten(self) -> None:
        """The topic has nothing more for this peer."""
        self._late.discard(self)
        self._late = set()

    def falls_behind(self, started: Coroutine[Any, Any, None], waits_for: Any) -> None:
        """Go on with a send that has suspended in a task of this peer; until it is done frames are held."""
        self._late.add(self)
        self.behind_since = self._loop.time()
        self._task = self._loop.create_task(self._catch_up(started, waits_for))

    def _drive(self, message: Message) -> None:
        started = self.send(message)
        try:
            waits_for = started.send(None)
        except StopIteration:
            return
        except Exception:
            self.gone()
        else:
            self.falls_behind(started, waits_for)

    def _hold(self, message: Message) -> None:
        if self._stale or self._leaving or self.closed:
            return
        if len(self._held) < HELD_AT_MOST:
            self._held.append(message)
        else:
            self._forget()
            self._stale = True

    def _pop_held(self) -> Message:
        if self._held:
            return self._held.popleft()
        changes, self._changes = self._changes or Changes(), None
        return self._encode(changes)

    def _forget(self) -> None:
        self._held.clear()
        self._changes = None

    async def _catch_up(self, started: Coroutine[Any, Any, None], waits_for: Any) -> None:
        try:
            await _finish(started, waits_for)
            while not self.closed and (messages := await self._next()):
                for message in messages:
                    await self.send(message)
        except Exception:
            self.gone()
        finally:
            self._task = None
            self.behind_since = None
            if self.closed:
                self.on_abort()
            self.closed = self.closed or self._leaving
            if not self.closed:
                self._late.discard(self)

    async def _next(self) -> list[Message]:
        """What to send next to a socket that takes frames again; nothing when it has caught up."""
        if self._stale:
            self._stale = False
            if fresh := await self._snapshot():
                return fresh
        if self._held or self._changes:
            return [self._pop_held()]
        if self._last:
            return [self._last.popleft()]
        return []
