"""Reading the two files of the directory. Nothing is stored here; every bad row is named with its line number."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final, TypeVar

from forum.municipalities.enums import Kind

FOLDER: Final = Path(__file__).resolve().parent / "data"
DISTRICTS: Final = FOLDER / "nrw_districts.csv"
MUNICIPALITIES: Final = FOLDER / "nrw_municipalities.csv"
REGIONS: Final = {"1": "Düsseldorf", "3": "Köln", "5": "Münster", "7": "Detmold", "9": "Arnsberg"}
"""The third digit of an AGS in North Rhine-Westphalia (05) is the Regierungsbezirk."""
_POPULATION: Final = re.compile(r"population_(\d{4})_(\d{2})_(\d{2})")
T = TypeVar("T")


class BadFileError(Exception):
    """A file cannot be taken as it is. ``problems`` are sentences, each with file and line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class BadValueError(Exception):
    """A value of a row is not usable; the text says which and why."""


@dataclass(frozen=True)
class District:
    """One Kreis, kreisfreie Stadt or Städteregion: what its row says."""

    ags: str
    kind: Kind
    official_name: str
    short_name: str
    nuts3: str
    area_km2: Decimal | None
    population: int | None
    population_date: date | None
    seat: str
    lat: float | None
    lon: float | None
    region: str


@dataclass(frozen=True)
class Town:
    """One municipality: what its row says. ``population`` is ``None`` in files that do not give it."""

    ags: str
    name: str
    district: str
    lat: float | None
    lon: float | None
    population: int | None
    population_date: date | None


class Row:
    """One line of a file with typed access; raises ``BadValueError``."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = {key: (value or "").strip() for key, value in values.items() if isinstance(key, str)}

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        if not value:
            raise BadValueError(f"{name} is missing")
        return value

    def ags(self, name: str, digits: int) -> str:
        value = self.text(name)
        if not re.fullmatch(rf"05[13579]\d{{{digits - 3}}}", value):
            raise BadValueError(f"{name} {value!r} is not an AGS of North Rhine-Westphalia with {digits} digits")
        return value

    def number(self, name: str) -> Decimal | None:
        """A number with point or comma, or ``None`` when blank."""
        value = self.values.get(name, "")
        try:
            found = Decimal(value.replace(",", ".")) if value else None
        except InvalidOperation as error:
            raise BadValueError(f"{name} {value!r} is not a number") from error
        if found is not None and (not found.is_finite() or found < 0):
            raise BadValueError(f"{name} {value!r} is not a number of zero or more")
        return found

    def degrees(self, name: str) -> float | None:
        found = self.number(name)
        return None if found is None else float(found)

    def population(self) -> tuple[int | None, date | None]:
        """Inhabitants and the day they were counted, from a column like ``population_2018_12_31``."""
        for name in self.values:
            match = _POPULATION.fullmatch(name)
            if match:
                found = self.number(name)
                if found is not None and found != int(found):
                    raise BadValueError(f"{name} {found} is not a whole number")
                return (None, None) if found is None else (int(found), date(*map(int, match.groups())))
        return None, None


def _district(row: Row) -> District:
    ags = row.ags("ags", 5)
    official = row.text("official_name")
    kinds = {"Kreis": Kind.DISTRICT, "Kreisfreie Stadt": Kind.INDEPENDENT_CITY, "Städteregion": Kind.CITY_REGION}
    if row.text("kind") not in kinds:
        raise BadValueError(f"kind {row.text('kind')!r} is none of {', '.join(kinds)}")
    if row.text("regierungsbezirk") != REGIONS[ags[2]]:
        raise BadValueError(f"regierungsbezirk {row.text('regierungsbezirk')!r} does not fit the AGS {ags}")
    population, counted = row.population()
    area = row.number("area_km2")
    return District(
        ags=ags,
        kind=Kind.CITY_REGION if official.startswith("Städteregion") else kinds[row.text("kind")],
        official_name=official,
        short_name=row.text("short_name"),
        nuts3=row.text("nuts3"),
        area_km2=None if area is None else area.quantize(Decimal("0.01")),
        population=population,
        population_date=counted,
        seat=row.text("district_seat"),
        lat=row.degrees("seat_lat"),
        lon=row.degrees("seat_lon"),
        region=REGIONS[ags[2]],
    )


def _town(row: Row) -> Town:
    ags, district = row.ags("ags8", 8), row.ags("kreis_ags", 5)
    if not ags.startswith(district):
        raise BadValueError(f"ags8 {ags} does not begin with kreis_ags {district}")
    population, counted = row.population()
    return Town(ags, row.text("name"), district, row.degrees("lat"), row.degrees("lon"), population, counted)


def _lines(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and values of each row. UTF-8 with or without mark; commas or semicolons between the values."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFileError([f"{file.name}: cannot be read as UTF-8 text ({type(error).__name__})"]) from error
    lines = text.splitlines()
    head = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
    for values in reader:
        yield reader.line_num, values


def _read(file: Path, parse: Callable[[Row], T], key: Callable[[T], str]) -> dict[str, T]:
    found: dict[str, T] = {}
    problems: list[str] = []
    for line, values in _lines(file):
        try:
            item = parse(Row(values))
            if key(item) in found:
                raise BadValueError(f"{key(item)} is there twice")
            found[key(item)] = item
        except BadValueError as error:
            problems.append(f"{file.name}, line {line}: {error}")
    if not found and not problems:
        problems.append(f"{file.name}: holds no rows")
    if problems:
        raise BadFileError(problems)
    return found


def read_districts(file: Path = DISTRICTS) -> dict[str, District]:
    """All districts by AGS; raises ``BadFileError`` that names each bad row."""
    return _read(file, _district, lambda item: item.ags)


def read_towns(file: Path = MUNICIPALITIES) -> dict[str, Town]:
    """All municipalities by AGS, independent cities among them; raises ``BadFileError`` that names each bad row."""
    return _read(file, _town, lambda item: item.ags)
