"""What is derived from the code and committed is what a fresh run would write."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.generate import derived, steps
from scripts.places import FRONTEND, ROOT

PACKAGES = ("config", "api", "realtime", "forum")
NOT_COPIED = shutil.ignore_patterns("__pycache__", "node_modules", "build", ".svelte-kit")


@pytest.fixture(scope="session")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the tree in which everything derived has been written again."""
    root = tmp_path_factory.mktemp("tree")
    for package in (*PACKAGES, "frontend"):
        shutil.copytree(ROOT / package, root / package, ignore=NOT_COPIED)
    shutil.copy(ROOT / "manage.py", root)
    (root / "frontend" / "node_modules").symlink_to(FRONTEND / "node_modules")
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(root / "data")}
    for name, command, folder in steps(root):
        done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
        assert done.returncode == 0, f"{name}\n{done.stdout}\n{done.stderr}"
    return root


def test_the_same_files_are_derived(regenerated: Path) -> None:
    assert sorted(derived(regenerated)) == sorted(derived(ROOT))


@pytest.mark.parametrize("file", sorted(derived(ROOT)))
def test_a_derived_file_is_up_to_date(regenerated: Path, file: str) -> None:
    assert (ROOT / file).read_text() == (regenerated / file).read_text(), "make schema writes it again"


def test_there_is_something_to_compare() -> None:
    names = set(derived(ROOT))
    assert {"api/openapi.json", "realtime/events.schema.json", "realtime/PROTOCOL.md"} <= names
    assert sum(name.endswith(".gen.ts") for name in names) >= 2
