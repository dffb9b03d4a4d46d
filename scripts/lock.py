"""``make lock``: compile ``requirements/*.in`` into lock files with hashes."""

from pathlib import Path

from scripts import setup
from scripts.console import Console
from scripts.places import REQUIREMENTS, ROOT, VENV, log_dir

ORDER = ("base", "dev", "node")


def lock() -> int:
    """Write ``requirements/*.txt``; versions that still fit are kept, and ``dev`` follows ``base``."""
    console = Console(log_dir())
    with setup.alone(console):
        setup.python_packages(console, "dev")
        for name in ORDER:
            console.run(f"Lock {name}", _compile(name))
    return 0


def _compile(name: str) -> list[str | Path]:
    source, target = REQUIREMENTS / f"{name}.in", REQUIREMENTS / f"{name}.txt"
    follow: list[str | Path] = ["--constraint", (REQUIREMENTS / "base.txt").relative_to(ROOT)] if name == "dev" else []
    return [
        *(VENV / "bin" / "uv", "pip", "compile", "--quiet", "--generate-hashes", "--universal"),
        *("--python-version", "3.11", "--no-emit-index-url", "--no-emit-find-links"),
        *("--custom-compile-command", "make lock", *follow),
        *(source.relative_to(ROOT), "--output-file", target.relative_to(ROOT)),
    ]
