"""Giving out kept files: whole or in parts, so that no browser takes them for a page of ours."""

import re
from dataclasses import dataclass
from typing import Final

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from forum.congress.media import store
from forum.core.errors import NotFoundError

LONGEST_PART: Final = 4_000_000
"""Bytes of one answer to a request for a part; players ask on. So no answer holds more than this in memory."""
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@dataclass(frozen=True)
class Part:
    """What is given out: the stored bytes, as what, under which name, and whether the browser shows it."""

    stored: str
    content_type: str
    name: str
    shown: bool


def deliver(request: Request, part: Part, *, public: bool) -> HttpResponseBase:
    """The bytes, all of them or the part asked for; raises ``NotFoundError`` when they are gone."""
    path = store.path_of(part.stored)
    if not path.is_file():
        raise NotFoundError
    size = path.stat().st_size
    wanted = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    bounds = _bounds(wanted[1], wanted[2], size) if wanted else None
    if wanted and bounds is None:
        answer: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    elif bounds:
        first, last = bounds
        with path.open("rb") as file:
            file.seek(first)
            answer = HttpResponse(file.read(last - first + 1), status=206, content_type=part.content_type)
        answer["Content-Range"] = f"bytes {first}-{last}/{size}"
    else:
        answer = FileResponse(path.open("rb"), content_type=part.content_type)
        answer["Content-Length"] = str(size)
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Disposition"] = f'{"inline" if part.shown else "attachment"}; filename="{part.name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    return answer


def _bounds(first: str, last: str, size: int) -> tuple[int, int] | None:
    """First and last byte to give for ``first-last``; ``None`` when there are none."""
    if not first:
        begin = max(0, size - int(last)) if last and int(last) else size
        end = size - 1
    else:
        begin, end = int(first), min(int(last) if last else size - 1, size - 1)
    return (begin, min(end, begin + LONGEST_PART - 1)) if begin <= end else None
