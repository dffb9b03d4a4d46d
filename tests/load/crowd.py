"""A thousand browsers in one process: they connect, and count what they hear."""

import asyncio
from collections.abc import Sequence

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

SMALLEST_COUNTED = 300
"""Bytes; greetings, scores and pings are shorter than the frames that are measured."""
AT_ONCE = 50


class Crowd:
    """Open sockets to one server, and how many large frames they have heard together."""

    def __init__(self) -> None:
        self.heard = 0
        self._wanted = 0
        self._done = asyncio.Event()
        self._transports: list[WSTransport] = []

    async def connect(self, port: int, path: str, number: int) -> None:
        """Open so many sockets."""
        crowd = self

        class Ear(WSListener):
            def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
                if frame.msg_type == WSMsgType.TEXT and frame.payload_size >= SMALLEST_COUNTED:
                    crowd.count()

        async def one() -> None:
            url, headers = f"ws://127.0.0.1:{port}{path}", {"Origin": f"http://127.0.0.1:{port}"}
            transport, _ = await ws_connect(Ear, url, extra_headers=headers, websocket_handshake_timeout=30)
            self._transports.append(transport)

        for start in range(0, number, AT_ONCE):
            await asyncio.gather(*(one() for _ in range(min(AT_ONCE, number - start))))

    def count(self) -> None:
        """One frame has arrived."""
        self.heard += 1
        if self.heard == self._wanted:
            self._done.set()

    def expect(self, frames: int) -> None:
        """Begin to count up to so many frames."""
        self.heard, self._wanted = 0, frames
        self._done.clear()

    async def all_heard(self, limit: float) -> None:
        """Wait for the last frame; raises ``TimeoutError`` with what is missing."""
        try:
            await asyncio.wait_for(self._done.wait(), limit)
        except TimeoutError as error:
            raise TimeoutError(f"{self._wanted - self.heard} of {self._wanted} frames have not arrived") from error

    async def close(self) -> None:
        """Close every socket."""
        for transport in self._transports:
            transport.disconnect()
        await asyncio.sleep(0)


def median(values: Sequence[float]) -> float:
    """The middle value; of an even number the mean of the middle two."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
