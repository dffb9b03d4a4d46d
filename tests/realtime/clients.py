"""Sockets of the real application, as a browser would open them."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.http import HttpRequest

from realtime.application import make_application

ORIGIN = "http://testserver"


async def no_pages(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Stands where Django's pages are; these tests open sockets only."""


application: Any = make_application(no_pages)


class Client:
    """One socket. ``cookies`` are sent with the handshake, ``origin`` as a page of that site would."""

    def __init__(
        self, path: str, cookies: dict[str, str] | None = None, origin: str | None = ORIGIN, *, to: Any = application
    ) -> None:
        headers = [(b"host", b"testserver")]
        if origin is not None:
            headers.append((b"origin", origin.encode()))
        if cookies:
            headers.append((b"cookie", "; ".join(f"{k}={v}" for k, v in cookies.items()).encode()))
        make: Callable[..., Any] = WebsocketCommunicator
        self._socket = make(to, path, headers=headers)

    async def __aenter__(self) -> "Client":
        connected, _ = await self._socket.connect(timeout=5)
        assert connected
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._socket.disconnect(timeout=5)

    async def is_refused(self) -> bool:
        """Whether the handshake itself is refused."""
        connected, _ = await self._socket.connect(timeout=5)
        return not connected

    async def close_code(self) -> int:
        """The code with which the server closes the connection."""
        message = await self._socket.receive_output(timeout=5)
        assert message["type"] == "websocket.close", message
        return int(message["code"])

    async def put_out(self) -> int:
        """The code with which the server closes the connection, after what it still had to say."""
        async with asyncio.timeout(5):
            while (message := await self._socket.receive_output(timeout=5))["type"] == "websocket.send":
                continue
        return int(message["code"])

    async def say(self, command: dict[str, Any] | str | bytes) -> None:
        """Send a command, or any text or bytes."""
        if isinstance(command, bytes):
            await self._socket.send_to(bytes_data=command)
        else:
            await self._socket.send_to(text_data=command if isinstance(command, str) else json.dumps(command))

    async def hear(self, kind: str) -> Any:
        """The next message of this kind; others on the way are dropped."""
        async with asyncio.timeout(5):
            while True:
                message = await self._socket.receive_output(timeout=5)
                assert message["type"] == "websocket.send", message
                told = json.loads(message["text"])
                if told["t"] == kind:
                    return told

    async def hear_scores(self) -> Any:
        """The next scores that are told."""
        while not (scores := (await self.hear("scores")).get("q")):
            continue
        return scores

    async def hears_nothing_but(self, *kinds: str) -> list[Any]:
        """What has arrived until a pong comes back; each of these kinds."""
        await self.say({"c": "ping"})
        heard = []
        while (message := json.loads((await self._socket.receive_output(timeout=5))["text"]))["t"] != "pong":
            assert message["t"] in kinds, message
            heard.append(message)
        return heard


def session_cookie(fill: Callable[[Any], None]) -> dict[str, str]:
    """The cookie of a Django session that ``fill`` has written to."""
    from importlib import import_module

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    fill(store)
    store.save()
    return {settings.SESSION_COOKIE_NAME: store.session_key}


def signed_in(user: Any) -> dict[str, str]:
    """The session cookie of a person who has signed in."""
    from django.contrib.auth import login

    def fill(store: Any) -> None:
        request = HttpRequest()
        request.session = store
        login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])

    return session_cookie(fill)
