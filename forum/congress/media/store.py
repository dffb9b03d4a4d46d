"""The media folder: what arrives waits in ``incoming``, what is kept has a random name without an ending."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings

from forum.congress.enums import FileKind
from forum.congress.media import kinds, pictures, scaling, tracks
from forum.core.errors import InvalidError

CHUNK: Final = 1_000_000


class Readable(Protocol):
    """Whatever bytes arrive from."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Arrived:
    """A file that has arrived and been looked at; it is kept by ``keep`` or thrown away by ``drop``."""

    path: Path
    size: int
    found: kinds.Found
    sides: tuple[int, int] | None = None
    """Width and height of a picture as it is shown, where it says so."""
    small: Path | None = None
    """Its small form, where it is worth having one."""


def folder() -> Path:
    """Where files of congresses are kept."""
    return Path(settings.DATA_DIR) / "media" / "congress"


def receive(source: Readable) -> Arrived:
    """Take a document, picture or film.

    Raises ``InvalidError`` (``too_large``, ``unknown_kind_of_file``, ``sound_only`` for an MP4 without a picture).
    """
    path, size = _write(source, kinds.limit)
    small = path.with_name(f"{path.name}-small")
    sides = None
    try:
        found = kinds.tell(path)
        if found is None:
            raise InvalidError("unknown_kind_of_file", field="file")
        if found.content_type == kinds.MP4_TYPE and tracks.is_sound_only(path):
            raise InvalidError("sound_only", field="file")
        if found.kind == FileKind.IMAGE:
            size, sides = _clean(path, found.content_type)
        is_scaled = sides is not None and scaling.scale(path, small, sides)
    except BaseException:
        path.unlink(missing_ok=True)
        small.unlink(missing_ok=True)
        raise
    return Arrived(path, size, found, sides, small if is_scaled else None)


def receive_captions(source: Readable) -> Arrived:
    """Take a WebVTT file. Raises ``InvalidError`` (``too_large``, ``not_captions``)."""
    path, size = _write(source, lambda head: kinds.CAPTIONS_LIMIT)
    if not kinds.is_captions(path):
        path.unlink()
        raise InvalidError("not_captions", field="file")
    return Arrived(path, size, kinds.Found(FileKind.DOCUMENT, kinds.CAPTIONS_TYPE, "vtt"))


def keep(arrived: Arrived) -> str:
    """Move it to where it stays; returns its random name."""
    return _keep(arrived.path)


def keep_small(arrived: Arrived) -> str:
    """Move the small form of a picture to where it stays; returns its random name, nothing when there is none."""
    return _keep(arrived.small) if arrived.small else ""


def _keep(path: Path) -> str:
    name = secrets.token_hex(16)
    path.rename(folder() / name)
    return name


def make_small(stored: str, content_type: str) -> tuple[tuple[int, int] | None, str]:
    """Width and height of a picture that is kept, and the name of the small form made of it now, if one is worth it.

    Nothing of a picture that is gone or cannot be read.
    """
    path, small = path_of(stored), folder() / "incoming" / f"{secrets.token_hex(16)}-small"
    small.parent.mkdir(parents=True, exist_ok=True)
    try:
        sides = pictures.sides(path.read_bytes(), content_type)
    except (OSError, pictures.BrokenPictureError):
        return None, ""
    return sides, _keep(small) if sides and scaling.scale(path, small, sides) else ""


def drop(arrived: Arrived) -> None:
    """Throw away what arrived, if it has not been kept."""
    for path in filter(None, (arrived.path, arrived.small)):
        path.unlink(missing_ok=True)


def path_of(stored: str) -> Path:
    """Where a kept file is."""
    return folder() / stored


def delete(*stored: str) -> None:
    """Delete kept files; those that are gone already are no error."""
    for name in filter(None, stored):
        path_of(name).unlink(missing_ok=True)


def waiting() -> list[Path]:
    """Files that arrived and were never kept, for the upkeep."""
    return sorted((folder() / "incoming").glob("*"))


def _write(source: Readable, limit: Callable[[bytes], int]) -> tuple[Path, int]:
    """Where the bytes wait, and how many; no more is written than a file with such a beginning may have."""
    place = folder() / "incoming"
    place.mkdir(parents=True, exist_ok=True)
    path, size, head = place / secrets.token_hex(16), 0, b""
    try:
        with path.open("xb") as file:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                head = head if len(head) >= kinds.HEAD else (head + chunk)[: kinds.HEAD]
                if size > limit(head):
                    raise InvalidError("too_large", field="file")
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, size


def _clean(path: Path, content_type: str) -> tuple[int, tuple[int, int] | None]:
    """Bytes of the cleaned picture, and its width and height."""
    try:
        cleaned = pictures.clean(path.read_bytes(), content_type)
    except pictures.BrokenPictureError:
        raise InvalidError("unknown_kind_of_file", field="file") from None
    path.write_bytes(cleaned)
    return len(cleaned), pictures.size(cleaned, content_type)
