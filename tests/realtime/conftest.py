"""Fixtures of the sockets: what a process makes for them is taken down with the test's loop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest
from django.db.backends.signals import connection_created

from config.env import env
from realtime import process
from realtime.domain import close_connections

# With the in-memory layer there is no Redis that could go away, and with Redis no memory that could expire.
collect_ignore = ["test_embedded_layer.py"] if env.redis_url else ["test_outage.py"]


class ManualSchedule:
    """A clock that stands still until a test moves it on."""

    def __init__(self) -> None:
        self.now = 100.0
        self._timers: list[tuple[float, Callable[[], object]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, delay: float, callback: Callable[[], object], /) -> asyncio.TimerHandle:
        self._timers.append((self.now + delay, callback))
        return asyncio.get_running_loop().call_later(3600, lambda: None)

    def advance(self, seconds: float) -> None:
        """Move on, and let ring what is due."""
        self.now += seconds
        due = [callback for moment, callback in self._timers if moment <= self.now + 1e-9]
        self._timers = [timer for timer in self._timers if timer[0] > self.now + 1e-9]
        for callback in due:
            callback()


@pytest.fixture
def schedule() -> ManualSchedule:
    return ManualSchedule()


@pytest.fixture
async def sockets() -> AsyncIterator[None]:
    """For tests that open sockets: ends hub, lane and database threads afterwards."""
    yield
    await process.stop()
    await close_connections()


@pytest.fixture
def sql() -> Iterator[list[str]]:
    """The statements of all database connections that are opened from now on, whatever their thread."""
    statements: list[str] = []

    def note(execute: Callable[..., Any], statement: str, *more: Any) -> Any:
        statements.append(statement)
        return execute(statement, *more)

    def listen(connection: Any, **_: Any) -> None:
        connection.execute_wrappers.append(note)

    connection_created.connect(listen)
    yield statements
    connection_created.disconnect(listen)
