"""Snapshots as bytes: read and encoded once per state of a session and stream, the same for everybody."""

import json
from collections import OrderedDict
from threading import Lock
from typing import Final

from django.http import HttpResponse
from rest_framework.request import Request

from forum.congress.enums import Stream
from forum.congress.models import LiveSession
from forum.congress.projections import snapshot
from forum.congress.queries import LiveAccess

MOST_KEPT: Final = 60
_kept: "OrderedDict[tuple[int, str, str], bytes]" = OrderedDict()
_lock = Lock()


def etag(live: LiveSession) -> str:
    """Changes with every structural change and every changed score."""
    return f'"{live.epoch}-{live.rev}.{live.votes_rev}"'


def state_response(request: Request, access: LiveAccess) -> HttpResponse:
    """The snapshot of the stream whose gate was passed, or 304 when the caller has it."""
    tag = etag(access.live)
    given = {part.strip().removeprefix("W/") for part in request.headers.get("If-None-Match", "").split(",")}
    response = HttpResponse(status=304) if tag in given else _full(access.live, access.stream, tag)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def _full(live: LiveSession, stream: Stream, tag: str) -> HttpResponse:
    key = (live.pk, stream.value, tag)
    with _lock:
        body = _kept.get(key)
    if body is None:
        # It may show a later state than the tag says; then the next request with this tag gets the full state again.
        body = json.dumps(snapshot(live.pk, stream), ensure_ascii=False, separators=(",", ":")).encode()
        with _lock:
            _kept[key] = body
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return HttpResponse(body, content_type="application/json")
