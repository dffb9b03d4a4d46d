"""The list of a live session for its participants, answered in front of Django.

A hall whose network lets no WebSocket through asks for it every few seconds with each phone. Django's way through
sessions, languages and forms takes several times as long as the answer itself, and none of it concerns this one: who
asks is known by a participant's token alone. Whatever is not that plain case goes the ordinary way and gets the same.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from http import HTTPStatus
from io import BytesIO
from typing import Any, Final, cast

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import Error, close_old_connections
from django.http import HttpRequest, HttpResponse, parse_cookie
from django.http.request import split_domain_port, validate_host
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from api.congress.live_state import CACHE_CONTROL, CONTENT_TYPE, Answer, answer
from config.middleware import security_headers
from forum.congress.enums import Stream
from forum.congress.keys import PARTICIPANT_COOKIE
from forum.congress.queries import glance

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
_state_of: Final = re.compile(r"/api/v1/live/([0-9]{1,19})/state").fullmatch


def with_polling(application: Application) -> Application:
    """The WSGI application, quicker for phones that poll."""

    def serve(environ: Environ, start_response: Any) -> Iterable[bytes]:
        told = _answer(environ)
        if told is None:
            return application(environ, start_response)
        headers = [*_policy(), ("ETag", told.tag), ("Cache-Control", CACHE_CONTROL)]
        if told.status == HTTPStatus.OK:
            headers += [("Content-Type", CONTENT_TYPE), ("Content-Length", str(len(told.body)))]
        start_response(f"{told.status} {HTTPStatus(told.status).phrase}", headers)
        return [told.body]

    return serve


def _answer(environ: Environ) -> Answer | None:
    """``None`` for everything that is Django's: also for a database that is away, which it says with a code."""
    found = environ["REQUEST_METHOD"] == "GET" and _state_of(environ["PATH_INFO"])
    token = parse_cookie(environ.get("HTTP_COOKIE", "")).get(PARTICIPANT_COOKIE, "") if found else ""
    if not found or not token or not _came_by_tls(environ) or not _is_ours(environ.get("HTTP_HOST", "")):
        return None
    close_old_connections()
    try:
        seen = glance(session_id=int(found[1]), token=token)
        return answer(environ.get("HTTP_IF_NONE_MATCH", ""), seen, Stream.PUBLIC) if seen else None
    except Error:
        return None
    finally:
        close_old_connections()


def _came_by_tls(environ: Environ) -> bool:
    name, value = settings.SECURE_PROXY_SSL_HEADER or ("wsgi.url_scheme", "https")
    return bool(environ.get(name) == value)


@lru_cache(maxsize=100)
def _is_ours(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


@cache
def _policy() -> tuple[tuple[str, str], ...]:
    """The headers that Django's middleware sets on every answer that goes out by TLS."""

    def nothing(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    chain = cast(
        Callable[[HttpRequest], HttpResponse], security_headers(SecurityMiddleware(XFrameOptionsMiddleware(nothing)))
    )
    environ = {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(), "wsgi.url_scheme": "https"}
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        environ[name] = value
    headers = chain(WSGIRequest(environ)).headers
    return tuple((name, value) for name, value in headers.items() if name != "Content-Type")
