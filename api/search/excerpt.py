"""The part of a text around the first match, with the matched words marked."""

import re
from typing import Final

from django.utils.html import escape

LENGTH: Final = 220
_FOLDED: Final = {
    "ä": "(?:ä|ae)",
    "ö": "(?:ö|oe)",
    "ü": "(?:ü|ue)",
    "ß": "(?:ß|ss)",
    "ae": "(?:ä|ae)",
    "oe": "(?:ö|oe)",
    "ue": "(?:ü|ue)",
    "ss": "(?:ß|ss)",
}


def pattern(query: str) -> re.Pattern[str]:
    """Matches each word of the query; ae, oe, ue and their umlauts match each other."""
    words = []
    for word in query.split():
        parts = re.split("(ä|ö|ü|ß|ae|oe|ue|ss)", word.lower())
        words.append("".join(_FOLDED.get(part, re.escape(part)) for part in parts))
    return re.compile("|".join(words) or r"(?!)", re.I)


def marked(text: str, query: str) -> str:
    """Safe HTML: the surroundings of the first match, matches in ``<mark>``."""
    matcher = pattern(query)
    first = matcher.search(text)
    start = max(0, (first.start() if first else 0) - LENGTH // 3)
    part = text[start : start + LENGTH]
    pieces: list[str] = ["… " if start else ""]
    position = 0
    for match in matcher.finditer(part):
        pieces += [escape(part[position : match.start()]), f"<mark>{escape(match.group())}</mark>"]
        position = match.end()
    pieces += [escape(part[position:]), " …" if start + LENGTH < len(text) else ""]
    return "".join(pieces)
