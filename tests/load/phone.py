"""A phone in the hall: connects, follows the list, votes, and comes back, as PROTOCOL.md asks of a client."""

import asyncio
import random
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
from picows import WSError, WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from tests.load.live_list import LiveList
from tests.load.rest import Rest

LONGEST_DELAY, FIRST_DELAY = 15.0, 0.5
TRIES_BEFORE_POLLING = 2
POLL_EVERY = 5.0
ACK_WITHIN = 5.0
SYNC_WITHIN = 5.0
REFUSED = 4404
PACKET = 1460
MOST_KEPT = 64
_decode = msgspec.json.Decoder().decode
_heard: dict[bytes, Mapping[str, Any]] = {}


def parsed(payload: bytes) -> Mapping[str, Any]:
    """A frame; the same bytes, which all phones get, are decoded once."""
    if payload.startswith(b'{"t":"ack"'):
        return _decode(payload)  # type: ignore[no-any-return] # a decoder without a type
    frame = _heard.get(payload)
    if frame is None:
        frame = _decode(payload)
        while len(_heard) >= MOST_KEPT:
            del _heard[next(iter(_heard))]
        _heard[payload] = frame
    return frame


def retry_delay(failures: int, window: tuple[float, float] | None) -> float:
    """Seconds until the next try: in the window of a ``bye``, else with full jitter."""
    if window is not None:
        return random.uniform(window[0], window[1]) / 1000
    return random.uniform(0, min(LONGEST_DELAY, FIRST_DELAY * 2 ** min(failures, 10)))


@dataclass
class Waiting:
    """A vote or a ballot that has not been acknowledged: what the command says beside its ``i``."""

    says: Mapping[str, Any]
    first_sent: float

    @property
    def question(self) -> str:
        """The question of a vote."""
        question: str = self.says["q"]
        return question


@dataclass
class Told:
    """What the phones of a scenario tell: called with each acknowledged vote, each refusal and each frame of scores."""

    acked: Callable[["Phone", Waiting], None] = lambda phone, vote: None
    refused: Callable[["Phone", Waiting, str], None] = lambda phone, vote, error: None
    scores: Callable[[Mapping[str, Any]], None] | None = None


