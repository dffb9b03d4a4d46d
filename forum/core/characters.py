"""Which characters belong to a text, for everything that people write."""

import unicodedata
from typing import Final

_TURNS_TEXT: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows, also of what others have written."""
_IN_LINES: Final = frozenset("\n\t")


def is_malformed(letter: str) -> bool:
    """Whether a character is none of a text: control characters, lone surrogates, Unicode's 66 noncharacters.

    XML allows none of them, so that a single one would make a whole workbook unreadable.
    """
    number = ord(letter)
    return unicodedata.category(letter) in {"Cc", "Cs"} or number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


def is_text(text: str) -> bool:
    """Whether it holds nothing but text, line ends and tabs: nothing malformed, nothing that turns what follows."""
    return not any(letter in _TURNS_TEXT or (is_malformed(letter) and letter not in _IN_LINES) for letter in text)


def with_line_ends(text: str) -> str:
    """The text with one kind of line end, whatever programs write for it; none behind the last line."""
    return "\n".join(text.splitlines())
