"""A small form of large pictures: what a page shows, so that a phone does not load what a camera has made."""

from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

WIDTH: Final = 1344
"""Pixels: twice the width of a picture on the widest page, for screens with dense points."""
WORTH_IT: Final = 200_000
"""Bytes up to which a picture is shown as it is."""
MOST_POINTS: Final = 50_000_000
"""Larger ones would take too much memory to unpack; they are shown as they are."""
CONTENT_TYPE: Final = "image/webp"
_QUALITY: Final = 80


def scale(path: Path, target: Path, size: tuple[int, int]) -> bool:
    """Write a smaller WebP picture to ``target``; ``False`` and nothing written where none is needed or can be made.

    ``size`` is what the picture says of itself: it is asked before anything is unpacked.
    """
    if path.stat().st_size <= WORTH_IT or size[0] * size[1] > MOST_POINTS:
        return False
    try:
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            if getattr(picture, "is_animated", False):
                return False
            _write(picture, target, (min(WIDTH, size[0]), max(1, size[1] * min(WIDTH, size[0]) // size[0])))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):  # what Pillow says of broken pictures
        target.unlink(missing_ok=True)
        return False
    if target.stat().st_size >= path.stat().st_size:
        target.unlink()
        return False
    return True


def _write(picture: Image.Image, target: Path, size: tuple[int, int]) -> None:
    # A JPEG is unpacked only as far as the small form needs it, whichever way it is turned.
    picture.draft("RGB", (max(size), max(size)))
    colours = picture.info.get("icc_profile") if picture.mode == "RGB" else None
    turned = ImageOps.exif_transpose(picture)
    plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    small = plain.resize(size, Image.Resampling.LANCZOS)
    small.save(target, "WEBP", quality=_QUALITY, icc_profile=colours or b"")
