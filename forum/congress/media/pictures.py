"""Pictures without what cameras write into them: place, time, device, preview, film. Only the orientation stays."""

import re
import struct
from collections.abc import Iterator
from typing import Final

_DROPPED_CHUNKS: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_ORIENTATION: Final = 0x0112
_FIRST_TURNED: Final = 5
"""From this orientation on width and height are exchanged."""
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_START_OF_SCAN: Final = 0xDA
_END: Final = 0xD9
_SCAN_ENDS: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""Within a scan 0xFF is followed by 0x00, or marks a restart."""
_KEPT_APPS: Final = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""The format, the colours, and how to read them: by marker, with what begins them. All others tell or show more."""


class BrokenPictureError(ValueError):
    """The bytes are not the picture that their beginning says."""


def clean(data: bytes, content_type: str) -> bytes:
    """The picture without metadata; raises ``BrokenPictureError``."""
    try:
        return _clean_png(data) if content_type == "image/png" else _clean_jpeg(data)
    except (struct.error, IndexError) as error:
        raise BrokenPictureError from error


def sides(data: bytes, content_type: str) -> tuple[int, int] | None:
    """The same as ``size`` of any picture; raises ``BrokenPictureError``."""
    try:
        return size(data, content_type)
    except (struct.error, IndexError) as error:
        raise BrokenPictureError from error


def size(data: bytes, content_type: str) -> tuple[int, int] | None:
    """Width and height of a cleaned picture as it is shown, turned as it says; ``None`` when it does not say."""
    if content_type == "image/png":
        return _sides(*struct.unpack(">II", data[16:24]))
    turned = False
    for marker, segment in _segments(data):
        if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            turned = _orientation(segment[10:]) >= _FIRST_TURNED
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", segment[5:9])
            return _sides(height, width) if turned else _sides(width, height)
    return None


def _sides(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if width and height else None


def _clean_png(data: bytes) -> bytes:
    out, at = [data[:8]], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise BrokenPictureError
        if kind not in _DROPPED_CHUNKS:
            out.append(data[at:end])
        if kind == b"IEND":
            return b"".join(out)
        at = end
    raise BrokenPictureError


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and bytes of each segment of a JPEG up to its end, a scan with its data; never what stands behind it."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise BrokenPictureError
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        if marker == _END:
            yield marker, data[at : at + 2]
            return
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        end = at + 2 + length
        if marker == _START_OF_SCAN:
            found = _SCAN_ENDS.search(data, end)
            end = found.start() if found else len(data)
        if length < 2 or end > len(data):
            raise BrokenPictureError
        yield marker, data[at:end]
        at = end
    raise BrokenPictureError


def _clean_jpeg(data: bytes) -> bytes:
    kept: list[bytes] = []
    orientation = 1
    for marker, segment in _segments(data):
        if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            orientation = _orientation(segment[10:])
        if _is_kept(marker, segment):
            kept.append(segment)
    turned = [_turned(orientation)] if orientation in range(2, 9) else []
    return b"".join([data[:2], *turned, *kept])


def _is_kept(marker: int, segment: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return marker in _KEPT_APPS and segment.startswith(_KEPT_APPS[marker], 4)
    return marker != 0xFE


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    (at,) = struct.unpack(f"{order}I", tiff[4:8])
    (count,) = struct.unpack(f"{order}H", tiff[at : at + 2])
    for index in range(count):
        entry = tiff[at + 2 + 12 * index : at + 14 + 12 * index]
        tag, _, _, value = struct.unpack(f"{order}HHIH2x", entry)
        if tag == _ORIENTATION:
            return int(value)
    return 1


def _turned(orientation: int) -> bytes:
    """An Exif segment that holds the orientation and nothing else."""
    tiff = b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
