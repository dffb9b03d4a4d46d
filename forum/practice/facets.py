"""The first facets of the list: what may be chosen, how a choice narrows, and how many examples each value has.

Within a facet any chosen value matches; all facets together must. A count says how many examples the list would hold
with this value chosen in its facet and all other facets as they are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Q, QuerySet

from forum.municipalities.enums import SizeClass
from forum.municipalities.size import LIMITS, size_class
from forum.practice.enums import Approach, Component, Facet, Kind, MunicipalityRole, PracticeStatus, TransferRating
from forum.practice.models import Revision, RevisionMunicipality, RevisionTerm
from forum.practice.topics import TOPIC_CODES, area_of

REGIONS: Final = ("Arnsberg", "Detmold", "Düsseldorf", "Köln", "Münster")
OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "topic": TOPIC_CODES,
    "approach": tuple(Approach.values),
    "kind": tuple(Kind.values),
    "component": tuple(Component.values),
    "size": tuple(SizeClass.values),
    "region": REGIONS,
    "status": tuple(PracticeStatus.values),
    "transfer": tuple(TransferRating.values),
}
"""Facets in the order of the page, each with its values."""
_COLUMNS: Final = {"kind": "kind", "status": "practice_status", "transfer": "transfer_rating"}
_TERMS: Final = {"topic": Facet.TOPIC, "approach": Facet.APPROACH, "component": Facet.COMPONENT}


@dataclass(frozen=True)
class Selection:
    """Chosen values by facet, known ones only."""

    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, wanted: dict[str, list[str]]) -> "Selection":
        """Keep the known values of known facets; an unknown one narrows nothing."""
        chosen = {name: tuple(code for code in codes if code in OPTIONS[name]) for name, codes in wanted.items()}
        return cls({name: codes for name, codes in chosen.items() if codes})


def narrow(rows: QuerySet[Revision], selection: Selection) -> QuerySet[Revision]:
    """The rows that match every facet of the selection."""
    for name, codes in selection.chosen.items():
        rows = rows.filter(_condition(name, codes))
    return rows


def _condition(name: str, codes: tuple[str, ...]) -> Q:
    if name in _COLUMNS:
        return Q(**{f"{_COLUMNS[name]}__in": codes})
    if name in _TERMS:
        match = Q(code__in=codes)
        for area in (code for code in codes if name == "topic" and "." not in code):
            match |= Q(code__startswith=f"{area}.")
        return Q(pk__in=RevisionTerm.objects.filter(match, facet=_TERMS[name]).values("revision_id"))
    leads = RevisionMunicipality.objects.filter(role=MunicipalityRole.LEAD)
    if name == "region":
        return Q(pk__in=leads.filter(municipality__administrative_region__in=codes).values("revision_id"))
    return Q(pk__in=leads.filter(_of_size(codes)).values("revision_id"))


def _of_size(codes: tuple[str, ...]) -> Q:
    match = Q()
    ends = [begin for _, begin in LIMITS[1:]]
    for index, (size, begin) in enumerate(LIMITS):
        if size in codes:
            inside = Q(municipality__population__gte=begin)
            match |= inside & Q(municipality__population__lt=ends[index]) if index < len(ends) else inside
    return match


def count(rows: QuerySet[Revision], selection: Selection) -> dict[str, dict[str, int]]:
    """For each facet its values with the number of rows; values without any are left out unless chosen.

    Takes three statements whatever the number of rows, and reads the facet values of all of them.
    """
    values = _values(rows)
    result: dict[str, dict[str, int]] = {}
    for name in OPTIONS:
        others = {other: codes for other, codes in selection.chosen.items() if other != name}
        matching = [row for row in values if all(row[other] & set(codes) for other, codes in others.items())]
        counts = Counter(code for row in matching for code in row[name])
        chosen = selection.chosen.get(name, ())
        result[name] = {code: counts[code] for code in OPTIONS[name] if counts[code] or code in chosen}
    return result


def _values(rows: QuerySet[Revision]) -> list[dict[str, set[str]]]:
    """The facet values of each row."""
    found: dict[int, dict[str, set[str]]] = defaultdict(lambda: {name: set() for name in OPTIONS})
    for pk, *columns in rows.order_by().values_list("pk", *_COLUMNS.values()):
        found[pk].update({name: {value} for name, value in zip(_COLUMNS, columns, strict=True)})
    ids = rows.order_by().values("pk")
    names = {facet.value: name for name, facet in _TERMS.items()}
    terms = RevisionTerm.objects.filter(revision__in=ids, facet__in=list(names)).order_by()
    for pk, facet, code in terms.values_list("revision_id", "facet", "code"):
        found[pk][names[facet]] |= {code, area_of(code)} if facet == Facet.TOPIC else {code}
    leads = RevisionMunicipality.objects.filter(revision__in=ids, role=MunicipalityRole.LEAD).order_by()
    places: Iterable[tuple[int, str, int | None]] = leads.values_list(
        "revision_id", "municipality__administrative_region", "municipality__population"
    )
    for pk, region, population in places:
        size = size_class(population)
        found[pk]["region"] |= {region}
        found[pk]["size"] |= {size.value} if size else set()
    return list(found.values())
