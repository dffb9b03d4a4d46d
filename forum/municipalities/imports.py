"""Taking the directory over from the two files: one row per place, nothing half stored."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from forum.audit import actions as audit
from forum.municipalities.collation import fold
from forum.municipalities.enums import Kind
from forum.municipalities.files import (
    DISTRICTS,
    MUNICIPALITIES,
    BadFileError,
    District,
    Town,
    read_districts,
    read_towns,
)
from forum.municipalities.models import IntegrationCentre, Municipality

CITY_OF_AACHEN: Final = "05334002"
"""The one municipality inside a district (the Städteregion) with an integration centre of its own."""


@dataclass
class Report:
    """What an import did. ``missing`` are places that are stored but no longer in the files; they are kept."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unchanged: int = 0
    centres_added: int = 0


@transaction.atomic
def import_directory(districts: Path = DISTRICTS, municipalities: Path = MUNICIPALITIES) -> Report:
    """Bring the stored directory to the state of the files.

    An independent city is in both files and becomes one row. Repeating it changes nothing. Fictional places are left
    alone, nothing is deleted. Raises ``BadFileError`` before anything is stored when a row is bad.
    """
    wanted = _merge(read_districts(districts), read_towns(municipalities), municipalities.name)
    stored = {row.ags: row for row in Municipality.objects.filter(fictional=False)}
    report = Report(missing=sorted(set(stored) - set(wanted)))
    for ags, values in sorted(wanted.items(), key=lambda item: (len(item[0]), item[0])):
        _store(ags, values, stored, report)
    report.centres_added = _add_centres()
    return report


def _merge(districts: dict[str, District], towns: dict[str, Town], file: str) -> dict[str, dict[str, Any]]:
    problems = [
        f"{file}: {town.ags} belongs to district {town.district}, which is not in the districts"
        for town in towns.values()
        if town.district not in districts
    ]
    wanted: dict[str, dict[str, Any]] = {}
    for district in districts.values():
        independent = district.kind is Kind.INDEPENDENT_CITY
        if independent and f"{district.ags}000" not in towns:
            problems.append(f"{file}: the independent city {district.ags} has no row {district.ags}000")
        wanted[f"{district.ags}000" if independent else district.ags] = _district_values(district)
    if problems:
        raise BadFileError(problems)
    for town in towns.values():
        if town.ags not in wanted:
            wanted[town.ags] = _town_values(town, districts[town.district])
    return wanted


def district_name(kind: Kind, short: str) -> str:
    """The name in running text: "Kreis Kleve", but "Rhein-Kreis Neuss", "Städteregion Aachen", "Hamm"."""
    if kind is not Kind.DISTRICT or "kreis" in short.lower():
        return short
    return f"Kreis {short}"


def _district_values(row: District) -> dict[str, Any]:
    name = district_name(row.kind, row.short_name)
    sort_name = fold(row.short_name)
    return {
        "name": name,
        "official_name": row.official_name,
        # Registers sort "Kleve, Kreis" under K; the search still finds "Kreis Kleve".
        "sort_name": sort_name if name == row.short_name else f"{sort_name} kreis",
        "kind": row.kind,
        "administrative_region": row.region,
        "nuts3": row.nuts3,
        "seat": row.seat,
        "area_km2": row.area_km2,
        "population": row.population,
        "population_date": row.population_date,
        "lat": row.lat,
        "lon": row.lon,
    }


def _town_values(row: Town, district: District) -> dict[str, Any]:
    values: dict[str, Any] = {
        "name": row.name,
        "official_name": row.name,
        "sort_name": fold(row.name),
        "kind": Kind.MUNICIPALITY,
        "parent": district.ags,
        "administrative_region": district.region,
        "lat": row.lat,
        "lon": row.lon,
    }
    if row.population is not None:  # a file without the column does not take a known figure away
        values |= {"population": row.population, "population_date": row.population_date}
    return values


def _store(ags: str, values: dict[str, Any], stored: dict[str, Municipality], report: Report) -> None:
    parent = stored[values.pop("parent")] if "parent" in values else None
    values = {**values, "parent_id": parent.pk if parent else None}
    known = stored.get(ags)
    if known is None:
        stored[ags] = Municipality.objects.create(ags=ags, **values)
        report.added.append(ags)
        audit.record(actor=None, action="municipality.add", target=stored[ags])
        return
    differing = [name for name, value in values.items() if getattr(known, name) != value]
    if not differing:
        report.unchanged += 1
        return
    for name in differing:
        setattr(known, name, values[name])
    known.save()
    report.changed.append(ags)
    audit.record(actor=None, action="municipality.change", target=known, facts={"fields": sorted(differing)})


def _add_centres() -> int:
    """One integration centre for each unit that has none, and one for the city of Aachen; returns how many are new."""
    units = Municipality.objects.filter(fictional=False, parent=None) | Municipality.objects.filter(ags=CITY_OF_AACHEN)
    new = list(units.filter(integration_centres=None).order_by("ags"))
    for unit in new:
        place = f"Stadt {unit.name}" if unit.ags == CITY_OF_AACHEN else unit.name
        IntegrationCentre.objects.create(carrier=unit, name=f"Kommunales Integrationszentrum {place}")
    return len(new)
