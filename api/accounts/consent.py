"""Which version of the privacy notice a person agrees to at sign-up."""

import hashlib
from typing import Final

from api.legal.texts import load

DOCUMENT: Final = "datenschutz"


def privacy_version() -> str:
    """The version of the present notice: its fingerprint, so that no change of the text goes unnoticed."""
    return hashlib.sha256(load(DOCUMENT).html.encode()).hexdigest()[:16]
