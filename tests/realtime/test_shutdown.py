"""A process that stops says goodbye: with a real uvicorn, its real signals and a real client."""

import asyncio
import json
import os
import signal
import sys
import threading
from asyncio.subprocess import Process
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from realtime import process as processes
from realtime.application import make_application
from realtime.domain import Entry, Visit
from realtime.forum_domain import ForumDomain
from realtime.lane import Answer, Will
from realtime.messages import Me
from realtime.snapshots import Loaded
from realtime.streams import Stream
from scripts.servers import free_port
from tests.realtime.clients import Client, no_pages
from tests.realtime.test_publish import until

ROOT = Path(__file__).resolve().parents[2]


async def start(port: int, folder: Path) -> Process:
    environment = {**os.environ, "REDIS_URL": "", "DATABASE_URL": "sqlite:///:memory:", "DATA_DIR": str(folder)}
    options = ("--ws", "websockets-sansio", "--ws-per-message-deflate", "false", "--log-level", "warning")
    command = (sys.executable, "-m", "uvicorn", "tests.load.servers.hub:application", "--port", str(port), *options)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment)
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                await writer.wait_closed()
                return process


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_every_socket_hears_bye_and_the_process_ends(number: signal.Signals, tmp_path: Path) -> None:
    port = free_port()
    process = await start(port, tmp_path)
    try:
        address = f"ws://127.0.0.1:{port}/ws/live/1/"
        async with connect(address, origin=f"http://127.0.0.1:{port}") as socket:  # type: ignore[arg-type] # a NewType
            assert json.loads(await socket.recv())["t"] == "hello"
            process.send_signal(number)
            heard = []
            with pytest.raises(ConnectionClosed) as closed:
                while True:
                    heard.append(json.loads(await asyncio.wait_for(socket.recv(), 10)))
        assert heard[-1] == {"t": "bye", "why": "deploy", "retry_ms": [500, 15000]}
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1001
        await asyncio.wait_for(process.wait(), 15)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


class SlowStore(ForumDomain):
    """A hall for everybody, without a database, whose votes are stored when a test lets them."""

    def __init__(self) -> None:
        self.asked: list[Will] = []
        self.may_store = threading.Event()

    def enter_live(self, stream: Stream, session_id: int, cookies: Mapping[str, str]) -> Entry:
        return Entry(session_id, stream, 7)

    def still_in(self, stream: Stream, session_id: int, visits: Sequence[Visit]) -> Sequence[bool]:
        return [True for _ in visits]

    def personal(self, entry: Entry) -> Me:
        return Me(votes={}, own=[], ballots={})

    def snapshot(self, session_id: int, stream: Stream, people: str) -> Loaded:
        return Loaded("e", 0, '{"t":"snapshot"}')

    def cast_votes(self, session_id: int, votes: Sequence[Will]) -> Sequence[Answer]:
        self.asked += votes
        self.may_store.wait(20)
        return [Answer(ok=True) for _ in votes]


@pytest.fixture
def slow() -> Iterator[SlowStore]:
    slow = SlowStore()
    yield slow
    slow.may_store.set()


def vote(number: int) -> dict[str, Any]:
    return {"c": "vote", "i": f"v-{number}", "q": str(number), "v": 1}


@pytest.mark.usefixtures("sockets")
async def test_while_votes_arrive_bye_comes_first_and_the_votes_taken_before_it_are_answered(slow: SlowStore) -> None:
    application = make_application(no_pages, slow)
    async with Client("/ws/live/1/", to=application) as client, Client("/ws/live/1/", to=application) as idle:
        for each in (client, idle):
            await each.hear("hello")
        await client.say(vote(1))
        await until(lambda: len(slow.asked) == 1)
        await client.say(vote(2))
        stopping = asyncio.create_task(processes.stop())
        for each in (client, idle):
            assert (await each.hear("bye"))["why"] == "deploy"
        await client.say(vote(3))
        async with Client("/ws/live/1/", to=application) as late:
            assert (await late.hear("bye"))["why"] == "deploy"
        slow.may_store.set()
        assert [(await client.hear("ack"))["i"] for _ in (1, 2)] == ["v-1", "v-2"]
        for each in (client, idle):
            assert await each.close_code() == 1001
        await stopping
    assert [will.place[2] for will in slow.asked] == [1, 2]


@pytest.mark.usefixtures("sockets")
async def test_a_commit_that_does_not_end_holds_up_no_process_that_stops(slow: SlowStore) -> None:
    async with Client("/ws/live/1/", to=make_application(no_pages, slow)) as client:
        await client.hear("hello")
        await client.say(vote(1))
        await until(lambda: len(slow.asked) == 1)
        async with asyncio.timeout(processes.DRAIN + 5):
            await processes.stop()
        assert (await client.hear("bye"))["why"] == "deploy"
        assert await client.close_code() == 1001
