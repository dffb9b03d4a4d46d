"""The servers that are measured against each other: how each is started, reached, and told to speak."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from channels_redis.pubsub import RedisPubSubChannelLayer
from redis.asyncio import Redis

from scripts.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
CONTENT = {
    "t": "delta",
    "from": 811,
    "rev": 812,
    "questions": [{"id": "4711", "text": "Wie gelingt die Zusammenarbeit der Ämter? " * 8, "score": 41, "version": 97}],
}
FRAME = json.dumps(CONTENT, separators=(",", ":"), ensure_ascii=False)
OPTIONS = ("--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--log-level", "warning")


@dataclass
class Contestant:
    """One server. ``say`` publishes a message to its sockets, over a connection that stays open."""

    name: str
    path: str
    redis_url: str
    process: subprocess.Popen[bytes] = field(init=False)
    port: int = field(init=False)
    _redis: Any = None

    def layer(self, prefix: str) -> Any:
        """The channel layer through which the server hears."""
        if self._redis is None:
            self._redis = RedisPubSubChannelLayer(hosts=[self.redis_url], prefix=prefix)
        return self._redis

    async def say(self) -> None:
        """Publish one message to all sockets."""
        raise NotImplementedError

    @property
    def busy(self) -> float:
        """Seconds for which the server has been computing; Linux says it to the nanosecond, others to 10 ms."""
        threads = list(Path(f"/proc/{self.process.pid}/task").glob("*/schedstat"))
        if threads:
            return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
        spent = psutil.Process(self.process.pid).cpu_times()
        return float(spent.user + spent.system)

    @property
    def memory(self) -> int:
        """Resident bytes of the server."""
        return int(psutil.Process(self.process.pid).memory_info().rss)

    @contextmanager
    def running(self, core: int | None, data_dir: str) -> Iterator["Contestant"]:
        """The server for the time of the block, on one core of its own."""
        self.port = free_port()
        here = f"tests.load.servers.{self.name}:application"
        command = [sys.executable, "-m", "uvicorn", here, "--port", str(self.port), *OPTIONS]
        environment = {
            **os.environ,
            "REDIS_URL": self.redis_url,
            "DATA_DIR": data_dir,
            "DATABASE_URL": "sqlite:///:memory:",
        }
        environment.pop("RATSCHLAG_ENV", None)
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)
        try:
            if core is not None:
                os.sched_setaffinity(self.process.pid, {core})
            wait_until_it_listens(self.process, self.port)
            yield self
        finally:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def wait_until_it_listens(process: "subprocess.Popen[bytes]", port: int) -> None:
    """Return when somebody answers on the port; raises when the process ends or takes too long."""
    last = time.monotonic() + 30
    while time.monotonic() < last:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"{process.args!r} does not listen")


class Hub(Contestant):
    """Ours."""

    async def say(self) -> None:
        message = {"type": "hub", "kind": "frame", "topic": "live.1.public", "text": FRAME, "rev": 0}
        await self.layer("ratschlag").group_send("live.1.public", message)


class Groups(Contestant):
    """Channels' group pattern."""

    async def say(self) -> None:
        await self.layer("bench").group_send("hall", {"type": "hall.message", "content": CONTENT})


class Bare(Contestant):
    """A loop over ``send``."""

    async def say(self) -> None:
        if self._redis is None:
            self._redis = Redis.from_url(self.redis_url)
        await self._redis.publish("bench-bare", FRAME)
