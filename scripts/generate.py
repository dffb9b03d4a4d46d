"""``make schema``: write everything that is derived from the code of the API and of the live protocol."""

from pathlib import Path

from scripts import setup
from scripts.console import Console
from scripts.places import PYTHON, ROOT, log_dir

# Committed, so that a change of the interface shows in the diff; a test compares them with a fresh run.
DERIVED = (
    "api/openapi.json",
    "realtime/events.schema.json",
    "realtime/PROTOCOL.md",
    "forum/congress/*.schema.json",
    "frontend/src/**/*.gen.ts",
)

OPENAPI = ("--format", "openapi-json", "--validate", "--fail-on-warn", "--file", "api/openapi.json")


def steps(root: Path) -> list[tuple[str, list[str | Path], Path]]:
    """Name, command and folder of each step, in order, for a tree at ``root``."""
    return [
        ("OpenAPI schema", [PYTHON, "manage.py", "spectacular", *OPENAPI], root),
        ("Format of a documentation", [PYTHON, "-m", "forum.congress.documents"], root),
        ("Live protocol", [PYTHON, "-m", "realtime.schema"], root),
        ("Types of the API", ["npm", "run", "--silent", "gen:api"], root / "frontend"),
        ("Types of the live protocol", ["npm", "run", "--silent", "gen:events"], root / "frontend"),
    ]


def derived(root: Path) -> dict[str, str]:
    """The derived files below ``root`` with their texts."""
    found = [file for pattern in DERIVED for file in root.glob(pattern) if "node_modules" not in file.parts]
    return {str(file.relative_to(root)): file.read_text() for file in found}


def generate() -> int:
    """Run every step in the project's own tree."""
    console = Console(log_dir())
    with setup.alone(console):
        setup.python_packages(console, "dev")
        env = setup.node_environment(console)
        setup.npm_packages(console, env)
    for name, command, folder in steps(ROOT):
        console.run(name, command, env=env, cwd=folder)
    return 0
