"""A server of one's own for browser tests, pictures and measurements: the one process of ``make run``."""

import json
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from scripts.console import StepFailedError
from scripts.places import BUILD, PYTHON, ROOT
from scripts.run import environment, server_command, stop, wait_until_alive
from scripts.servers import free_port
from scripts.setup import manage


@dataclass(frozen=True)
class Demo:
    """What a visitor of the demo data needs: ``emails`` by the key of the person, for example ``moderator``."""

    emails: Mapping[str, str]
    password: str
    join_code: str


@dataclass(frozen=True)
class Server:
    """Where the forum is reached and where its mails go. ``own_certificate``: TLS that no authority knows."""

    url: str
    mail_dir: Path
    demo: Demo = Demo({}, "", "")
    own_certificate: bool = False

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


@contextmanager
def local_server(folder: Path, fill: str = "") -> Iterator[Server]:
    """Start uvicorn on a free port with demo data: SQLite in ``folder``, or a fresh database beside ``DATABASE_URL``.

    ``fill`` is a module that is run with this database before the server starts and adds to the demo data. Raises
    ``StepFailedError`` with the last words of what failed.
    """
    port = free_port()
    env = environment(port) | {"DATA_DIR": str(folder), "BASE_URL": f"http://localhost:{port}", "EMAIL_URL": "file:"}
    env["DJANGO_SETTINGS_MODULE"] = "config.settings"  # pytest has put its own there, which keeps mails in memory
    # A copy: a build that starts meanwhile takes the files away under the visitor's feet.
    env["FRONTEND_DIR"] = str(shutil.copytree(BUILD, folder / "pages"))
    with _database(env, folder) as url, (folder / "server.log").open("wb") as log:
        env["DATABASE_URL"] = url
        steps = [manage("migrate", "--no-input"), manage("seed_demo", "--if-empty")]
        for step in [*steps, [PYTHON, "-m", fill]] if fill else steps:
            done = subprocess.run(step, cwd=ROOT, env=env, capture_output=True)
            if done.returncode:
                raise StepFailedError(f"{' '.join(map(str, step[1:]))}:\n{done.stderr.decode()[-4000:]}")
        command = server_command("127.0.0.1", port)
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_until_alive(process, "127.0.0.1", port)
            yield Server(env["BASE_URL"], folder / "mail", demo(env, folder))
        finally:
            stop(process)


def demo(env: Mapping[str, str], folder: Path) -> Demo:
    """Ask the database of this environment for its demo data."""
    file = folder / "demo.json"
    subprocess.run([PYTHON, "-m", "scripts.demo_facts", file], cwd=ROOT, env=env, check=True)
    facts = json.loads(file.read_text())
    emails = {account["email"].partition("@")[0]: account["email"] for account in facts["accounts"]}
    return Demo(emails, facts["password"], facts["join_code"])


@contextmanager
def _database(env: dict[str, str], folder: Path) -> Iterator[str]:
    if not os.environ.get("DATABASE_URL"):
        yield f"sqlite:///{folder / 'ratschlag.sqlite3'}"
        return
    parts, name = urlsplit(env["DATABASE_URL"]), f"ratschlag_e2e_{secrets.token_hex(4)}"
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
