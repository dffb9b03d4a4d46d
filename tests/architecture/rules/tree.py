"""The files of the project: what git knows or would take, as text."""

import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path, PurePosixPath

from scripts.places import ROOT

TEXT = {
    "", ".py", ".ts", ".js", ".mjs", ".svelte", ".html", ".scss", ".css", ".md", ".json", ".toml", ".yml",
    ".yaml", ".txt", ".in", ".svg", ".csv", ".sh", ".cfg", ".ini",
}  # fmt: skip
CODE = {".py", ".ts", ".js", ".mjs", ".svelte"}
Finding = str
Rule = Callable[[PurePosixPath, str], Iterator[Finding]]


@cache
def files() -> tuple[tuple[PurePosixPath, str], ...]:
    """Path and content of every text file that is committed or waits to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    found = []
    for name in sorted(set(names) - {""}):
        path = Path(ROOT / name)
        if path.suffix in TEXT and path.is_file():
            found.append((PurePosixPath(name), path.read_text()))
    return tuple(found)


def findings(rule: Rule) -> list[Finding]:
    """What a rule finds in the whole project, each with its file."""
    return [f"{path}: {finding}" for path, text in files() for finding in rule(path, text)]


def is_generated(path: PurePosixPath) -> bool:
    """Files that a tool writes: migrations, generated types, lock files."""
    return "migrations" in path.parts or ".gen." in path.name or "generated" in path.parts or "lock" in path.stem
