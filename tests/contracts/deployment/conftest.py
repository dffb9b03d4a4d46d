"""The running stack of docker-compose.yml, for the tests of this folder."""

import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from scripts.local_server import Server, demo
from scripts.servers import servers, throw_away_redis
from tests.contracts.deployment.stack import Stack
from tests.e2e.harness.fixtures import (
    accessible,
    browser_page,
    chromium_browser,
    guest,
    mailbox,
    pytest_runtest_makereport,
    watch,
)

__all__ = [
    "accessible",
    "browser_page",
    "chromium_browser",
    "guest",
    "mailbox",
    "pytest_runtest_makereport",
    "watch",
]

ORDER = ("web", "realtime-1", "realtime-2", "worker", "caddy")


@pytest.fixture(scope="session")
def own_database() -> Iterator[tuple[str, str]]:
    """Addresses of an empty PostgreSQL database and of a Redis that nobody else talks to."""
    name = f"ratschlag_stack_{secrets.token_hex(4)}"
    # Redis carries messages to every database number: beside another run only a server of one's own is quiet.
    with servers() as found, throw_away_redis() as redis:
        parts = urlsplit(found.database_url)
        with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            try:
                yield parts._replace(path=f"/{name}").geturl(), redis
            finally:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def stack(own_database: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Migrated, with demo data, every service healthy; started once."""
    assert shutil.which("caddy"), "caddy is not installed (Debian: apt-get install caddy)"
    folder: Path = tmp_path_factory.mktemp("stack")
    running = Stack(folder, *own_database)
    try:
        running.run("migrate")
        running.manage("seed_demo", "--if-empty")
        for service in ORDER:
            running.start(service)
        for service in ORDER:
            running.wait_until_healthy(service)
        yield running
    finally:
        running.close()


@pytest.fixture(scope="session")
def server(stack: Stack) -> Server:
    """The stack as the place that browser journeys visit: two realtime processes behind one address."""
    env = stack.environment("web") | {"RATSCHLAG_ENV": "local"}
    return Server(stack.url, stack.mail_dir, demo(env, stack.folder), own_certificate=True)
