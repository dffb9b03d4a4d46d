"""``/metrics`` for the operator's Prometheus, in front of Django: it knows neither host names nor sessions.

Without ``METRICS_TOKEN`` the address does not exist; with it, it exists for those who show the token. The proxy never
routes it. A process with sockets tells what its engine counts and asks no database; a process with pages tells what the
database knows, which is the same whichever of its workers answers.
"""

import hmac
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.conf import settings
from django.db import close_old_connections
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from config.waiting import tasks
from forum.congress.queries import live_figures
from realtime.census import exposition

PATH: Final = "/metrics"


def may_read(authorization: str) -> bool:
    """Whether this header shows the token."""
    token: str = settings.METRICS_TOKEN
    return bool(token) and hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())


class Database(Collector):
    """What the whole installation has to do."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for name, text, value in (*tasks(), *live_figures()):
            yield GaugeMetricFamily(f"ratschlag_{name}", text, value)


registry: Final = CollectorRegistry()
registry.register(Database())


def database_figures() -> bytes:
    """What the installation has to do, in Prometheus' text format."""
    return generate_latest(registry)


def with_metrics(application: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """The WSGI application with the figures of the database."""

    def serve(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != PATH or not may_read(environ.get("HTTP_AUTHORIZATION", "")):
            return application(environ, start_response)
        close_old_connections()
        try:
            text = database_figures()
        finally:
            close_old_connections()
        start_response("200 OK", [("Content-Type", CONTENT_TYPE_PLAIN_0_0_4), ("Content-Length", str(len(text)))])
        return [text]

    return serve


def with_engine_metrics(application: Any) -> Any:
    """The ASGI application with the figures of its sockets."""

    async def serve(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        if scope["path"] != PATH or not may_read(headers.get(b"authorization", b"").decode("latin-1")):
            await application(scope, receive, send)
            return
        text = exposition()
        about = [
            (b"content-type", CONTENT_TYPE_PLAIN_0_0_4.encode()),
            (b"content-length", str(len(text)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": about})
        await send({"type": "http.response.body", "body": text})

    return serve
