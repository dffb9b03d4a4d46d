"""What the sockets ask of the domain, and the threads in which it answers."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, Protocol, TypeVar

from channels.db import database_sync_to_async
from django.db import connections

from realtime.lane import Answer, Will
from realtime.messages import Me
from realtime.snapshots import Loaded
from realtime.streams import Stream

P = ParamSpec("P")
T = TypeVar("T")

PROJECTOR: Final = "projector"
"""Who follows the stage by its link, without an account."""
GUEST: Final = "guest"
"""Who reads a thread without an account."""


def account(user_id: int) -> str:
    """Who follows a stream by an account alone, or reads a thread by it."""
    return f"user {user_id}"


# Votes have a thread of their own, so that a wave of new connections does not delay them.
READERS: Final = 4
_readers: Final = ThreadPoolExecutor(READERS, thread_name_prefix="live-read")
_writer: Final = ThreadPoolExecutor(1, thread_name_prefix="live-votes")


@dataclass(frozen=True)
class Visit:
    """Who somebody was let in as, and by which cookies."""

    person: str
    cookies: Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A live session that somebody may follow on a stream; ``participant_id`` when this person may vote there."""

    session_id: int
    stream: Stream
    participant_id: int | None
    user_id: int | None = None
    """The account by which alone, as staff, this person may follow it."""
    speaker_id: int | None = None
    """The speaker by whose link alone this person may follow it."""

    @property
    def person(self) -> str:
        """The name by which frames to this person alone, and the end of their access, find the socket."""
        if self.participant_id is not None:
            return str(self.participant_id)
        if self.speaker_id is not None:
            return f"speaker {self.speaker_id}"
        return PROJECTOR if self.user_id is None else account(self.user_id)


class Domain(Protocol):
    """Synchronous calls into the domain. Each may raise ``DomainError``, and any error of the database."""

    def enter_live(self, stream: Stream, session_id: int, cookies: Mapping[str, str]) -> Entry:
        """Whether the browser with these cookies may follow this stream; raises ``NotFoundError`` otherwise."""

    def still_in(self, stream: Stream, session_id: int, visits: Sequence[Visit]) -> Sequence[bool]:
        """Whether each would be let into this stream now as the same person; in the same order."""

    def personal(self, entry: Entry) -> Me:
        """What this person alone sees."""

    def snapshot(self, session_id: int, stream: Stream, people: str) -> Loaded:
        """The whole state of a stream."""

    def cast_votes(self, session_id: int, votes: Sequence[Will]) -> Sequence[Answer]:
        """Store votes in one transaction and ballots in one; answers in the same order."""

    def enter_thread(self, thread_id: int, cookies: Mapping[str, str]) -> str:
        """As whom the browser with these cookies may read this thread; raises ``NotFoundError`` otherwise."""

    def still_reads(self, thread_id: int, visits: Sequence[Visit]) -> Sequence[bool]:
        """Whether each may read this thread now as the same person; in the same order."""


async def read(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a reading function of the domain in a thread."""
    call: Any = database_sync_to_async(function, thread_sensitive=False, executor=_readers)
    result: T = await call(*args, **kwargs)
    return result


async def write(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call the vote action in the thread that is kept for it."""
    call: Any = database_sync_to_async(function, thread_sensitive=False, executor=_writer)
    result: T = await call(*args, **kwargs)
    return result


async def close_connections() -> None:
    """Close the database connections that these threads hold, each thread its own."""
    loop = asyncio.get_running_loop()
    for pool, size in ((_readers, READERS), (_writer, 1)):
        barrier = threading.Barrier(size)
        await asyncio.gather(*(loop.run_in_executor(pool, _close, barrier) for _ in range(size)))


def _close(barrier: threading.Barrier) -> None:
    barrier.wait(10)  # so that no thread takes two of these calls
    connections.close_all()
