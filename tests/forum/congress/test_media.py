"""Files of congresses: what they are, what is left out of pictures, and what stays on disk."""

import io
import os
import struct
import tracemalloc
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from forum.congress import actions
from forum.congress.enums import FileKind
from forum.congress.media import kinds, pictures, store
from forum.congress.models import CongressFile
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.upkeep import run_upkeep
from tests.factories.media import MP4, PDF, VTT, WEBM, jpeg, office, png
from tests.factories.programme import make_edited, make_host

NOT_FILMS = (b"heic", b"heix", b"mif1", b"avif", b"M4A ", b"M4B ", b"crx ", b"qt  ", b"\x00\x00\x00\x00")
DOCX = office("[Content_Types].xml", "word/document.xml")


def broken_type() -> bytes:
    """An OpenDocument file whose packed type cannot be unpacked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    packed = bytearray(out.getvalue())
    packed[38:42] = b"\xff" * 4
    return bytes(packed)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "media" / "congress"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (PDF, ("document", "pdf")),
        (DOCX, ("document", "docx")),
        (office("[Content_Types].xml", "ppt/presentation.xml"), ("document", "pptx")),
        (office("mimetype", mimetype="application/vnd.oasis.opendocument.text"), ("document", "odt")),
        (png(), ("image", "png")),
        (jpeg(), ("image", "jpg")),
        (MP4, ("film", "mp4")),
        (WEBM, ("film", "webm")),
        (b"", None),
        (b"<html><script>alert(1)</script>", None),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', None),
        (b"MZ\x90\x00", None),
        (b"GIF89a", None),
        (b"PK\x03\x04broken", None),
        (office("evil.exe"), None),
        (office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (office("mimetype", mimetype="text/html"), None),
        *((struct.pack(">I", 24) + b"ftyp" + brand + bytes(12), None) for brand in NOT_FILMS),
        (b"ftyp".join((bytes(4), b"M4V " + bytes(12))), ("film", "mp4")),
        (broken_type(), None),
    ],
)
def test_a_file_is_known_by_its_content(data: bytes, expected: tuple[str, str] | None, tmp_path: Path) -> None:
    path = tmp_path / "sample.pdf"
    path.write_bytes(data)
    found = kinds.tell(path)
    assert (found and (found.kind.value, found.ending)) == expected


def test_pictures_lose_place_and_time_and_keep_their_orientation() -> None:
    for orientation in (1, 6):
        cleaned = pictures.clean(jpeg(orientation), "image/jpeg")
        assert b"51.45" not in cleaned
        assert (b"Exif" in cleaned) == (orientation == 6)
        assert pictures.clean(cleaned, "image/jpeg") == cleaned
    assert pictures.clean(png((b"tEXt", b"Comment\x00Geheimwort"), (b"eXIf", b"II*")), "image/png") == png()


def test_a_picture_ends_where_it_ends_and_has_no_film_behind_it() -> None:
    plain = jpeg(1)
    assert pictures.clean(plain + MP4 + b"51.45 N", "image/jpeg") == pictures.clean(plain, "image/jpeg")
    assert pictures.clean(png() + MP4, "image/png") == png()


def test_a_picture_in_several_scans_with_restarts_is_kept_whole() -> None:
    table = b"\xff\xc4\x00\x05abc"
    scans = b"\xff\xda\x00\x03\x01a\xff\x00b\xff\xd0c\xff\xd7" + table + b"\xff\xda\x00\x03\x02z\xff\x00\xff\xff\xd9"
    data = b"\xff\xd8" + scans
    assert pictures.clean(data + b"\xff\xd9more", "image/jpeg") == data


def test_of_what_programs_add_to_a_picture_only_format_and_colours_stay() -> None:
    def segment(marker: int, body: bytes) -> bytes:
        return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body

    kept = [segment(0xE0, b"JFIF\x00xx"), segment(0xE2, b"ICC_PROFILE\x00\x01\x01xx"), segment(0xEE, b"Adobe\x00xx")]
    gone = [segment(0xE0, b"JFXX\x00preview"), segment(0xE2, b"MPF\x00preview"), segment(0xEB, b"JPC2PA")]
    scan = b"\xff\xda\x00\x03\x01a\xff\xd9"
    given = b"\xff\xd8" + b"".join(kept) + b"".join(gone) + scan
    assert pictures.clean(given, "image/jpeg") == b"\xff\xd8" + b"".join(kept) + scan


@pytest.mark.parametrize(
    "data", [png()[:40], png()[:-12], jpeg()[:60], jpeg()[:-2], b"\xff\xd8\xff", b"\xff\xd8\xffx" * 9]
)
def test_a_broken_picture_is_refused_and_leaves_nothing(data: bytes, media: Path) -> None:
    with pytest.raises(InvalidError, match="unknown_kind_of_file"):
        store.receive(io.BytesIO(data))
    assert list((media / "incoming").iterdir()) == []


@pytest.mark.parametrize(("data", "kind"), [(MP4, FileKind.FILM), (png(), FileKind.IMAGE), (DOCX, FileKind.DOCUMENT)])
def test_what_is_too_large_for_its_kind_is_not_written_to_its_end_nor_looked_into(
    data: bytes, kind: FileKind, monkeypatch: pytest.MonkeyPatch, media: Path
) -> None:
    monkeypatch.setitem(kinds.LIMITS, kind, 1000)
    source = io.BytesIO(data + bytes(5_000_000))
    with pytest.raises(InvalidError, match="too_large"):
        store.receive(source)
    assert source.tell() <= 1_000_000
    assert list((media / "incoming").iterdir()) == []


def test_a_packed_type_is_not_unpacked_beyond_a_word(tmp_path: Path) -> None:
    path = tmp_path / "bomb.odt"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", bytes(300_000_000))
    tracemalloc.start()
    try:
        assert kinds.tell(path) is None
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("data", [b"", b"1\n00:00 --> 00:01\nx", b"WEBVTT\n", b"WEBVTT\n--> \xff", b"WEBVTTX\n-->"])
def test_captions_are_web_vtt(data: bytes) -> None:
    with pytest.raises(InvalidError, match="not_captions"):
        store.receive_captions(io.BytesIO(data))


@pytest.mark.django_db
def test_a_film_is_shown_only_with_captions_and_a_picture_only_with_its_text() -> None:
    congress = make_edited()
    host = make_host(congress)

    def add(data: bytes, name: str) -> CongressFile:
        arrived = store.receive(io.BytesIO(data))
        return actions.add_file(actor=host, slug=congress.slug, session_id=None, name=name, arrived=arrived)

    def show(file: CongressFile, alt: str = "") -> CongressFile:
        details = actions.Details("Titel", alt=alt, published=True)
        return actions.describe_file(actor=host, slug=congress.slug, file_id=file.pk, version=1, details=details)

    film, picture, paper = add(MP4, "../Film_1.exe"), add(png(), "Bild.png"), add(PDF, ".pdf")
    assert [(file.title, file.name) for file in (film, paper)] == [("Film 1", "film-1.mp4"), (".pdf", "pdf.pdf")]
    with pytest.raises(InvalidError, match="captions_required"):
        show(film)
    with pytest.raises(InvalidError, match="alt_required"):
        show(picture)
    captions = store.receive_captions(io.BytesIO(VTT))
    with pytest.raises(ConflictError, match="not_a_film"):
        actions.add_captions(actor=host, slug=congress.slug, file_id=picture.pk, arrived=captions)
    actions.add_captions(actor=host, slug=congress.slug, file_id=film.pk, arrived=captions)
    assert all(show(file, alt="Ein Saal").published for file in (film, picture, paper))
    assert (film.kind, picture.kind, paper.kind) == (FileKind.FILM, FileKind.IMAGE, FileKind.DOCUMENT)


@pytest.mark.django_db
def test_a_removed_file_comes_back_for_a_week_and_then_leaves_the_disk(media: Path) -> None:
    congress = make_edited()
    host = make_host(congress)
    arrived = store.receive(io.BytesIO(PDF))
    file = actions.add_file(actor=host, slug=congress.slug, session_id=None, name="a.pdf", arrived=arrived)
    for act in (actions.remove_file, actions.restore_file, actions.remove_file):
        act(actor=host, slug=congress.slug, file_id=file.pk)
    forgotten = media / "incoming" / "left"
    forgotten.write_bytes(b"x")
    assert run_upkeep()["congress_files.files"] == 0
    assert ((media / file.stored).read_bytes(), forgotten.exists()) == (PDF, True)
    CongressFile.objects.update(removed=now() - timedelta(days=8))
    os.utime(forgotten, (0, 0))
    assert run_upkeep()["congress_files.files"] == 1
    assert (list(media.glob("[0-9a-f]*")), forgotten.exists(), CongressFile.objects.count()) == ([], False, 0)


@pytest.mark.django_db
def test_nobody_but_hosts_keeps_a_file() -> None:
    congress = make_edited()
    arrived = store.receive(io.BytesIO(PDF))
    with pytest.raises(NotFoundError):
        actions.add_file(
            actor=make_host(make_edited()), slug=congress.slug, session_id=None, name="a.pdf", arrived=arrived
        )
    assert CongressFile.objects.count() == 0
