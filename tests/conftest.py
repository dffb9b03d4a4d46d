"""Fixtures for every test."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forum.accounts.models import User


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits of sign-in live in the cache: none survives a test."""
    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _rows_are_deleted() -> Iterator[None]:
    """PostgreSQL makes new files for each table that it truncates: with so few rows, deleting them is much faster."""

    def delete(style: object, tables: Sequence[str], **_: bool) -> list[str]:
        return [f"DELETE FROM {connection.ops.quote_name(table)}" for table in tables]  # noqa: S608 - our own tables

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(connection.ops, "sql_flush", delete)
        yield


@pytest.fixture
def statements() -> Callable[[Callable[[], Any]], list[str]]:
    """Run something and get the SQL statements it took (savepoints left out)."""

    def run(work: Callable[[], Any]) -> list[str]:
        with CaptureQueriesContext(connection) as captured:
            work()
        return [row["sql"] for row in captured if "SAVEPOINT" not in row["sql"]]

    return run


@pytest.fixture
def same_queries(statements: Callable[[Callable[[], Any]], list[str]]) -> Callable[..., int]:
    """``same_queries(read, add)``: reading with 1 row and, after ``add()`` twice, with 3 rows takes as many statements.

    ``read`` is called with one row present. Returns the number of statements.
    """

    def check(read: Callable[[], Any], add: Callable[[], Any], most: int = 12) -> int:
        read()
        with_one = statements(read)
        add()
        add()
        with_three = statements(read)
        assert len(with_one) == len(with_three), "\n".join(with_three)
        assert len(with_three) <= most, "\n".join(with_three)
        return len(with_three)

    return check


class ApiClient(Client):
    """Django's client that speaks JSON."""

    def send(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        return self.generic(
            method.upper(),
            f"/api/v1/{path}",
            b"" if data is None else _json(data),
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )


def _json(data: Any) -> bytes:
    return data if isinstance(data, bytes) else json.dumps(data).encode()


@pytest.fixture
def api() -> ApiClient:
    """A guest's client: ``api.send("post", "threads", {...}, Idempotency_Key="x")``."""
    return ApiClient()


@pytest.fixture
def api_as() -> Callable[[User], ApiClient]:
    """A client signed in as this user."""

    def make(user: User) -> ApiClient:
        client = ApiClient()
        client.force_login(user)
        return client

    return make
