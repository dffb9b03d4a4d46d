"""An MP4 is a film when it has a picture, whatever its brand says; looking into it never takes long."""

import io
import struct
from pathlib import Path
from typing import Any

import pytest

from forum.congress.media import store, tracks
from forum.core.errors import InvalidError
from tests.factories.media import MP4, WEBM, box, mp4


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "media" / "congress"


@pytest.mark.parametrize("behind", [False, True])
def test_an_mp4_with_sound_alone_is_refused_and_leaves_nothing(behind: bool, media: Path) -> None:
    for handlers in ((b"soun",), (b"soun", b"text")):
        with pytest.raises(InvalidError, match="sound_only"):
            store.receive(io.BytesIO(mp4(*handlers, behind=behind)))
    assert list((media / "incoming").iterdir()) == []


@pytest.mark.parametrize("behind", [False, True])
@pytest.mark.parametrize("handlers", [(b"vide",), (b"soun", b"vide"), (b"vide", b"soun"), ()])
def test_a_film_with_a_picture_or_without_any_track_is_taken(handlers: tuple[bytes, ...], behind: bool) -> None:
    assert store.receive(io.BytesIO(mp4(*handlers, behind=behind))).found.ending == "mp4"


def test_large_boxes_and_what_is_broken_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    large = struct.pack(">I4sQ", 1, b"mdat", 16 + 900) + bytes(900)
    head, moov = (
        box(b"ftyp", b"isom", bytes(12)),
        box(b"moov", box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), b"soun")))),
    )
    outside = box(b"mdia", box(b"hdlr", bytes(8), b"soun"))
    path = tmp_path / "sample"
    for data, expected in (
        (head + large + moov, True),
        (head + moov[:-1], True),
        (head + moov[:20], False),
        (head + outside, False),
        (MP4, False),
        (WEBM, False),
        (b"", False),
    ):
        path.write_bytes(data)
        assert tracks.is_sound_only(path) == expected, data


def test_a_file_of_empty_boxes_keeps_nobody_busy(tmp_path: Path) -> None:
    path = tmp_path / "sample"
    path.write_bytes(box(b"free") * 20_000 + mp4(b"soun"))
    assert not tracks.is_sound_only(path)
