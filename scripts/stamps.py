"""Content stamps: a step is left out when what goes into it is the same as last time.

A stamp is written after the step, beside what the step made, so that a killed step is done again.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from scripts.places import FRONTEND, REQUIREMENTS, ROOT

# Folders below frontend/ that tools write; of project.inlang only the settings are ours.
NOT_A_SOURCE = {"node_modules", "build", ".svelte-kit", ".openapi", "paraglide", "project.inlang", "coverage"}


def digest(files: Iterable[Path], *more: str) -> str:
    """One hash over names and contents of files and further words."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(f"{file.relative_to(ROOT)}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    for word in more:
        total.update(f"{word}\0".encode())
    return total.hexdigest()


def holds(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text().strip() == value


def write(stamp: Path, value: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value + "\n")


def packages(name: str) -> str:
    """What decides which Python packages are installed (the stamp lies in the environment it speaks of)."""
    return digest([REQUIREMENTS / f"{name}.txt"])


def node_modules() -> str:
    return digest([FRONTEND / "package.json", FRONTEND / "package-lock.json"])


def frontend_sources() -> str:
    """Everything the build reads, the lock file included, without what tools write there."""
    return digest([*_sources(FRONTEND), FRONTEND / "project.inlang" / "settings.json"])


def _sources(folder: Path) -> Iterable[Path]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name not in NOT_A_SOURCE:
                yield from _sources(entry)
        elif entry.is_file():
            yield entry


def schema(database: Path) -> str:
    """What decides whether to migrate: our migrations, the locked packages', and what the file has seen."""
    migrations = ROOT.glob("forum/*/migrations/*.py")
    return digest([*migrations, REQUIREMENTS / "base.txt"], json.dumps(applied(database)))


def applied(database: Path) -> list[tuple[str, str]]:
    """The migrations an SQLite file has seen; none for a file that is missing or not ours."""
    if not database.is_file():
        return []
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            rows: list[tuple[str, str]] = connection.execute(
                "SELECT app, name FROM django_migrations ORDER BY app, name"
            ).fetchall()
    except sqlite3.Error:
        return []
    return rows
