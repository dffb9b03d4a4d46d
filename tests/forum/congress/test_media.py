"""Files of congresses: what they are, what is left out of pictures, and what stays on disk."""

import io
import os
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

DOCX = office("[Content_Types].xml", "word/document.xml")


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


@pytest.mark.parametrize("data", [png()[:40], png()[:-12], jpeg()[:60], b"\xff\xd8\xff", b"\xff\xd8\xffx" * 9])
def test_a_broken_picture_is_refused_and_leaves_nothing(data: bytes, media: Path) -> None:
    with pytest.raises(InvalidError, match="unknown_kind_of_file"):
        store.receive(io.BytesIO(data))
    assert list((media / "incoming").iterdir()) == []


def test_what_is_too_large_is_not_written_to_its_end(monkeypatch: pytest.MonkeyPatch, media: Path) -> None:
    monkeypatch.setattr(kinds, "LARGEST", 1000)
    source = io.BytesIO(MP4 + bytes(5_000_000))
    with pytest.raises(InvalidError, match="too_large"):
        store.receive(source)
    assert source.tell() <= 1_000_000
    assert list((media / "incoming").iterdir()) == []


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
