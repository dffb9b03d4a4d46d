"""``make run``: from a fresh clone to a page in the browser, and quickly when nothing has changed."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from scripts import demo_data, setup, stamps
from scripts.console import Console, SetupError, StepFailedError
from scripts.places import PYTHON, ROOT, chosen, data_dir, log_dir, shown

START_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 10


def run() -> int:
    """Set up what is missing, start one uvicorn process and stay until Ctrl-C."""
    # A terminal that is closed or a plain kill ends the server like Ctrl-C does.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _as_interrupt)
    host, port = chosen("HOST", "127.0.0.1"), _port()
    _refuse_taken(host, port)
    console = Console(log_dir())
    console.say("Ratschlag")
    env = environment(port)
    with setup.alone(console):
        setup.packages_and_pages(console, "base")
        database(console, env)
    return _serve(console, host, port, env)


def _as_interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _port() -> int:
    raw = chosen("PORT", "8000")
    if not raw.isdigit() or not 0 < int(raw) < 65536:
        raise SetupError(f"PORT must be a number from 1 to 65535, not {raw!r}.")
    return int(raw)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SetupError(
                f"Port {port} cannot be used ({error.strerror}). Another program may be listening there.\n"
                f"Choose a free one:  make run PORT={port + 1}"
            ) from error


def environment(port: int) -> dict[str, str]:
    """The settings of the local server: an SQLite file in DATA_DIR unless the caller has set more."""
    env = {**os.environ, "DATA_DIR": str(data_dir()), "PYTHONUNBUFFERED": "1"}
    env.setdefault("BASE_URL", f"http://localhost:{port}")
    env.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    return env


def database(console: Console, env: dict[str, str]) -> None:
    """Bring the tables up to date and load the demo data into an empty database."""
    folder = Path(env["DATA_DIR"])
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "ratschlag.sqlite3"
    migrated, seeded = folder / ".migrated", folder / ".seeded"
    own_file = "DATABASE_URL" not in env
    if own_file and stamps.holds(migrated, stamps.schema(file)):
        console.unchanged("Database")
    else:
        seeded.unlink(missing_ok=True)
        console.run("Database", setup.manage("migrate", "--no-input", "--verbosity", "1"), env=env)
        stamps.write(migrated, stamps.schema(file))
    _demo_data(console, env, seeded)


def _demo_data(console: Console, env: dict[str, str], seeded: Path) -> None:
    """Load them into an empty database; on a later day move the congress that is on to that day."""
    today = datetime.now(UTC).date().isoformat()
    if "DATABASE_URL" not in env and stamps.holds(seeded, today):
        console.unchanged("Demo data")
        return
    folder = seeded.parent
    # Only a database that we have filled is filled again: elsewhere the accounts belong to real people.
    options = [] if (folder / "demo.json").is_file() and "DATABASE_URL" not in env else ["--if-empty"]
    console.run("Demo data", setup.manage("seed_demo", *options), env=env)
    console.run("Demo accounts", demo_data.facts(folder), env=env)
    stamps.write(seeded, today)


def server_command(host: str, port: int) -> list[str | Path]:
    """One uvicorn process for pages, API and WebSockets."""
    return [
        *(PYTHON, "-m", "uvicorn", "config.asgi:application", "--host", host, "--port", str(port)),
        *("--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--ws-max-size", "65536"),
        *("--log-level", "warning", "--no-access-log", "--no-server-header", "--timeout-graceful-shutdown", "3"),
    ]


def _serve(console: Console, host: str, port: int, env: dict[str, str]) -> int:
    # A process group of its own: Ctrl-C reaches this process alone, which then ends the server in order.
    server = subprocess.Popen(server_command(host, port), cwd=ROOT, env=env, start_new_session=True)
    try:
        with console.step("Server"):
            wait_until_alive(server, host, port)
        for line in welcome(env):
            console.say(line)
        code = server.wait()
        raise StepFailedError(f"The server ended by itself with code {code}.")
    except KeyboardInterrupt:
        console.say("\nStopping ...")
        return 0
    finally:
        # A second Ctrl-C while the server ends changes nothing.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stop(server)


def stop(process: "subprocess.Popen[bytes]") -> None:
    """End a process politely, then firmly."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until_alive(server: "subprocess.Popen[bytes]", host: str, port: int) -> None:
    """Return when ``/healthz`` answers; raises ``StepFailedError`` when the process ends or stays silent."""
    until = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise StepFailedError(f"The server ended with code {server.returncode} before it answered.")
        if answers("127.0.0.1" if host == "0.0.0.0" else host, port):  # noqa: S104 - compared, not bound
            return
        time.sleep(0.05)
    raise StepFailedError(f"The server did not answer within {START_LIMIT_SECONDS} s.")


def answers(host: str, port: int, path: str = "/healthz") -> bool:
    """True when an HTTP GET of ``path`` is answered with 200."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def welcome(env: dict[str, str]) -> Sequence[str]:
    """What a person needs to start: address, demo accounts, join code, where mails are."""
    folder = Path(env["DATA_DIR"])
    lines = ["", f"  {env['BASE_URL']}", ""]
    facts = folder / "demo.json"
    if facts.is_file():
        demo = json.loads(facts.read_text())
        lines.append(f"  Demo accounts, password {demo['password']}")
        lines += [f"    {account['email']:<40} {account['role']}" for account in demo["accounts"]]
        lines += ["", f"  Live session  {env['BASE_URL']}/live  join code {demo['join_code']}"]
    if env.get("EMAIL_URL", "file:") == "file:":
        lines.append(f"  Mails are written to {shown(folder / 'mail')}/")
    return [*lines, "  Ctrl-C ends the server.", ""]
