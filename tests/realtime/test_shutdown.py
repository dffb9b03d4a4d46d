"""A process that stops says goodbye: with a real uvicorn, its real signals and a real client."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from scripts.servers import free_port

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
