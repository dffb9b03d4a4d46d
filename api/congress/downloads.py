"""Headers of files that are saved and never shown."""

import re
import unicodedata
from typing import Final
from urllib.parse import quote

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


def content_disposition(name: str) -> str:
    """``attachment`` with the name for every browser (RFC 6266): in ASCII, and in full as UTF-8."""
    ascii_name = unicodedata.normalize("NFKD", name.translate(_UMLAUTS)).encode("ascii", "ignore").decode()
    plain = _UNSAFE.sub("-", ascii_name).strip("-.") or "datei"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
