"""The present state of one topic as bytes: read and encoded once, the same for every socket that asks."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from realtime.asgi import Message
from realtime.changes import Changes
from realtime.peer import text_message

ATTEMPTS: Final = 3
"""Reads in a row that may each be overtaken by a change, before one is handed out all the same."""


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
    """Keeps the snapshot of a topic for as long as no structural change has been heard of.

    Guaranteed: what ``get`` returns shows at least the highest revision heard of when it returns, and together with
    ``since`` every score heard of. Simultaneous callers share one read.
    """

    def __init__(self, load: Callable[[], Awaitable[Loaded]], encode: Callable[[Changes], Message]) -> None:
        self._load = load
        self._encode = encode
        self._rev = 0
        self._told = 0
        self._since = Changes()
        self._kept: Kept | None = None
        self._loading: asyncio.Task[Kept] | None = None

    def heard_rev(self, rev: int) -> None:
        """A structural change has been told; older snapshots are not handed out again."""
        self._rev = max(self._rev, rev)

    def heard_changes(self, changes: Changes) -> None:
        """Scores have been told."""
        self._since.merge(changes)

    def forget(self) -> None:
        """Something may have been missed: read again."""
        self._told += 1
        self._kept = None

    async def messages(self) -> list[Message]:
        """The frames that bring a socket to the present state. Raises what the read raises."""
        kept = await self.get()
        return [kept.message, self._encode(kept.since)] if kept.since else [kept.message]

    async def get(self) -> Kept:
        """The present snapshot, from memory or read now."""
        kept = self._kept
        if kept is not None and kept.rev >= self._rev:
            return kept
        if self._loading is None:
            self._loading = asyncio.get_running_loop().create_task(self._read())
            self._loading.add_done_callback(self._done)
        return await asyncio.shield(self._loading)

    async def _read(self) -> Kept:
        for _ in range(ATTEMPTS):
            told, since = self._told, Changes()
            self._since = since
            loaded = await self._load()
            if told == self._told and loaded.rev >= self._rev:
                break
        self._rev = loaded.rev
        self._kept = Kept(loaded.epoch, loaded.rev, text_message(loaded.text), since)
        return self._kept

    def _done(self, task: asyncio.Task[Kept]) -> None:
        self._loading = None
        if not task.cancelled():
            task.exception()  # each caller has got it; this keeps asyncio from reporting it once more
