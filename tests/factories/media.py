"""Small files of every kind, for tests."""

import io
import struct
import zipfile
import zlib

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
MP4 = struct.pack(">I", 24) + b"ftypisom" + bytes(12) + b"mdat" + bytes(range(256)) * 8
WEBM = b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(200)
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nGuten Tag, Größe!\n".encode()


def box(kind: bytes, *inside: bytes) -> bytes:
    """A box of an MP4 file."""
    body = b"".join(inside)
    return struct.pack(">I", 8 + len(body)) + kind + body


def mp4(*handlers: bytes, behind: bool = False) -> bytes:
    """A film with a track for each handler, which stand before its data or ``behind`` it."""
    tracks = [
        box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", box(b"mdhd", bytes(24)), box(b"hdlr", bytes(8), name)))
        for name in handlers
    ]
    moov, mdat = box(b"moov", box(b"mvhd", bytes(100)), *tracks, box(b"udta", bytes(9))), box(b"mdat", bytes(900))
    return box(b"ftyp", b"isom", bytes(12)) + (mdat + moov if behind else moov + mdat)


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A picture of one point, with further chunks."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    rows = [(b"IHDR", head), *chunks, (b"IDAT", zlib.compress(b"\x00\x00")), (b"IEND", b"")]
    made = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in rows
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def jpeg(orientation: int = 6, place: bytes = b"51.45 N 7.01 E") -> bytes:
    """A picture with Exif data, a comment, and a scan that nobody looks into."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\x00\x00II*\x00" + struct.pack("<IH", 8, 1) + entry + struct.pack("<I", 0) + place
    segments = [(0xE0, b"JFIF\x00\x01\x01" + bytes(7)), (0xE1, exif), (0xFE, place), (0xDB, bytes(65))]
    made = [b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body for marker, body in segments]
    return b"\xff\xd8" + b"".join(made) + b"\xff\xda\x00\x08" + bytes(20) + b"\xff\xd9"


def office(*parts: str, **contents: str) -> bytes:
    """A zip file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in parts:
            archive.writestr(name, contents.get(name, ""))
    return out.getvalue()
