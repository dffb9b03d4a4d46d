"""Frames written straight to the connection are those that the server would have made."""

import asyncio
from typing import Any

import pytest
import uvicorn
from websockets.asyncio.client import connect
from websockets.server import ServerProtocol

from realtime.peer import text_message
from realtime.straight import ORDINARY, Straight, frame_of, straight_way
from tests.realtime.wires import Wire

LONG = {0: "", 125: "x" * 125, 126: "x" * 126, 70_000: "ü" * 35_000}


class Hall:
    """An application that keeps the ways to its sockets."""

    def __init__(self) -> None:
        self.ways: list[Straight] = []
        self.sends: list[Any] = []
        self.early: list[Straight] = []
        self.gone = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            return
        await receive()
        self.early.append(straight_way(send))
        await send({"type": "websocket.accept"})
        self.ways.append(straight_way(send))
        self.sends.append(send)
        while (await receive())["type"] != "websocket.disconnect":
            pass
        self.gone.set()


class Server:
    """The hall behind a real uvicorn."""

    def __init__(self, deflate: bool = False) -> None:
        self.hall = Hall()
        options: dict[str, Any] = {"ws": "websockets-sansio", "ws_per_message_deflate": deflate}
        self._server = uvicorn.Server(uvicorn.Config(self.hall, port=0, log_config=None, lifespan="off", **options))

    async def __aenter__(self) -> "Server":
        self._task = asyncio.create_task(self._server._serve())
        async with asyncio.timeout(30):
            while not self._server.started:
                await asyncio.sleep(0.01)
        self.address = f"ws://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}/"
        return self

    async def __aexit__(self, *error: object) -> None:
        self._server.should_exit = True
        await self._task


@pytest.mark.parametrize("length", sorted(LONG))
def test_a_frame_has_the_bytes_that_the_server_makes(length: int) -> None:
    server = ServerProtocol()
    server.state = server.state.OPEN
    server.send_text(LONG[length].encode())
    assert frame_of(text_message(LONG[length])) == b"".join(server.data_to_send())


async def test_frames_by_both_ways_arrive_in_order() -> None:
    async with Server() as server, connect(server.address) as client:
        await client.send("here")
        (straight,), (send,) = server.hall.ways, server.hall.sends
        assert straight is not ORDINARY
        for number in range(3):
            assert straight(frame_of(text_message(f"straight {number}"))) is True
            await send(text_message(f"ordinary {number}"))
        heard = [await asyncio.wait_for(client.recv(), 5) for _ in range(6)]
    assert heard == [f"{way} {number}" for number in range(3) for way in ("straight", "ordinary")]


async def test_a_socket_that_closes_goes_the_ordinary_way() -> None:
    async with Server() as server:
        async with connect(server.address) as client:
            await client.send("here")
        await asyncio.wait_for(server.hall.gone.wait(), 5)
        assert server.hall.ways[0](frame_of(text_message("too late"))) is False


async def test_before_the_greeting_and_with_compression_there_is_no_straight_way() -> None:
    async with Server(deflate=True) as server, connect(server.address) as client:
        await client.send("here")
        assert (server.hall.early, server.hall.ways) == ([ORDINARY], [ORDINARY])


async def test_a_slow_socket_goes_the_ordinary_way_which_waits() -> None:
    async with Server() as server, connect(server.address, max_queue=1) as client:
        await client.send("here")
        straight, frame = server.hall.ways[0], frame_of(text_message("x" * 100_000))
        for _ in range(500):
            if not straight(frame):
                break
        assert straight(frame) is False


async def test_another_server_and_another_message_have_no_straight_way() -> None:
    assert straight_way(Wire().send) is ORDINARY
    assert ORDINARY(b"frame") is False
    assert frame_of({"type": "websocket.close", "code": 1001}) == b""
