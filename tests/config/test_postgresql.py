"""A kept connection is given up when the server has gone, and kept otherwise."""

import os
import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import connection, connections
from psycopg.pq import ConnStatus

from config.postgresql.base import DatabaseWrapper


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, servers = socket.socketpair()
    with ours, servers:
        yield ours, servers


def wrapper(ours: socket.socket, status: ConnStatus = ConnStatus.OK) -> DatabaseWrapper:
    made = DatabaseWrapper({**connections["default"].settings_dict, "OPTIONS": {}})
    made.connection = SimpleNamespace(pgconn=SimpleNamespace(socket=ours.fileno(), status=status))
    return made


def test_a_connection_that_the_server_holds_is_kept(ends: tuple[socket.socket, socket.socket]) -> None:
    assert wrapper(ends[0]).is_usable()


def test_one_that_the_server_has_closed_is_not(ends: tuple[socket.socket, socket.socket]) -> None:
    ends[1].close()
    assert not wrapper(ends[0]).is_usable()


def test_nor_one_that_is_known_to_be_broken(ends: tuple[socket.socket, socket.socket]) -> None:
    assert not wrapper(ends[0], ConnStatus.BAD).is_usable()
    assert not DatabaseWrapper({**connections["default"].settings_dict, "OPTIONS": {}}).is_usable()


@pytest.mark.django_db(transaction=True)
def test_the_configured_engine_sees_it_on_a_real_connection() -> None:
    on_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    assert (connection.vendor == "postgresql") == on_postgresql
    connection.ensure_connection()
    assert connection.is_usable()
    if on_postgresql:
        assert isinstance(connections["default"], DatabaseWrapper)
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        other.close()
        last = time.monotonic() + 5
        while connection.is_usable() and time.monotonic() < last:
            time.sleep(0.01)
        assert not connection.is_usable()
        connection.close()
        assert connection.cursor().execute("SELECT 1")
