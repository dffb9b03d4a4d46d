"""Texts of the legal pages, from Markdown files in ``settings.LEGAL_DIR``.

The first line is the title (``# ...``). ``[[...]]`` marks what the operator fills in; the deploy check reports it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from forum.core.errors import NotFoundError
from forum.core.markdown import plain, render

TITLES: Final = {
    "impressum": "Impressum",
    "datenschutz": "Datenschutzerklärung",
    "barrierefreiheit": "Erklärung zur Barrierefreiheit",
    "leichte-sprache": "Leichte Sprache",
    "netiquette": "Netiquette",
}
PLACEHOLDER: Final = re.compile(r"\[\[(.+?)\]\]", re.S)


@dataclass(frozen=True)
class LegalText:
    """One text, rendered. ``placeholders``: what the operator still has to fill in."""

    slug: str
    title: str
    html: str
    placeholders: tuple[str, ...]
    updated: date


def load(slug: str, language: str = "de") -> LegalText:
    """The text in this language, else in German; raises ``NotFoundError`` for an unknown slug."""
    if slug not in TITLES:
        raise NotFoundError
    folder = Path(settings.LEGAL_DIR)
    file = folder / f"{slug}.{language}.md"
    if language not in dict(settings.LANGUAGES) or not file.exists():
        file = folder / f"{slug}.de.md"
    if not file.exists():
        raise NotFoundError
    return _read(slug, file, file.stat().st_mtime)


@lru_cache(maxsize=32)
def _read(slug: str, file: Path, modified: float) -> LegalText:
    title, _, source = file.read_text(encoding="utf-8").partition("\n")
    return LegalText(
        slug=slug,
        title=plain(title.removeprefix("# ")),
        html=render(source),
        placeholders=tuple(PLACEHOLDER.findall(source)),
        updated=datetime.fromtimestamp(modified, UTC).date(),
    )
