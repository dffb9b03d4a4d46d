"""Lock files are complete, carry hashes and name no download address."""

import json
import re
from typing import Any

import pytest

from scripts.places import FRONTEND, REQUIREMENTS

REQUIREMENT = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9._-]*)(\[[^\]]*\])?==(?P<version>[^\s;]+)", re.MULTILINE | re.IGNORECASE
)
ADDRESS = re.compile(r"https?:|--(extra-)?index-url|--find-links")


def npm_packages() -> dict[str, dict[str, Any]]:
    packages: dict[str, dict[str, Any]] = json.loads((FRONTEND / "package-lock.json").read_text())["packages"]
    return packages


def lacking(packages: dict[str, dict[str, Any]]) -> list[str]:
    """Optional packages of other platforms that the lock does not hold: ``npm ci`` refuses such a lock."""
    return [
        f"{place}: {name}"
        for place, package in packages.items()
        for name in package.get("optionalDependencies", {})
        if f"node_modules/{name}" not in packages and f"{place}/node_modules/{name}" not in packages
    ]


def pinned(name: str) -> dict[str, str]:
    text = (REQUIREMENTS / f"{name}.txt").read_text()
    return {found["name"].lower(): found["version"] for found in REQUIREMENT.finditer(text)}


@pytest.mark.parametrize("name", ["base", "dev", "node"])
def test_every_python_package_is_pinned_with_a_hash(name: str) -> None:
    text = (REQUIREMENTS / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE)[1:]
    assert len(entries) == len(REQUIREMENT.findall(text))
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", ["base", "dev", "node"])
def test_no_python_lock_names_an_address(name: str) -> None:
    assert ADDRESS.findall((REQUIREMENTS / f"{name}.txt").read_text()) == []


def test_the_test_packages_contain_exactly_the_packages_of_production() -> None:
    base, dev = pinned("base"), pinned("dev")
    assert {name: dev.get(name) for name in base} == base


def test_the_frontend_lock_names_no_address() -> None:
    assert [place for place, package in npm_packages().items() if "resolved" in package] == []


def test_the_frontend_lock_is_complete_for_every_platform() -> None:
    assert lacking(npm_packages()) == []


def test_a_lock_that_lacks_a_platform_is_noticed() -> None:
    packages = npm_packages()
    [place] = [name for name in packages if name.endswith("/rolldown")]
    optional = f"node_modules/{next(iter(packages[place]['optionalDependencies']))}"
    assert len(lacking({name: package for name, package in packages.items() if name != optional})) == 1


def test_frontend_packages_are_exact_versions() -> None:
    declared = json.loads((FRONTEND / "package.json").read_text())["devDependencies"]
    assert [name for name, version in declared.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
