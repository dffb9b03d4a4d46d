"""Cells of tables that people open in a spreadsheet."""

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With these a cell begins that a spreadsheet takes for a formula; also in their full-width forms."""


def is_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula."""
    return text.startswith(_STARTS) or text.lstrip().startswith(_STARTS)


def harmless(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would calculate it."""
    return f"'{text}" if is_formula(text) else text