@dataclass(eq=False)
class Phone:
    """One phone. ``doors`` are the ports behind which a realtime process may answer; ``rest`` is for polling."""

    session: str
    cookies: dict[str, str]
    doors: list[int]
    origin: str
    rest: Rest | None = None
    told: Told = field(default_factory=Told)
    loses: float = 0.0
    """Share of the structural frames that never reach this phone's list."""
    receive_buffer: int = 0

    def __post_init__(self) -> None:
        self.list = LiveList()
        self.waiting: dict[str, Waiting] = {}
        self.ready = asyncio.Event()
        self.connected = False
        self.failures = 0
        self.ended = False
        self.byes: list[str] = []
        self._number = 0
        self._transport: WSTransport | None = None
        self._gone = asyncio.Event()
        self._window: tuple[float, float] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked = False
        self._resending: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin to connect, and to come back for ever."""
        self._spawn(self._stay())

    async def stop(self) -> None:
        """Leave the hall."""
        self.ended = True
        if self._resending is not None:
            self._resending.cancel()
        if self._transport is not None:
            self._transport.disconnect()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self.rest is not None:
            self.rest.close()

    def vote(self, question: str, value: int = 1) -> None:
        """Vote now if the socket is open, else when it is; the same ``i`` until it is answered."""
        self._cast({"c": "vote", "q": question, "v": value})

    def ballot(self, poll: str, choices: Sequence[str | int]) -> None:
        """The same in a poll."""
        self._cast({"c": "ballot", "p": poll, "choices": choices})

    def stall(self, syncs: int = 5) -> Callable[[], None]:
        """Ask for much and read nothing, until what is returned is called."""
        if self._transport is None:
            return lambda: None
        transport = self._transport.underlying_transport
        for _ in range(syncs):
            self.ask()
        transport.pause_reading()
        return lambda: None if transport.is_closing() else transport.resume_reading()

    def ask(self) -> None:
        """Ask for the whole state, whatever is known."""
        self._send({"c": "sync", "epoch": "", "rev": 0})

    def cut(self) -> None:
        """Lose the connection, and with it whatever is on its way."""
        if self._transport is not None:
            self._transport.underlying_transport.abort()

    def hear(self, payload: bytes) -> None:
        """A text frame has arrived."""
        frame = parsed(payload)
        kind = frame["t"]
        self.failures = 0
        if kind == "ack":
            self._acked(frame)
        elif kind == "bye":
            self.byes.append(frame["why"])
            self._window = tuple(frame["retry_ms"])
        elif kind == "delta" and random.random() < self.loses:
            return
        else:
            self._follow(kind, frame)

    def opened(self, transport: WSTransport) -> None:
        """The connection is there."""
        self._transport = transport

    def closed(self, code: int | None = None) -> None:
        """The connection has ended."""
        if code == REFUSED:
            self.ended = True
        self.connected = False
        self._transport = None
        self._gone.set()

    def _follow(self, kind: str, frame: Mapping[str, Any]) -> None:
        if kind == "hello":
            self.connected = True
            for nonce in tuple(self.waiting):
                self._send_vote(nonce)
        if kind == "scores" and self.told.scores is not None:
            self.told.scores(frame)
        missing = self.list.hear(frame)
        if kind == "snapshot":
            self._asked = False
        if missing and not self._asked:
            self._ask()
        elif self.list.loaded and not missing:
            self.ready.set()

    def _ask(self) -> None:
        """Ask for a snapshot, and once more when none comes in time."""
        self._asked = True
        self._send({"c": "sync", "epoch": self.list.epoch, "rev": max(0, self.list.rev)})
        asyncio.get_running_loop().call_later(SYNC_WITHIN, self._ask_again, self._transport)

    def _ask_again(self, transport: WSTransport) -> None:
        if self._asked and transport is self._transport and not self.ended:
            self._ask()

    def _acked(self, ack: Mapping[str, Any]) -> None:
        vote = self.waiting.get(ack["i"])
        if vote is None:
            return
        if ack["ok"]:
            del self.waiting[ack["i"]]
            self.told.acked(self, vote)
        elif "retry_ms" in ack:
            asyncio.get_running_loop().call_later(ack["retry_ms"] / 1000, self._send_vote, ack["i"])
        else:
            del self.waiting[ack["i"]]
            self.told.refused(self, vote, ack["error"])

    def _cast(self, says: Mapping[str, Any]) -> None:
        self._number += 1
        nonce = f"v{self._number}"
        self.waiting[nonce] = Waiting(says, asyncio.get_running_loop().time())
        self._send_vote(nonce)
        self._expect_ack()

    def _send_vote(self, nonce: str) -> None:
        if self.connected and (vote := self.waiting.get(nonce)):
            self._send({**vote.says, "i": nonce})

    def _expect_ack(self) -> None:
        if self._resending is None and not self.ended:
            self._resending = asyncio.get_running_loop().call_later(ACK_WITHIN, self._resend)

    def _resend(self) -> None:
        self._resending = None
        limit = asyncio.get_running_loop().time() - ACK_WITHIN
        for nonce, vote in tuple(self.waiting.items()):
            if vote.first_sent <= limit:
                self._send_vote(nonce)
        if self.waiting:
            self._expect_ack()

    def _send(self, command: Mapping[str, Any]) -> None:
        if self._transport is not None:
            self._transport.send(WSMsgType.TEXT, msgspec.json.encode(command))

    async def _stay(self) -> None:
        while not self.ended:
            self._window = None
            self._asked = False
            self._gone.clear()
            try:
                await self._connect()
                await self._gone.wait()
            except (OSError, WSError, TimeoutError):
                self.closed()
            if self.ended:
                return
            delay = retry_delay(self.failures, self._window)
            self.failures += self._window is None
            if self.failures == TRIES_BEFORE_POLLING and self.rest is not None:
                self._spawn(self._poll(self.rest))
            await asyncio.sleep(delay)

    async def _connect(self) -> None:
        port = random.choice(self.doors)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        url = f"ws://127.0.0.1:{port}/ws/live/{self.session}/"
        options: dict[str, Any] = {"read_buffer_init_size": 2048}
        if self.receive_buffer:
            options["socket_factory"] = lambda _: narrow_socket(self.receive_buffer)
        headers = {"Origin": self.origin, "Cookie": cookie}
        await ws_connect(lambda: Ear(self), url, extra_headers=headers, websocket_handshake_timeout=15, **options)

    async def _poll(self, rest: Rest) -> None:
        while not self.connected and not self.ended:
            try:
                answer = await rest.call("GET", f"live/{self.session}/state", limit=5)
                if answer.status == 200:
                    self.list.replace(answer.json())
            except (OSError, TimeoutError):
                rest.close()
            await asyncio.sleep(POLL_EVERY * random.uniform(0.75, 1.25))

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def narrow_socket(size: int) -> socket.socket:
    """A socket into which little fits, so that a phone that does not read is soon noticed.

    With the packets of a Wi-Fi: those of the loopback are so large that the sender's system would hold megabytes.
    """
    narrow = socket.socket()
    narrow.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, PACKET)
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, size)
    narrow.setblocking(False)
    return narrow


class Ear(WSListener):  # type: ignore[misc] # picows is compiled
    """Hands what the socket hears to its phone."""

    def __init__(self, phone: Phone) -> None:
        self._phone = phone
        self._code: int | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._phone.opened(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self._phone.hear(frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.CLOSE:
            self._code = int.from_bytes(frame.get_payload_as_bytes()[:2], "big") or None
            transport.send_close()
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self._phone.closed(self._code)
