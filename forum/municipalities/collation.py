"""German sorting and searching: ä is ae, ö is oe, ü is ue, ß is ss (DIN 5007-2, the order of lists of names)."""

import unicodedata
from typing import Final

_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """The text in small letters, umlauts spelled out, other accents and signs left away, single spaces.

    ``fold("Münster") == fold("MUENSTER")``: sorting by it gives the order of DIN 5007-2, and a search that folds both
    sides finds ü for ue and the other way round.
    """
    spelled = unicodedata.normalize("NFC", text).lower().translate(_GERMAN)
    plain = "".join(c for c in unicodedata.normalize("NFD", spelled) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
