"""What ``make test`` checks, in order: each check has a word for ``ONLY=``, a group and its commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.places import FRONTEND, PYTHON, ROOT, VENV

Command = tuple[str | Path, ...]
RUFF = VENV / "bin" / "ruff"
SERVICES = "tests/contracts/deployment"


@dataclass(frozen=True)
class Check:
    """One named step. ``junit`` marks a pytest run whose tests are counted; ``needs`` names what must run.

    ``beside``: it keeps one core busy and measures nothing, so that another of its kind may run beside it.
    """

    key: str
    name: str
    command: Command
    group: str = ""
    cwd: Path = ROOT
    needs: frozenset[str] = frozenset()
    junit: bool = False
    beside: bool = False


def _pytest(*arguments: str) -> Command:
    return (PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments)


def _unit(*more: str) -> Command:
    apart = ("tests/e2e", "tests/architecture", "tests/contracts", "tests/load")
    return _pytest("tests", *(f"--ignore={folder}" for folder in apart), *more)


def _npm(script: str) -> Command:
    # Without deriving texts and types before: set-up has done that once for all.
    return ("npm", "run", "--silent", f"derived:{script}")


NODE = frozenset({"node"})
TEXTS = NODE | {"texts"}
SERVERS = frozenset({"servers"})
PAGES = frozenset({"pages", "chromium"})
VISITS = PAGES | {"demo"}

BENCH_PAGES = "import sys; from scripts.bench_pages import bench_pages; sys.exit(bench_pages(short=True))"
BENCH_VIEWS = "import sys; from scripts.bench_views import bench_views; sys.exit(bench_views(short=True))"

CHECKS: Sequence[Check] = (
    Check("ruff", "Python lint", (RUFF, "check", "."), "lint", beside=True),
    Check("format", "Python format", (RUFF, "format", "--check", "."), "lint", beside=True),
    Check("imports", "Import contracts", (VENV / "bin" / "lint-imports", "--no-cache"), "lint", beside=True),
    Check("mypy", "Python types", (PYTHON, "-m", "mypy"), "types", beside=True),
    Check("migrations", "Migrations are complete", (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"),
          beside=True),
    Check("svelte", "Frontend types", _npm("check"), "types", FRONTEND, TEXTS, beside=True),
    Check("vitest", "Frontend unit tests", _npm("test"), "", FRONTEND, TEXTS, beside=True),
    Check("eslint", "Frontend lint", _npm("lint"), "lint", FRONTEND, TEXTS, beside=True),
    Check("contracts", "Architecture and drift", _pytest("tests/architecture", "tests/contracts", "tests/load",
          "-n", "2", f"--ignore={SERVICES}"), "", ROOT, NODE, True),
    Check("sqlite", "Tests on SQLite and memory", _unit("-n", "2"), junit=True),
    Check("postgres", "Tests on PostgreSQL and Redis", _unit("-n", "2"), needs=SERVERS, junit=True),
    Check("browser", "Browser tests", _pytest("tests/e2e", "-n", "2", "--dist", "loadfile"), needs=VISITS, junit=True),
    Check("deployment", "The processes of docker-compose.yml", _pytest(SERVICES), needs=PAGES | SERVERS, junit=True),
    Check("bench-live", "Benchmark of the engine, short", (PYTHON, "-m", "tests.load.bench_live", "--short"), "bench"),
    Check("bench-pages", "Benchmark of the pages, short", (PYTHON, "-c", BENCH_PAGES), "bench", ROOT, VISITS),
    Check("bench-views", "Benchmark of the live views, short", (PYTHON, "-c", BENCH_VIEWS), "bench", ROOT, VISITS),
)  # fmt: skip


def wanted(only: str) -> Sequence[Check]:
    """The checks that ``ONLY=`` names by word or group, in their order; all of them when it is empty.

    Raises ``ValueError`` with the known words when one is unknown.
    """
    words = {word.strip() for word in only.split(",") if word.strip()}
    known = {check.key for check in CHECKS} | {check.group for check in CHECKS if check.group}
    unknown = words - known
    if unknown:
        raise ValueError(f"ONLY={','.join(sorted(unknown))} is not known. Known: {', '.join(sorted(known))}")
    return [check for check in CHECKS if not words or check.key in words or check.group in words]
