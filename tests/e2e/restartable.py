"""A server that goes away and comes back on the same address, with the same data."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts import demo_data
from scripts.local_server import Server, demo
from scripts.places import ROOT
from scripts.run import environment, server_command, stop, wait_until_alive
from scripts.servers import free_port


@dataclass
class Restartable:
    """One process with a database file of its own."""

    server: Server
    port: int
    env: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = server_command("127.0.0.1", self.port)
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        wait_until_alive(self.process, "127.0.0.1", self.port)

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process)

    @contextmanager
    def down(self) -> Iterator[None]:
        """As long as this lasts, nobody answers at the address."""
        self.stop()
        yield
        self.start()


@pytest.fixture
def restartable(tmp_path: Path) -> Iterator[Restartable]:
    """A server of one's own with demo data."""
    port = free_port()
    env = environment(port) | demo_data.embedded(tmp_path) | {"BASE_URL": f"http://localhost:{port}"}
    demo_data.load(env)
    server = Server(env["BASE_URL"], tmp_path / "mail", demo(env, tmp_path))
    running = Restartable(server, port, env, tmp_path / "server.log")
    running.start()
    try:
        yield running
    finally:
        running.stop()
