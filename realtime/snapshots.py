"""The present state of one topic as bytes: read and encoded once, the same for every socket that asks."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from realtime.asgi import Message
from realtime.changes import Changes
from realtime.peer import text_message
from realtime.picture import Delta, Picture, delta_of

ATTEMPTS: Final = 3
"""Reads in a row that may each be overtaken by a change, before one is handed out all the same."""
DELTAS: Final = 64
"""So many deltas are kept between two who ask; after more the snapshot is read again."""


@dataclass(frozen=True)
class Loaded:
    """A snapshot as the domain gives it: the revision it shows, and its encoded frame."""

    epoch: str
    rev: int
    text: str


@dataclass(frozen=True)
class Kept:
    """A snapshot that is handed out, and the scores that have changed since it was read."""

    epoch: str
    rev: int
    message: Message
    since: Changes


class Snapshots:
    """Keeps the snapshot of a topic, and brings it forward by the deltas that have passed.

    It is read once, and again only when a delta is missing or something may have been missed. Guaranteed: what ``get``
    returns shows at least the highest revision heard of when it returns, and together with ``since`` every score heard
    of. Simultaneous callers share one read.
    """

    def __init__(self, load: Callable[[], Awaitable[Loaded]], encode: Callable[[Changes], Message]) -> None:
        self._load = load
        self._encode = encode
        self._rev = 0
        self._told = 0
        self._since = Changes()
        self._kept: Kept | None = None
        self._picture: Picture | None = None
        self._heard: deque[str] = deque(maxlen=DELTAS)
        self._deltas: dict[int, Delta] = {}
        self._loading: asyncio.Task[Kept] | None = None

    def heard_frame(self, text: str, rev: int) -> None:
        """A structural change has been told; older snapshots are not handed out again."""
        self._rev = max(self._rev, rev)
        if self._kept is not None or self._loading is not None:
            self._heard.append(text)

    def heard_changes(self, changes: Changes) -> None:
        """Scores have been told."""
        self._since.merge(changes)

    def forget(self) -> None:
        """Something may have been missed: read again."""
        self._told += 1
        self._kept = None
        self._heard.clear()
        self._deltas.clear()

    async def messages(self) -> list[Message]:
        """The frames that bring a socket to the present state. Raises what the read raises."""
        kept = await self.get()
        return [kept.message, self._encode(kept.since)] if kept.since else [kept.message]

    async def get(self) -> Kept:
        """The present snapshot, from memory or read now."""
        if self._kept is not None and (present := self._brought_forward(self._kept)):
            self._kept = present
            return present
        if self._loading is None:
            self._loading = asyncio.get_running_loop().create_task(self._read())
            self._loading.add_done_callback(self._done)
        return await asyncio.shield(self._loading)

    def _brought_forward(self, kept: Kept) -> Kept | None:
        """The same at the revision heard of; ``None`` when a delta in between is missing."""
        if kept.rev >= self._rev:
            return kept
        deltas = self._deltas_from(kept.rev)
        if deltas is None:
            return None
        if self._picture is None or self._picture.rev != kept.rev:
            self._picture = Picture(kept.message["text"])
        for delta in deltas:
            self._picture.apply(delta)
        return Kept(kept.epoch, self._picture.rev, text_message(self._picture.text()), kept.since)

    def _deltas_from(self, rev: int) -> list[Delta] | None:
        """The deltas that lead from there to the revision heard of; ``None`` when one is missing."""
        while self._heard:
            if delta := delta_of(self._heard.popleft()):
                self._deltas[delta.from_] = delta
        self._deltas = {start: delta for start, delta in self._deltas.items() if start >= rev}
        found: list[Delta] = []
        while rev < self._rev:
            if rev not in self._deltas:
                return None
            found.append(self._deltas[rev])
            rev = found[-1].rev
        return found

    async def _read(self) -> Kept:
        for _ in range(ATTEMPTS):
            told, since = self._told, Changes()
            self._since, self._picture = since, None
            loaded = await self._load()
            kept = Kept(loaded.epoch, loaded.rev, text_message(loaded.text), since)
            present = self._brought_forward(kept) if told == self._told else None
            if present:
                break
        self._kept = present or kept
        self._rev = self._kept.rev
        return self._kept

    def _done(self, task: asyncio.Task[Kept]) -> None:
        self._loading = None
        if not task.cancelled():
            task.exception()  # each caller has got it; this keeps asyncio from reporting it once more
