"""Starts the processes of docker-compose.yml on the loopback: the commands of the file, unchanged.

What differs is said by the environment alone: addresses, ports and the folders that a container would have.
"""

import http.client
import os
import secrets
import ssl
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from scripts.places import BUILD, ROOT, VENV
from scripts.servers import free_port
from tests.contracts.deployment import compose

HEALTH_LIMIT_SECONDS = 30
METRICS_TOKEN = "only-for-the-tests-of-the-stack"
SERVER_PORT = {"web": "GRANIAN_PORT", "realtime-1": "UVICORN_PORT", "realtime-2": "UVICORN_PORT"}


@dataclass
class Stack:
    """The running processes. ``url`` is caddy's address with TLS."""

    folder: Path
    database_url: str
    redis_url: str
    health_limit: float = HEALTH_LIMIT_SECONDS
    ports: dict[str, int] = field(default_factory=dict)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    logs: list[IO[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        names = ("web", "realtime-1", "realtime-2", "http", "https")
        self.ports = {name: free_port() for name in names}
        self.services: dict[str, Any] = compose.fill(compose.raw()["services"], self.variables())
        compose.lay_out("app", self.folder / "app")
        (self.folder / "data").mkdir()

    @property
    def url(self) -> str:
        return f"https://{self.host}"

    @property
    def host(self) -> str:
        return f"localhost:{self.ports['https']}"

    @property
    def mail_dir(self) -> Path:
        return self.folder / "data" / "mail"

    def variables(self) -> dict[str, str]:
        """The values an operator would write into ``.env``."""
        return {
            "BASE_URL": self.url,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "POSTGRES_PASSWORD": "unused-here",
            "REDIS_PASSWORD": "unused-here",
            "EMAIL_URL": "file:",
            "EMAIL_FROM": "Ratschlag <forum@localhost>",
            "METRICS_TOKEN": METRICS_TOKEN,
        }

    def environment(self, service: str) -> dict[str, str]:
        """The service's own environment with loopback addresses and folders, and nothing of the caller's."""
        env = {key: self._here(str(value)) for key, value in self.services[service]["environment"].items()}
        for name, url in (("DATABASE_URL", self.database_url), ("REDIS_URL", self.redis_url)):
            if name in env:
                env[name] = url
        for name in ("GRANIAN_HOST", "UVICORN_HOST"):
            if name in env:
                env[name] = "127.0.0.1"
        if service in SERVER_PORT:
            env[SERVER_PORT[service]] = str(self.ports[service])
        if service == "caddy":
            env |= {"HTTP_PORT": str(self.ports["http"]), "HTTPS_PORT": str(self.ports["https"])}
        env |= {"PATH": f"{VENV / 'bin'}:{os.environ['PATH']}", "HOME": str(self.folder)}
        env |= {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return env

    def _here(self, value: str) -> str:
        data = self.folder / "data"
        folders = {"/data": data, "/files": data, "/app": self.folder / "app", "/srv": BUILD}
        for there, here in folders.items():
            if value == there or value.startswith(there + "/"):
                return f"{here}{value.removeprefix(there)}"
        names = {f"{name}:8000": f"127.0.0.1:{self.ports[name]}" for name in SERVER_PORT}
        return " ".join(names.get(word, word) for word in value.split(" "))

    def command(self, service: str) -> Sequence[str]:
        files = {"/etc/caddy/Caddyfile": str(ROOT / "deploy" / "Caddyfile")}
        return [files.get(word, word) for word in self.services[service]["command"]]

    def run(self, service: str) -> None:
        """Run a service that ends by itself (migrate)."""
        done = subprocess.run(
            self.command(service), cwd=self.folder / "app", env=self.environment(service), capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()[-4000:]

    def manage(self, *arguments: str) -> str:
        """Run a management command that production refuses (demo data), on the same database; returns what it says."""
        env = self.environment("web") | {"RATSCHLAG_ENV": "local"}
        command = ["python", "manage.py", *arguments]
        done = subprocess.run(command, cwd=self.folder / "app", env=env, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()[-4000:]
        return done.stdout.decode()

    def start(self, service: str) -> None:
        log = (self.folder / f"{service}.log").open("wb")
        self.logs.append(log)
        self.processes[service] = subprocess.Popen(
            self.command(service),
            cwd=self.folder / "app",
            env=self.environment(service),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )

    def check(self, service: str, **changed: str) -> str:
        """Run the service's own health check; returns what it complains about, nothing when the service is fit."""
        test = [
            word.replace(":8080/", f":{self.ports['http']}/") for word in self.services[service]["healthcheck"]["test"]
        ]
        assert test[0] == "CMD"
        done = subprocess.run(
            test[1:], cwd=self.folder / "app", env=self.environment(service) | changed, capture_output=True, timeout=30
        )
        return (done.stderr.decode().strip() or f"code {done.returncode}") if done.returncode else ""

    def wait_until_healthy(self, service: str) -> None:
        until, complaint = time.monotonic() + self.health_limit, ""
        while time.monotonic() < until:
            assert self.processes[service].poll() is None, self.log(service)
            complaint = self.check(service)
            if not complaint:
                return
            time.sleep(0.2)
        raise AssertionError(f"{service} did not become healthy: {complaint}\n{self.log(service)}")

    def log(self, service: str) -> str:
        return (self.folder / f"{service}.log").read_text(errors="replace")[-4000:]

    def stop(self, service: str) -> int:
        """End a service as the engine does and return its exit code."""
        process = self.processes.pop(service)
        process.terminate()
        return process.wait(30)

    def close(self) -> None:
        for service in list(self.processes):
            self.stop(service)
        for log in self.logs:
            log.close()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """GET through caddy: status, headers in lower case, body."""
        connection = http.client.HTTPSConnection("localhost", self.ports["https"], timeout=20, context=self.tls())
        try:
            connection.request("GET", path, headers=dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def inside(self, service: str, path: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """GET from a process itself, as somebody on the inner network would: status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.ports[service], timeout=20)
        try:
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def knock(self, path: str, origin: str) -> int:
        """Open a WebSocket through caddy: the status that refuses it, or the code that closes it."""
        try:
            with connect(f"wss://{self.host}{path}", origin=Origin(origin), ssl=self.tls()) as socket:
                socket.recv(timeout=10)
        except InvalidStatus as refused:
            return refused.response.status_code
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
        return 1000

    def tls(self) -> ssl.SSLContext:
        """For callers who take caddy's own certificate."""
        return ssl._create_unverified_context()  # noqa: S323 - caddy made the certificate for this run
