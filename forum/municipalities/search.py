"""Municipalities in the search over everything."""

from collections.abc import Iterator
from typing import Final

from forum.accounts.rules import Reader
from forum.core.ports import SearchHit
from forum.municipalities.enums import Kind
from forum.municipalities.models import Municipality
from forum.municipalities.queries import search_municipalities

_WORDS: Final = {
    Kind.DISTRICT: "Kreis",
    Kind.CITY_REGION: "Städteregion",
    Kind.INDEPENDENT_CITY: "Kreisfreie Stadt",
    Kind.MUNICIPALITY: "Kreisangehörige Kommune",
}


def find_municipalities(reader: Reader, query: str, limit: int) -> Iterator[SearchHit]:
    """Municipalities by name; they are public."""
    for row in search_municipalities(words=query, limit=limit):
        yield SearchHit(
            kind="municipality",
            title=row.name,
            url=f"/kommunen/{row.ags}",
            text=row.official_name if row.official_name != row.name else "",
            meta=_meta(row),
        )


def _meta(row: Municipality) -> str:
    parts = [_WORDS[Kind(row.kind)]]
    if row.parent is not None:
        parts.append(row.parent.name)
    if row.administrative_region:
        parts.append(f"Regierungsbezirk {row.administrative_region}")
    if row.fictional:
        parts.append("Beispieldaten")
    return " · ".join(parts)
