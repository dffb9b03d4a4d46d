"""What an MP4 film is made of, read from its boxes (ISO 14496-12): ``moov`` holds a ``trak`` for picture and sound."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

_OPENED: Final = frozenset({b"trak", b"mdia"})
_MOST_BOXES: Final = 10_000
"""So many are looked at; a film has some dozens. Nobody may keep a thread busy with a file of empty boxes."""
_PICTURE: Final = b"vide"


def is_sound_only(path: Path) -> bool:
    """Whether an MP4 names tracks and none of them is a picture; ``False`` for one that names none at all."""
    with path.open("rb") as file:
        found = set(_handlers(file))
    return bool(found) and _PICTURE not in found


def _handlers(file: BinaryIO) -> Iterator[bytes]:
    """What each track is: ``vide``, ``soun``, ``text`` ... ``moov`` may stand before the film or behind it."""
    at, inside, end = 0, False, 0
    for _ in range(_MOST_BOXES):
        if inside and at >= end:
            return
        file.seek(at)
        head = file.read(32)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head[:8])
        body = 8
        if size == 1 and len(head) >= 16:
            (size,), body = struct.unpack(">Q", head[8:16]), 16
        if size < body:  # broken, or the last box of all
            return
        if kind == b"moov":
            inside, end = True, at + size
        if kind == b"hdlr" and inside:
            yield head[body + 8 : body + 12]
        at += body if kind == b"moov" or (inside and kind in _OPENED) else size
