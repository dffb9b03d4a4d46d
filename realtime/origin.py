"""A page of another site must not open a socket with this site's cookies."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from realtime.asgi import Send
from realtime.consumers import Receive, Scope


def is_own_origin(origin: str, host: str) -> bool:
    """Whether a page from ``origin`` may connect to ``host``: its own host, or a trusted origin of the settings."""
    domain, _ = split_domain_port(host)
    if not origin or not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    parts = urlsplit(origin)
    if parts.scheme not in {"http", "https"}:
        return False
    return parts.netloc.lower() == host.lower() or origin in settings.CSRF_TRUSTED_ORIGINS


class SameOrigin:
    """Refuses the handshake (status 403) of every page that is not our own. A missing ``Origin`` is refused as well."""

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if is_own_origin(headers.get(b"origin", ""), headers.get(b"host", "")):
            await self._application(scope, receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 4403})
