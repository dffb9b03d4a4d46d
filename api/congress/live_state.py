"""Snapshots as bytes: read and encoded once per state of a session and stream, the same for everybody.

While people vote every answer would show another state. A long list is therefore handed out again for a short time
when nothing but scores has changed: its tag is that of the state it shows, so that the next look gets the later one.
"""

import json
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from time import monotonic
from typing import Any, Final

from django.http import HttpResponse
from rest_framework.request import Request

from forum.congress.enums import Stream
from forum.congress.models import LiveSession
from forum.congress.projections import session, snapshot
from forum.congress.queries import Glance, results_rev

MOST_KEPT: Final = 60
LONG_LIST: Final = 100
"""From so many questions on a list costs enough to be handed out again."""
CONTENT_TYPE: Final = "application/json"
CACHE_CONTROL: Final = "private, no-cache"
SCORES_AGE: Final = 1.0
"""Seconds for which the scores of a long list may be out of date."""


@dataclass(frozen=True)
class Kept:
    """An encoded snapshot, with the state that it shows at least and the time at which it was read."""

    state: Glance
    body: bytes
    long: bool
    read: float

    def shows(self, state: Glance) -> bool:
        """Whether it may be handed out to somebody who has found the session in this state."""
        if self.state == state:
            return True
        same_list = (self.state.epoch, self.state.rev) == (state.epoch, state.rev)
        return self.long and same_list and monotonic() - self.read < SCORES_AGE


_kept: "OrderedDict[tuple[int, str], Kept]" = OrderedDict()
_reading: dict[tuple[int, str], Lock] = {}
_lock = Lock()


def glance_of(live: LiveSession) -> Glance:
    """The state of a session whose gate was passed."""
    return Glance(live.pk, live.epoch, live.rev, live.votes_rev)


def desk_glance_of(live: LiveSession) -> Glance:
    """The same for the desk, which also sees how hidden results grow."""
    return replace(glance_of(live), votes_rev=live.votes_rev + results_rev(live))


@lru_cache(maxsize=200)
def session_at(session_id: int, epoch: str, rev: int) -> dict[str, Any]:
    """What every stream knows of a session, at this revision or a later one; read once for a whole hall."""
    return session(session_id)


def etag(state: Glance) -> str:
    """Changes with every structural change and every changed score."""
    return f'"{state.epoch}-{state.rev}.{state.votes_rev}"'


@dataclass(frozen=True)
class Answer:
    """What an asker is told: 200 with the snapshot, or 304 without."""

    status: int
    tag: str
    body: bytes


def answer(given: str, state: Glance, stream: Stream) -> Answer:
    """The snapshot of the stream whose gate was passed, unless ``given`` (``If-None-Match``) names it already."""
    if etag(state) in {part.strip().removeprefix("W/") for part in given.split(",")}:
        return Answer(304, etag(state), b"")
    kept = _snapshot(state, stream)
    return Answer(200, etag(kept.state), kept.body)


def state_response(request: Request, state: Glance, stream: Stream) -> HttpResponse:
    """The same as Django's response."""
    told = answer(request.headers.get("If-None-Match", ""), state, stream)
    response = HttpResponse(told.body, status=told.status, content_type=CONTENT_TYPE if told.body else None)
    response["ETag"] = told.tag
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _snapshot(state: Glance, stream: Stream) -> Kept:
    key = (state.session_id, stream.value)
    kept = _kept.get(key)
    if kept is not None and kept.shows(state):
        return kept
    with _lock:
        reading = _reading.setdefault(key, Lock())
    with reading:  # of many who ask at once, one reads
        kept = _kept.get(key)
        if kept is None or not kept.shows(state):
            kept = _read(state, stream)
            _keep(key, kept)
    return kept


def _read(state: Glance, stream: Stream) -> Kept:
    # It may show a later state than the one found; then the next request with this tag gets the full state again.
    content = snapshot(state.session_id, stream)
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Kept(state, body, len(content["questions"]) >= LONG_LIST, monotonic())


def _keep(key: tuple[int, str], kept: Kept) -> None:
    with _lock:
        _kept[key] = kept
        _kept.move_to_end(key)
        while len(_kept) > MOST_KEPT:
            gone, _ = _kept.popitem(last=False)
            _reading.pop(gone, None)
