"""Addresses of the sockets. Each is one audience; who may connect is decided by the domain."""

from typing import Any

from channels.routing import URLRouter
from django.urls import re_path as untyped_path

from realtime.consumers import LiveEndpoint, ThreadEndpoint, unknown
from realtime.domain import Domain

ID = "[0-9]{1,18}"
# Django's stubs know views only, and Channels has no types.
re_path: Any = untyped_path
router: Any = URLRouter


def routes(domain: Domain) -> Any:
    """The router below ``/ws/``; any other address is answered like an unknown session."""
    return router(
        [
            re_path(rf"^ws/live/(?P<session_id>{ID})/$", LiveEndpoint("public", domain)),
            re_path(rf"^ws/live/(?P<session_id>{ID})/desk/$", LiveEndpoint("moderation", domain)),
            re_path(rf"^ws/live/(?P<session_id>{ID})/stage/$", LiveEndpoint("stage", domain)),
            re_path(rf"^ws/threads/(?P<thread_id>{ID})/$", ThreadEndpoint(domain)),
            re_path(r"^", unknown),
        ]
    )
