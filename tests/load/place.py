"""The installation that is measured: the processes of docker-compose.yml, with PostgreSQL and Redis of their own.

Nothing here is shared with another run: every server is started by this one, on free ports of the loopback.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import psycopg
from psycopg import sql

from scripts.places import ROOT
from scripts.servers import OwnPostgres, OwnRedis, own_postgres, own_redis
from tests.contracts.deployment.stack import METRICS_TOKEN, Stack
from tests.load.rest import Rest

DATABASE = "ratschlag"
START_SECONDS = 90.0
REALTIME = ("realtime-1", "realtime-2")
ADDRESS = "203.0.113.7"
"""The one address from which the whole hall comes."""


@dataclass(frozen=True)
class Person:
    """Somebody who has joined: the row in the database, and the token of the cookie."""

    key: int
    token: str


@dataclass(frozen=True)
class Poll:
    """An open poll."""

    id: str
    kind: str
    options: list[str]
    hidden: bool


@dataclass(frozen=True)
class Hall:
    """An open live session."""

    session: str
    code: str
    questions: list[str]
    polls: list[Poll]
    people: list[Person]
    moderator: dict[str, str]
    """Cookies of somebody who runs the session."""


class LoadStack(Stack):
    """The stack, reached by its numbers on the loopback."""

    def environment(self, service: str) -> dict[str, str]:
        return super().environment(service) | {"ALLOWED_HOSTS": "localhost,127.0.0.1", "LOG_LEVEL": "ERROR"}

    def close(self) -> None:
        """End every process; one that does not go when asked is killed."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()
        super().close()


class Place:
    """The running installation."""

    def __init__(self, stack: LoadStack, postgres: OwnPostgres, redis: OwnRedis) -> None:
        self.stack = stack
        self.postgres = postgres
        self.redis = redis
        self.halls: dict[str, Hall] = {}

    @property
    def origin(self) -> str:
        return self.stack.url

    def door(self, service: str) -> int:
        """The port of a process."""
        return self.stack.ports[service]

    @property
    def doors(self) -> list[int]:
        """The ports of both realtime processes."""
        return [self.door(service) for service in REALTIME]

    def rest(self, cookies: dict[str, str] | None = None) -> Rest:
        """A browser's calls to web, as the proxy would hand them on."""
        headers = {
            "Host": self.stack.host,
            "Origin": self.origin,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": ADDRESS,
        }
        return Rest(self.door("web"), headers, cookies)

    def open_halls(self, plans: Iterable[tuple[str, int, int, bool]]) -> None:
        """Make sessions: name, people, questions, whether with polls."""
        env = self.stack.environment("web") | {"RATSCHLAG_ENV": "local"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.load.seed"],
            cwd=ROOT,
            env=env,
            input=json.dumps(list(plans)).encode(),
            capture_output=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.decode()[-4000:])
        for name, about in json.loads(done.stdout).items():
            people = [Person(key, token) for key, token in about.pop("people")]
            polls = [Poll(**poll) for poll in about.pop("polls")]
            self.halls[name] = Hall(people=people, polls=polls, **about)

    def start(self, *services: str) -> None:
        """Start processes and wait until they are fit."""
        for service in services:
            self.stack.start(service)
        for service in services:
            self.stack.wait_until_healthy(service)

    def kill(self, service: str) -> None:
        """End a process at once, as a crash does."""
        process = self.stack.processes.pop(service)
        process.kill()
        process.wait()

    def about(self, service: str) -> psutil.Process:
        """The process itself."""
        return psutil.Process(self.stack.processes[service].pid)

    def figure(self, service: str, name: str) -> float:
        """What a process counts of itself at ``/metrics``."""
        _, text = self.stack.inside(service, "/metrics", {"Authorization": f"Bearer {METRICS_TOKEN}"})
        found = re.search(rf"^ratschlag_{re.escape(name)} ([\d.e+-]+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def note_statements(self, on: bool) -> None:
        """Let PostgreSQL write down every statement, or stop it."""
        with psycopg.connect(self.postgres.url, autocommit=True) as admin:
            admin.execute(sql.SQL("ALTER SYSTEM SET log_statement = {}").format("all" if on else "none"))
            admin.execute("SELECT pg_reload_conf()")

    @property
    def statements(self) -> int:
        """How many statements PostgreSQL has written down."""
        return len(re.findall(r"LOG:  (?:statement|execute [^:]*):", self.postgres.log.read_text(errors="replace")))


@contextmanager
def installation() -> Iterator[Place]:
    """PostgreSQL that waits for its disk, Redis, web and two realtime processes, for the time of the block."""
    with (
        TemporaryDirectory(prefix="ratschlag-load-") as folder,
        own_postgres(durable=True) as postgres,
        own_redis() as redis,
    ):
        with psycopg.connect(postgres.url.replace(f"/{DATABASE}", "/postgres"), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {DATABASE}")
        stack = LoadStack(Path(folder), postgres.url, redis.url, START_SECONDS)
        place = Place(stack, postgres, redis)
        try:
            stack.run("migrate")
            place.start("web", *REALTIME)
            yield place
        finally:
            stack.close()
