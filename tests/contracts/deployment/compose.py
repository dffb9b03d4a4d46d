"""Reads docker-compose.yml and the Dockerfile as the engine would, as far as the tests need it."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from scripts.places import ROOT

VARIABLE = re.compile(r"\$(?:(?P<escaped>\$)|\{(?P<name>\w+)(?:(?P<rule>:[?-])(?P<text>[^}]*))?\})")


class MissingValueError(Exception):
    """A variable that the file insists on (``${NAME:?why}``) has no value."""


def raw() -> dict[str, Any]:
    """The file with its anchors resolved and its variables still in it."""
    content: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    return content


def fill(value: Any, variables: Mapping[str, str]) -> Any:
    """Put the variables in, in every string of a tree; raises ``MissingValueError`` like the engine."""

    def one(match: re.Match[str]) -> str:
        if match["escaped"]:
            return "$"
        given = variables.get(match["name"], "")
        if given:
            return given
        if match["rule"] == ":-":
            return match["text"]
        raise MissingValueError(f"{match['name']}: {match['text']}")

    if isinstance(value, str):
        return VARIABLE.sub(one, value)
    if isinstance(value, list):
        return [fill(item, variables) for item in value]
    if isinstance(value, dict):
        return {key: fill(item, variables) for key, item in value.items()}
    return value


def copies(stage: str) -> list[tuple[list[str], str, str]]:
    """The COPY lines of one stage of the Dockerfile: sources, target, name of the stage they come from."""
    found: list[tuple[list[str], str, str]] = []
    current = ""
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        words = line.split()
        if words[:1] == ["FROM"]:
            current = words[-1]
        if words[:1] == ["COPY"] and current == stage:
            origin = next((word.removeprefix("--from=") for word in words if word.startswith("--from=")), "")
            paths = [word for word in words[1:] if not word.startswith("--")]
            found.append((paths[:-1], paths[-1], origin))
    return found


def lay_out(stage: str, root: Path) -> None:
    """Make below ``root`` the files that the stage would have under ``/app``, and nothing else.

    What comes from another stage is the built frontend; the Python packages are those of the test run.
    """
    for sources, target, origin in copies(stage):
        for source in sources:
            if source == "/venv":
                continue
            real = ROOT / (source.removeprefix("/app/") if origin else source)
            place = root / target
            if target.endswith("/"):
                place = place / real.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(real)
