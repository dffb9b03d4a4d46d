"""Each import contract is broken on purpose in a copy of the tree, and lint-imports must name it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.places import ROOT, VENV

PACKAGES = ("config", "api", "realtime", "forum")
DELIVERY, DOMAIN, FRAMEWORK, ROOMS = "delivery", "domain", "domain-framework", "rooms"

BREACHES = [
    (DELIVERY, "api/breach.py", "import config.env"),
    (DELIVERY, "api/breach.py", "import realtime.hub"),
    (DELIVERY, "realtime/breach.py", "import api.errors"),
    (DELIVERY, "forum/core/breach.py", "import api.errors"),
    (DOMAIN, "forum/core/breach.py", "import forum.audit.models"),
    (DOMAIN, "forum/audit/breach.py", "import forum.accounts.models"),
    (DOMAIN, "forum/accounts/breach.py", "import forum.municipalities.models"),
    (DOMAIN, "forum/notifications/breach.py", "import forum.municipalities.models"),
    (DOMAIN, "forum/municipalities/breach.py", "import forum.threads.models"),
    (DOMAIN, "forum/search/breach.py", "import forum.threads.models"),
    (DOMAIN, "forum/threads/breach.py", "import forum.practice.models"),
    (DOMAIN, "forum/practice/breach.py", "import forum.congress.models"),
    (DOMAIN, "forum/unplaced/__init__.py", ""),
    (FRAMEWORK, "forum/threads/breach.py", "import rest_framework"),
    (FRAMEWORK, "forum/congress/breach.py", "import channels.layers"),
    (ROOMS, "forum/audit/models.py", "import forum.audit.actions"),
    (ROOMS, "forum/accounts/enums.py", "import forum.accounts.models"),
    (ROOMS, "forum/threads/rules.py", "import forum.threads.queries"),
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and the contracts, free to be broken."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.csv"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [str(VENV / "bin" / "lint-imports"), "--no-cache", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_no_contract_is_broken(copy: Path) -> None:
    done = lint(copy)
    assert "4 kept, 0 broken." in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_forbidden_import_breaks_its_contract(copy: Path, contract: str, file: str, line: str) -> None:
    target = copy / file
    target.parent.mkdir(exist_ok=True)
    before = target.read_text() if target.exists() else ""
    target.write_text(f"{before}\n{line}\n")
    done = lint(copy, "--contract", contract)
    assert "0 kept, 1 broken." in done.stdout, done.stdout + done.stderr
    assert done.returncode == 1
