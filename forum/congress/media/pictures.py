"""Pictures without what cameras write into them: place, time, device, preview. Only the orientation stays."""

import struct
from collections.abc import Iterator
from typing import Final

_DROPPED_CHUNKS: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
_ORIENTATION: Final = 0x0112


class BrokenPictureError(ValueError):
    """The bytes are not the picture that their beginning says."""


def clean(data: bytes, content_type: str) -> bytes:
    """The picture without metadata; raises ``BrokenPictureError``."""
    try:
        return _clean_png(data) if content_type == "image/png" else _clean_jpeg(data)
    except (struct.error, IndexError) as error:
        raise BrokenPictureError from error


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
    """Marker and bytes of each segment of a JPEG; the last is the scan with everything behind it."""
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise BrokenPictureError
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        if marker == 0xDA:
            yield marker, data[at:]
            return
        (length,) = struct.unpack(">H", data[at + 2 : at + 4])
        if length < 2 or at + 2 + length > len(data):
            raise BrokenPictureError
        yield marker, data[at : at + 2 + length]
        at += 2 + length
    raise BrokenPictureError


def _clean_jpeg(data: bytes) -> bytes:
    kept: list[bytes] = []
    orientation = 1
    for marker, segment in _segments(data):
        if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            orientation = _orientation(segment[10:])
        # APP0 is the format, APP2 the colours, APP14 how to read them; all other APPn and comments go.
        if not (0xE1 <= marker <= 0xEF and marker not in {0xE2, 0xEE}) and marker != 0xFE:
            kept.append(segment)
    turned = [_turned(orientation)] if orientation in range(2, 9) else []
    return b"".join([data[:2], *turned, *kept])


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
