"""A server of one's own for browser tests, pictures and measurements: the one process of ``make run``."""

import json
import secrets
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from scripts import demo_data
from scripts.places import BUILD, PYTHON, ROOT, chosen
from scripts.run import environment, server_command, stop, wait_until_alive
from scripts.servers import free_port


@dataclass(frozen=True)
class Demo:
    """What a visitor of the demo data needs: ``emails`` by the key of the person, for example ``moderator``."""

    emails: Mapping[str, str]
    password: str
    join_code: str


@dataclass(frozen=True)
class Server:
    """Where the forum is reached and where its mails go. ``own_certificate``: TLS that no authority knows; ``env`` lets
    a command of the project's work upon its database.
    """

    url: str
    mail_dir: Path
    demo: Demo = Demo({}, "", "")
    own_certificate: bool = False
    env: Mapping[str, str] = field(default_factory=dict)

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
    env = environment(port) | demo_data.embedded(folder) | {"BASE_URL": f"http://localhost:{port}"}
    # A copy: a build that starts meanwhile takes the files away under the visitor's feet.
    env["FRONTEND_DIR"] = str(shutil.copytree(BUILD, folder / "pages"))
    with _database(env["DATABASE_URL"]) as url, (folder / "server.log").open("wb") as log:
        env["DATABASE_URL"] = url
        demo_data.load(env)
        if fill:
            demo_data.run([PYTHON, "-m", fill], env)
        command = server_command("127.0.0.1", port)
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_until_alive(process, "127.0.0.1", port)
            yield Server(env["BASE_URL"], folder / "mail", demo(env, folder), env=env)
        finally:
            stop(process)


def demo(env: Mapping[str, str], folder: Path) -> Demo:
    """Ask the database of this environment for its demo data."""
    file = folder / "demo.json"
    if not file.is_file():  # it comes with demo data that are copied
        demo_data.run(demo_data.facts(folder), env)
    facts = json.loads(file.read_text())
    emails = {account["email"].partition("@")[0]: account["email"] for account in facts["accounts"]}
    return Demo(emails, facts["password"], facts["join_code"])


@contextmanager
def _database(embedded: str) -> Iterator[str]:
    if not chosen("DATABASE_URL"):
        yield embedded
        return
    parts, name = urlsplit(chosen("DATABASE_URL")), f"ratschlag_e2e_{secrets.token_hex(4)}"
    with psycopg.connect(parts._replace(path="/postgres").geturl(), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield parts._replace(path=f"/{name}").geturl()
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
