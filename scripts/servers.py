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
from dataclasses import dataclass
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
        return {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}


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


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root: the name of a user that it accepts."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def throw_away_postgres() -> Iterator[str]:
    """A fresh PostgreSQL on a free port, gone after the block."""
    initdb, pg_ctl = _program("initdb"), _program("pg_ctl")
    if not (initdb and pg_ctl):
        raise SetupError("PostgreSQL neither answers nor is it installed (Debian: apt-get install postgresql).")
    user, port = _other_user(), free_port()
    with tempfile.TemporaryDirectory(prefix="ratschlag-postgres-") as folder:
        if user:
            shutil.chown(folder, user)
        data = f"{folder}/data"
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        _must([initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], user, folder)
        _must([pg_ctl, "-D", data, "-w", "-l", f"{folder}/log", "-o", options, "start"], user, folder)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/ratschlag"
        finally:
            _must([pg_ctl, "-D", data, "-w", "-m", "immediate", "stop"], user, folder)


def _must(command: list[str], user: str | None, folder: str) -> None:
    # Output to a file, not to a pipe: the server that pg_ctl leaves behind would hold the pipe open.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(command, user=user, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        if done.returncode:
            output.seek(0)
            raise SetupError(f"`{' '.join(command)}` failed:\n{output.read()[-2000:]}")


@contextmanager
def throw_away_redis() -> Iterator[str]:
    """A fresh Redis on a free port that writes nothing to disk, gone after the block."""
    program = _program("redis-server")
    if not program:
        raise SetupError("Redis neither answers nor is it installed (Debian: apt-get install redis-server).")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with tempfile.TemporaryDirectory(prefix="ratschlag-redis-") as folder:
        server = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        try:
            _wait_for_port(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait()


def _wait_for_port(port: int) -> None:
    until = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SetupError(f"The server on port {port} did not start within {START_LIMIT_SECONDS} s.")
