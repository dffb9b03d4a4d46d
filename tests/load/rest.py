"""The least of an HTTP client that a thousand phones in one process need: one connection, one request at a time."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True)
class Answer:
    """Status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class _Wire(asyncio.Protocol):
    """Collects one answer at a time; bodies need a ``Content-Length``."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[Answer] | None = None
        self.open = False
        self._head = b""
        self._body: list[bytes] = []
        self._missing = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.open = True

    def data_received(self, data: bytes) -> None:
        if self._missing < 0:
            self._head += data
            end = self._head.find(HEAD_END)
            if end < 0:
                return
            data, self._head = self._head[end + len(HEAD_END) :], self._head[:end]
            self._missing = _length(self._head)
        self._body.append(data)
        self._missing -= len(data)
        if self._missing == 0:
            self._finish()

    def connection_lost(self, error: Exception | None) -> None:
        self.open = False
        if self.answer is not None and not self.answer.done():
            self.answer.set_exception(error or ConnectionError("the server has closed the connection"))

    def _finish(self) -> None:
        answer, head, body = self.answer, self._head, b"".join(self._body)
        self._head, self._body, self._missing = b"", [], -1
        if answer is not None and not answer.done():
            answer.set_result(_parsed(head, body))


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"content-length:")
    return int(lower[at + 15 :].partition(b"\r\n")[0]) if at >= 0 else 0


def _parsed(head: bytes, body: bytes) -> Answer:
    first, *lines = head.decode("latin-1").split("\r\n")
    headers: dict[str, str] = {}
    cookies: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        if name.lower() == "set-cookie":
            key, _, rest = value.strip().partition("=")
            cookies[key] = rest.partition(";")[0]
        else:
            headers[name.lower()] = value.strip()
    return Answer(int(first.split(" ")[1]), headers, cookies, body)


class Rest:
    """Calls of one browser below ``/api/v1/``: keeps its cookies, shows its CSRF token, and its connection stays open.

    ``headers`` go with each call, as a proxy in front would add them.
    """

    def __init__(self, port: int, headers: Mapping[str, str], cookies: Mapping[str, str] | None = None) -> None:
        self._port = port
        self._headers = headers
        self.cookies = dict(cookies or {})
        self._wire: _Wire | None = None
        self._transport: asyncio.Transport | None = None

    async def call(self, method: str, path: str, body: Any = None, *, limit: float = 30.0, **headers: str) -> Answer:
        """One request and its answer. Raises ``OSError`` or ``TimeoutError`` when none comes."""
        async with asyncio.timeout(limit):
            if self._wire is None or not self._wire.open:
                self._transport, self._wire = await asyncio.get_running_loop().create_connection(
                    _Wire, "127.0.0.1", self._port
                )
            assert self._transport is not None
            self._wire.answer = asyncio.get_running_loop().create_future()
            self._transport.write(self._request(method, path, body, headers))
            try:
                answer = await self._wire.answer
            except asyncio.CancelledError:
                self.close()  # a later answer must not be taken for that of the next call
                raise
        self.cookies.update(answer.cookies)
        return answer

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        if self._transport is not None:
            self._transport.abort()
        self._wire = self._transport = None

    def _request(self, method: str, path: str, body: Any, more: Mapping[str, str]) -> bytes:
        content = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} {path if path.startswith('/') else '/api/v1/' + path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in {**self._headers, **more}.items()]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method != "GET":
            lines += [f"X-CSRFToken: {self.cookies.get('csrftoken', '')}", "Content-Type: application/json"]
            lines.append(f"Content-Length: {len(content)}")
        return "\r\n".join((*lines, "", "")).encode() + content
