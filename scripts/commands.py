"""The commands by name; each is one make target."""

import subprocess
import sys
from collections.abc import Callable, Sequence

from scripts.console import SetupError, StepFailedError

EXIT_INTERRUPTED = 130


def _run() -> int:
    from scripts.run import run

    return run()


def _test() -> int:
    from scripts.verify import verify

    return verify()


def _setup() -> int:
    from scripts import setup
    from scripts.console import Console
    from scripts.places import log_dir

    console = Console(log_dir())
    with setup.alone(console):
        setup.packages_and_pages(console, "dev")
        setup.npm_packages(console, setup.node_environment(console))
    return 0


def _lock() -> int:
    from scripts.lock import lock

    return lock()


def _seed() -> int:
    from scripts.seed import seed

    return seed()


def _schema() -> int:
    from scripts.generate import generate

    return generate()


def _with_test_packages(module: str) -> Callable[[], int]:
    """A command that needs the packages of the tests: set up, then run it inside the environment."""

    def command() -> int:
        from scripts import setup
        from scripts.console import Console
        from scripts.places import PYTHON, ROOT, log_dir

        console = Console(log_dir())
        with setup.alone(console):
            setup.packages_and_pages(console, "dev")
        code = f"import sys; from {module} import {module.rpartition('.')[2]} as run; sys.exit(run())"
        return subprocess.call([PYTHON, "-c", code], cwd=ROOT)

    return command


def _bench() -> int:
    return max(COMMANDS[name]() for name in ("bench-start", "bench-pages", "bench-views", "bench-live"))


COMMANDS: dict[str, Callable[[], int]] = {
    "run": _run,
    "test": _test,
    "setup": _setup,
    "lock": _lock,
    "seed": _seed,
    "schema": _schema,
    "screens": _with_test_packages("scripts.screens"),
    "bench": _bench,
    "bench-start": _with_test_packages("scripts.bench_start"),
    "bench-pages": _with_test_packages("scripts.bench_pages"),
    "bench-views": _with_test_packages("scripts.bench_views"),
    "bench-live": _with_test_packages("tests.load.bench_live"),
}


def main(arguments: Sequence[str]) -> int:
    """Run one command; what went wrong outside our code is said without a traceback."""
    if len(arguments) != 1 or arguments[0] not in COMMANDS:
        print("usage: python3 -m scripts {" + ",".join(COMMANDS) + "}", file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]]()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 2
    except StepFailedError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. The next start goes on from here.", file=sys.stderr)
        return EXIT_INTERRUPTED
