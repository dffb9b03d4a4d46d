"""PostgreSQL and Redis for the tests: those that run already, else throw-away ones from installed programs."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts.console import SetupError
from scripts.places import PYTHON, chosen

LOCAL_DATABASE = "postgres://postgres@127.0.0.1:5432/ratschlag"
LOCAL_REDIS = "redis://127.0.0.1:6379/0"
START_LIMIT_SECONDS = 30

ASK_POSTGRES = """
import sys, psycopg
from urllib.parse import urlsplit
url = urlsplit(sys.argv[1])._replace(path="/postgres").geturl()
psycopg.connect(url, connect_timeout=3).close()
"""
ASK_REDIS = """
import sys, redis
redis.Redis.from_url(sys.argv[1], socket_connect_timeout=3, socket_timeout=3).ping()
"""


@dataclass(frozen=True)
class Servers:
    """Where PostgreSQL and Redis answer, and whether they end with the tests."""

    database_url: str
    redis_url: str
    thrown_away: tuple[str, ...]

    @property
    def environment(self) -> dict[str, str]:
        # No test's rows have to outlive a power cut: their commits do not wait for the disk.
        quick = {"PGOPTIONS": "-c synchronous_commit=off"}
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url, **quick}


@contextmanager
def servers() -> Iterator[Servers]:
    """Both servers for the time of the block.

    Raises ``SetupError`` when one neither answers nor can be started; a server that the environment names
    (``DATABASE_URL``, ``REDIS_URL``) is never replaced by another.
    """
    with ExitStack() as stack:
        started = []
        database = chosen("DATABASE_URL", LOCAL_DATABASE)
        if not _answers(ASK_POSTGRES, database):
            _insist_on_choice("DATABASE_URL")
            database = stack.enter_context(throw_away_postgres())
            started.append("PostgreSQL")
        redis = chosen("REDIS_URL", LOCAL_REDIS)
        if not _answers(ASK_REDIS, redis):
            _insist_on_choice("REDIS_URL")
            redis = stack.enter_context(throw_away_redis())
            started.append("Redis")
        yield Servers(database, redis, tuple(started))


def _insist_on_choice(name: str) -> None:
    if chosen(name):
        raise SetupError(f"Nothing answers at {name}.")


def _answers(question: str, url: str) -> bool:
    return subprocess.run([PYTHON, "-c", question, url], capture_output=True).returncode == 0


def free_port() -> int:
    """A port on the loopback that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _program(name: str) -> str | None:
    """An installed program; Debian keeps those of PostgreSQL outside the PATH."""
    found = shutil.which(name)
    if found:
        return found
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: p.parts[-3])
    return str(versions[-1]) if versions else None


def programs() -> str:
    """What is not installed of the programs with which both servers can be started; nothing when all are."""
    wanted = {"PostgreSQL": "initdb", "Redis": "redis-server"}
    return " and ".join(name for name, program in wanted.items() if not _program(program))


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root: the name of a user that it accepts."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@dataclass
class OwnPostgres:
    """A PostgreSQL in a folder of its own, on a free port. It can fail as by a crash and come back with its data."""

    folder: str
    durable: bool
    port: int = field(default_factory=free_port)
    running: bool = False

    def __post_init__(self) -> None:
        initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
        if not (initdb and pg_ctl):
            raise SetupError("PostgreSQL neither answers nor is it installed (Debian: apt-get install postgresql).")
        self._pg_ctl, self._user, self._data = pg_ctl, _other_user(), f"{self.folder}/data"
        if self._user:
            shutil.chown(self.folder, self._user)
        account = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        _must([initdb, "-D", self._data, *account], self._user, self.folder)

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/ratschlag"

    @property
    def log(self) -> Path:
        """What the server says of itself."""
        return Path(self.folder) / "log"

    def start(self) -> None:
        """Begin, or go on after a crash; returns when it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        if not self.durable:
            options += " -c fsync=off"
        self._control("-l", str(self.log), "-o", options, "start")
        self.running = True

    def crash(self) -> None:
        """End at once, without a checkpoint: the next start has to recover what was committed."""
        if self.running:
            self._control("-m", "immediate", "stop")
        self.running = False

    def _control(self, *arguments: str) -> None:
        _must([self._pg_ctl, "-D", self._data, "-w", *arguments], self._user, self.folder)


@contextmanager
def own_postgres(*, durable: bool) -> Iterator[OwnPostgres]:
    """A fresh PostgreSQL that runs, gone after the block. ``durable``: it waits for the disk as in production."""
    with tempfile.TemporaryDirectory(prefix="ratschlag-postgres-") as folder:
        server = OwnPostgres(folder, durable)
        server.start()
        try:
            yield server
        finally:
            server.crash()


@contextmanager
def throw_away_postgres() -> Iterator[str]:
    """The address of a fresh PostgreSQL, quick and not durable, gone after the block."""
    with own_postgres(durable=False) as server:
        yield server.url


def _must(command: list[str], user: str | None, folder: str) -> None:
    # Output to a file, not to a pipe: the server that pg_ctl leaves behind would hold the pipe open.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(command, user=user, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        if done.returncode:
            output.seek(0)
            raise SetupError(f"`{' '.join(command)}` failed:\n{output.read()[-2000:]}")


@dataclass
class OwnRedis:
    """A Redis on a free port that writes nothing to disk. It can be killed and come back empty."""

    folder: str
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Begin; returns when it answers."""
        program = _program("redis-server")
        if not program:
            raise SetupError("Redis neither answers nor is it installed (Debian: apt-get install redis-server).")
        command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._server = subprocess.Popen(command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        _wait_for_port(self.port)

    def crash(self) -> None:
        """End at once."""
        self._server.kill()
        self._server.wait()


@contextmanager
def own_redis() -> Iterator[OwnRedis]:
    """A fresh Redis that runs, gone after the block."""
    with tempfile.TemporaryDirectory(prefix="ratschlag-redis-") as folder:
        server = OwnRedis(folder)
        server.start()
        try:
            yield server
        finally:
            server.crash()


@contextmanager
def throw_away_redis() -> Iterator[str]:
    """The address of a fresh Redis, gone after the block."""
    with own_redis() as server:
        yield server.url


def _wait_for_port(port: int) -> None:
    until = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SetupError(f"The server on port {port} did not start within {START_LIMIT_SECONDS} s.")
