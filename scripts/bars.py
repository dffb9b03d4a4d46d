"""Figures with the bar they must reach, printed in one form by every benchmark."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A measured value and its bar. ``at_most``: smaller is better; else it must reach the bar."""

    name: str
    value: float
    bar: float
    unit: str = ""
    at_most: bool = True

    @property
    def is_ok(self) -> bool:
        return self.value <= self.bar if self.at_most else self.value >= self.bar

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        sign = "<=" if self.at_most else ">="
        verdict = "ok" if self.is_ok else "falls short"
        return f"{self.name}: {_shown(self.value)}{unit} (bar: {sign} {_shown(self.bar)}{unit}) {verdict}"


def _shown(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def close(figures: Iterable[Figure]) -> int:
    """Print one line per figure; 0 when all reach their bars."""
    found = list(figures)
    for figure in found:
        print(figure)
    return 0 if found and all(figure.is_ok for figure in found) else 1
