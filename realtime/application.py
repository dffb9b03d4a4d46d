"""The ASGI application: pages and API as given, sockets, and a goodbye before the process stops."""

import asyncio
import gc
import signal
from collections.abc import Callable
from importlib import import_module
from types import FrameType
from typing import Any

from channels.routing import ProtocolTypeRouter
from channels.sessions import CookieMiddleware
from django.conf import settings

from realtime.asgi import Send
from realtime.consumers import Receive, Scope
from realtime.domain import Domain, close_connections
from realtime.forum_domain import ForumDomain
from realtime.origin import SameOrigin
from realtime.process import stop
from realtime.publish import publisher
from realtime.routing import routes

# Channels has no types.
by_protocol: Any = ProtocolTypeRouter
with_cookies: Any = CookieMiddleware


def make_application(http: Any, domain: Domain | None = None) -> Any:
    """The application for uvicorn; ``http`` serves everything that is not a socket."""
    if domain is None:
        domain = ForumDomain()
    import_module(settings.SESSION_ENGINE)  # now, and not by four threads at once when the first people come
    publisher()
    sockets = SameOrigin(with_cookies(routes(domain)))
    return by_protocol({"http": http, "websocket": sockets, "lifespan": lifespan})


async def lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    """Start and stop with the server."""
    await receive()
    gc.collect()
    gc.freeze()  # what has been loaded so far is never garbage: no collection has to look at it again
    restore = say_goodbye_on_signals()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    restore()
    await stop()
    await close_connections()
    await send({"type": "lifespan.shutdown.complete"})


def say_goodbye_on_signals() -> Callable[[], None]:
    """On SIGTERM and SIGINT say goodbye first and hand the signal to the server's own handler then.

    By the time of ``lifespan.shutdown`` the server has already closed its sockets. A second signal is handed on at
    once. Returns what puts the former handlers back; outside the main thread nothing is changed.
    """
    loop = asyncio.get_running_loop()
    before: dict[int, Any] = {}
    started: list[asyncio.Task[None]] = []

    def handle(number: int, frame: FrameType | None) -> None:
        if started:
            before[number](number, frame)
        else:
            loop.call_soon_threadsafe(lambda: started.append(loop.create_task(farewell(number, frame))))

    async def farewell(number: int, frame: FrameType | None) -> None:
        try:
            await stop()
        finally:
            before[number](number, frame)

    for number in (signal.SIGTERM, signal.SIGINT):
        former = signal.getsignal(number)
        if callable(former):
            try:
                signal.signal(number, handle)
            except ValueError:  # not in the main thread: there the server's own end has to do
                break
            before[number] = former
    return lambda: _restore(before)


def _restore(before: dict[int, Any]) -> None:
    for number, former in before.items():
        signal.signal(number, former)
