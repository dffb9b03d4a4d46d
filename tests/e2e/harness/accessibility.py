"""Runs axe-core in a page, in light and in dark."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from playwright.sync_api import Page

from scripts.places import FRONTEND

AXE = FRONTEND / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules whose answer another colour scheme can change; the others look at the structure, which stays."""
RUN = "wanted => axe.run(document, {runOnly: wanted, resultTypes: ['violations']})"
# Colours move into place by transitions; axe must see them at rest.
AT_REST = "() => Promise.all(document.getAnimations().map(a => { try { a.finish() } catch { a.cancel() } }))"
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Violation:
    """One rule broken on a page, with the places where."""

    scheme: str
    rule: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.rule}: " + "; ".join(self.places)


@cache
def _source() -> str:
    return AXE.read_text()


def violations(page: Page, schemes: tuple[Scheme, ...] = SCHEMES) -> list[Violation]:
    """What axe finds on the page as it stands: in the first colour scheme by all rules, in others by those of colour.

    The scheme is light afterwards.
    """
    found = []
    for scheme in schemes:
        wanted = {"type": "tag", "values": RULES} if scheme == schemes[0] else {"type": "rule", "values": COLOURS}
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AT_REST)
        # Evaluated by the browser's debugger, not as a script of the page: the policy stays as it is.
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(_source())
        answer: dict[str, Any] = page.evaluate(RUN, wanted)
        for rule in answer["violations"]:
            places = tuple(f"{node['target']} {node['html'][:120]}" for node in rule["nodes"])
            found.append(Violation(scheme, f"{rule['id']} ({rule['help']})", places))
    page.emulate_media(color_scheme="light")
    return found
