"""Giving out kept files: whole or in parts, so that no browser takes them for a page of ours.

Behind a proxy that reads the same folder the application says only which file it is, and the proxy sends it: whoever
reads slowly holds none of the threads that a hall needs (decision 0014).
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from forum.core.errors import NotFoundError

CHUNK: Final = 256_000
"""Bytes of a file that an answer holds in memory at a time."""
LONGEST_PART: Final = 4_000_000
"""Bytes of one answer to a request for a part; players ask on. So nobody who watches slowly keeps a thread for long."""
STORED_FILE: Final = "X-Stored-File"
"""Names the file below ``DATA_DIR`` to the proxy, which takes it out of the answer (``deploy/Caddyfile``)."""
_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


@dataclass(frozen=True)
class Part:
    """What is given out: the file, as what, and what the browser shall do with it (``Content-Disposition``)."""

    path: Path
    content_type: str
    disposition: str


def deliver(request: Request, part: Part, *, public: bool) -> HttpResponseBase:
    """The bytes, all of them or the part asked for; raises ``NotFoundError`` when they are gone."""
    if not part.path.is_file():
        raise NotFoundError
    answer = _handed_over(part) if settings.FILES_BY_PROXY else _sent(request, part)
    answer["Content-Disposition"] = part.disposition
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    return answer


def _handed_over(part: Part) -> HttpResponse:
    """Headers alone; the proxy adds the bytes, and what belongs to parts of them."""
    name = part.path.relative_to(settings.DATA_DIR).as_posix()
    return HttpResponse(content_type=part.content_type, headers={STORED_FILE: name})


def _sent(request: Request, part: Part) -> HttpResponseBase:
    size = part.path.stat().st_size
    wanted = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    bounds = _bounds(wanted[1], wanted[2], size) if wanted else None
    if wanted and bounds is None:
        answer: HttpResponseBase = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    elif bounds:
        answer = _stream(request, part, *bounds)
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {bounds[0]}-{bounds[1]}/{size}"
    else:
        answer = _stream(request, part, 0, size - 1)
    answer["Accept-Ranges"] = "bytes"
    return answer


def _stream(request: Request, part: Part, first: int, last: int) -> StreamingHttpResponse:
    """These bytes of the file, read as they are sent, whichever kind of server asks."""
    pieces = _pieces(part.path, first, last)
    # Django would read all of a plain iterator into memory before it gives it to an asynchronous server.
    asynchronous = isinstance(request._request, ASGIRequest)
    answer = StreamingHttpResponse(_threaded(pieces) if asynchronous else pieces, content_type=part.content_type)
    answer["Content-Length"] = str(last - first + 1)
    return answer


def _pieces(path: Path, first: int, last: int) -> Iterator[bytes]:
    left = last - first + 1
    with path.open("rb") as file:
        file.seek(first)
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            left -= len(piece)
            yield piece


async def _threaded(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
        yield piece


def _bounds(first: str, last: str, size: int) -> tuple[int, int] | None:
    """First and last byte to give for ``first-last``; ``None`` when there are none."""
    if not first:
        begin = max(0, size - int(last)) if last and int(last) else size
        end = size - 1
    else:
        begin, end = int(first), min(int(last) if last else size - 1, size - 1)
    return (begin, min(end, begin + LONGEST_PART - 1)) if begin <= end else None
