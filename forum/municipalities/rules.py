"""Who may decide on affiliations, and how a municipality is named without naming it."""

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from forum.accounts.enums import Role
from forum.accounts.rules import Reader, has_role
from forum.municipalities.enums import Kind
from forum.municipalities.size import LIMITS as LIMITS
from forum.municipalities.size import size_class as size_class

FEWEST: Final = 5
"""A description that fewer municipalities fit would name them."""
_WORDS: Final = {
    Kind.DISTRICT: "Kreis",
    Kind.CITY_REGION: "Kreis",
    Kind.INDEPENDENT_CITY: "kreisfreie Stadt",
    Kind.MUNICIPALITY: "kreisangehörige Kommune",
}
LAND: Final = "NRW"


class Place(NamedTuple):
    """What a description is made of."""

    kind: str
    population: int | None
    region: str


def can_decide_affiliations(reader: Reader) -> bool:
    """Coordinators (and admins) confirm who works for which municipality."""
    return has_role(reader, Role.COORDINATOR)


def describe(place: Place, others: Iterable[Place]) -> str | None:
    """The place in words that at least ``FEWEST`` real ones fit, like "Kreis, ab 100 Tsd., NRW"; else ``None``.

    The descriptions of a kind divide it: each real place fits exactly one, and neighbouring size classes are joined
    until each holds enough. So no remainder gives away who is not in it. Places without a known number of inhabitants
    are told apart by Regierungsbezirk.
    """
    word = _WORDS[Kind(place.kind)]
    fellows = [other for other in others if _WORDS[Kind(other.kind)] == word]
    known = [other.population for other in fellows if other.population is not None]
    if len(known) < FEWEST:
        known = []
    if place.population is not None and known:
        size = _size_in_words(place.population, known)
        return f"{word}, {size}, {LAND}" if size else f"{word}, {LAND}"
    unknown = [other for other in fellows if other.population is None or not known]
    if not place.region:
        return f"{word}, {LAND}" if len(unknown) >= FEWEST else None
    if sum(other.region == place.region for other in unknown) < FEWEST:
        return None
    return f"{word}, Regierungsbezirk {place.region}, {LAND}"


def _size_in_words(population: int, known: list[int]) -> str:
    """The range of joined size classes that holds this population; empty below the smallest that is in use."""
    begin = next((first for first in reversed(_begins(known)) if population >= first), None)
    if begin is None:
        return ""
    end = next((first for first in _begins(known) if first > begin), None)
    if begin == 0:
        return f"unter {end // 1000} Tsd." if end else ""
    return f"{begin // 1000}–{end // 1000} Tsd." if end else f"ab {begin // 1000} Tsd."


def _begins(known: list[int]) -> list[int]:
    """Where the joined classes begin: from the largest down, each with at least ``FEWEST``; the rest joins upwards."""
    counts = Counter(size_class(population) for population in known)
    begins: list[int] = []
    held = 0
    for size, begin in reversed(LIMITS):
        held += counts[size]
        if held >= FEWEST:
            begins.insert(0, begin)
            held = 0
    return [0, *begins[1:]] if held else begins
