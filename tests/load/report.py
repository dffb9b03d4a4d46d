"""The figures of a run: on the screen, as JSON beside it, and on demand in the operator's table."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import psutil

from scripts.bars import Figure
from scripts.places import ROOT, log_dir

Found = Mapping[str, Sequence[Figure]]
DOCUMENT = ROOT / "docs" / "operations" / "capacity.md"
BEGIN, END = "<!-- figures: made by `make bench-live REPORT=1` -->", "<!-- end of figures -->"


def show(found: Found) -> None:
    """Print the table."""
    rows = [_cells(figure) for figures in found.values() for figure in figures]
    width = max((len(row[0]) for row in rows), default=0)
    print()
    for what, value, bar, verdict in rows:
        print(f"{what:<{width}}  {value:>12}  {bar:>12}  {verdict}")


def keep(found: Found, *, short: bool) -> Path:
    """Write the figures as JSON beside the logs; returns the file."""
    folder = log_dir()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / ("bench-live-short.json" if short else "bench-live.json")
    figures = [
        {
            "scenario": name,
            "what": figure.name,
            "value": figure.value,
            "bar": figure.bar,
            "at_most": figure.at_most,
            "unit": figure.unit,
            "ok": figure.is_ok,
        }
        for name, found_here in found.items()
        for figure in found_here
    ]
    about = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine(), "short": short}
    file.write_text(json.dumps({**about, "figures": figures}, ensure_ascii=False, indent=1) + "\n")
    return file


def render(found: Found, document: Path = DOCUMENT) -> None:
    """Put the table of this run in the place of the one in the document."""
    lines = [
        f"Measured on {datetime.now(UTC):%d %B %Y}: {machine()}.",
        "",
        "| what | figure | bar | |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {what} | {value} | {bar} | {verdict} |"
        for figures in found.values()
        for what, value, bar, verdict in map(_cells, figures)
    ]
    text = document.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not rest or not after:
        raise ValueError(f"{document.name} has no place for the figures")
    document.write_text("\n".join((before + BEGIN, "", *lines, "", END + after)))


def machine() -> str:
    """The machine in a few words; nothing that names it."""
    memory = psutil.virtual_memory().total / 2**30
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def _cells(figure: Figure) -> tuple[str, str, str, str]:
    unit = f" {figure.unit}" if figure.unit else ""
    sign = "<=" if figure.at_most else ">="
    verdict = "ok" if figure.is_ok else "falls short"
    return figure.name, f"{_shown(figure.value)}{unit}", f"{sign} {_shown(figure.bar)}{unit}", verdict


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
