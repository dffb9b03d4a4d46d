"""What a file is, told from its content and never from its name."""

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forum.congress.enums import FileKind

MB: Final = 1_000_000
LIMITS: Final[dict[str, int]] = {FileKind.DOCUMENT: 50 * MB, FileKind.IMAGE: 20 * MB, FileKind.FILM: 2000 * MB}
LARGEST: Final = max(LIMITS.values())
CAPTIONS_LIMIT: Final = 2 * MB
MP4_TYPE: Final = "video/mp4"
CAPTIONS_TYPE: Final = "text/vtt"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."
_PARTS: Final = {
    "word/document.xml": (f"{_OFFICE}wordprocessingml.document", "docx"),
    "xl/workbook.xml": (f"{_OFFICE}spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": (f"{_OFFICE}presentationml.presentation", "pptx"),
}
_OPEN_TYPES: Final = {f"{_OPEN}text": "odt", f"{_OPEN}spreadsheet": "ods", f"{_OPEN}presentation": "odp"}
_FILM_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"iso7", b"iso8", b"iso9", b"mp41", b"mp42", b"avc1"}
    | {b"M4V ", b"M4VH", b"M4VP", b"f4v ", b"MSNV", b"dash"}
)
"""Major brands of MP4 films (mp4ra.org); pictures (HEIC, AVIF), sound (M4A) and QuickTime have the same frame.

Some programs write a general brand for sound alone: see ``tracks``.
"""
HEAD: Final = 4096
"""So many bytes tell what a file is, but for office files."""
_LONGEST_TYPE: Final = 100
_MACROS: Final = ("vbaProject.bin", "Basic/script-lc.xml")


@dataclass(frozen=True)
class Found:
    """What a file is: its kind, its media type and the ending of its name."""

    kind: FileKind
    content_type: str
    ending: str


def tell(path: Path) -> Found | None:
    """What the file is; ``None`` for anything that is not taken (also office files with macros)."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    return _office(path) if head.startswith(b"PK\x03\x04") else _by(head)


def limit(head: bytes) -> int:
    """How large a file that begins so may be, before anybody looks further into it."""
    found = _by(head)
    return LIMITS[found.kind if found else FileKind.DOCUMENT]


def _by(head: bytes) -> Found | None:
    if head.startswith(b"%PDF-"):
        return Found(FileKind.DOCUMENT, "application/pdf", "pdf")
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Found(FileKind.IMAGE, "image/png", "png")
    if head.startswith(b"\xff\xd8\xff"):
        return Found(FileKind.IMAGE, "image/jpeg", "jpg")
    if head[4:8] == b"ftyp" and head[8:12] in _FILM_BRANDS:
        return Found(FileKind.FILM, MP4_TYPE, "mp4")
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        return Found(FileKind.FILM, "video/webm", "webm")
    return None


def _office(path: Path) -> Found | None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if any(name.endswith(_MACROS) for name in names):
                return None
            opened = _type_inside(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError):
        return None
    if opened in _OPEN_TYPES:
        return Found(FileKind.DOCUMENT, opened, _OPEN_TYPES[opened])
    for part, (content_type, ending) in _PARTS.items():
        if part in names and "[Content_Types].xml" in names:
            return Found(FileKind.DOCUMENT, content_type, ending)
    return None


def _type_inside(archive: zipfile.ZipFile) -> str:
    """What an OpenDocument file says of itself; never more than such a word, however much is packed there."""
    with archive.open("mimetype") as file:
        return file.read(_LONGEST_TYPE).decode("ascii", "replace").strip()


def is_captions(path: Path) -> bool:
    """Whether this is a WebVTT file with at least one caption."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        return False
    first = text.partition("\n")[0].strip()
    return (first == "WEBVTT" or first.startswith(("WEBVTT ", "WEBVTT\t"))) and "-->" in text
