"""Makes what the project needs on a machine that has Python, git and make only."""

import fcntl
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from scripts import stamps
from scripts.console import Console, SetupError
from scripts.places import BUILD, FRONTEND, PYTHON, REQUIREMENTS, ROOT, TOOLS, VENV

NO_VENV = """This Python cannot make virtual environments: its module ensurepip is missing.
On Debian and Ubuntu it comes with the package python3-venv:
  sudo apt-get install python3-venv
(the Python package virtualenv will do as well)"""


@contextmanager
def alone(console: Console) -> Iterator[None]:
    """Let one set-up at a time work in this folder; a second one waits and says so."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "setup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.say("  Another set-up is at work in this folder; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def environment(console: Console) -> None:
    """Make ``.venv``, whose pip installs everything else; make it again when a killed run left half of one."""
    if _runs(PYTHON, "-m", "pip", "--version"):
        return
    if importlib.util.find_spec("ensurepip"):
        maker = [sys.executable, "-m", "venv", "--clear"]
    elif importlib.util.find_spec("virtualenv"):
        maker = [sys.executable, "-m", "virtualenv", "--clear"]
    elif shutil.which("virtualenv"):
        maker = ["virtualenv", "--clear", "--python", sys.executable]
    else:
        raise SetupError(NO_VENV)
    console.run(f"Virtual environment {VENV.name}", [*maker, str(VENV)])


def python_packages(console: Console, wanted: str) -> None:
    """Install ``requirements/<wanted>.txt`` with hashes into ``.venv``; ``dev`` contains ``base``."""
    stamp = VENV / f".installed-{wanted}"
    value = stamps.packages(wanted)
    if _runs(PYTHON, "-c", "") and stamps.holds(stamp, value):
        console.unchanged("Python packages")
        return
    environment(console)
    _pip(console, "Python packages", VENV, REQUIREMENTS / f"{wanted}.txt")
    stamps.write(stamp, value)
    if wanted == "dev":
        stamps.write(VENV / ".installed-base", stamps.packages("base"))


def _runs(program: Path, *arguments: str) -> bool:
    try:
        return subprocess.run([program, *arguments], capture_output=True).returncode == 0
    except OSError:
        return False


def _pip(console: Console, name: str, folder: Path, requirements: Path) -> None:
    """Install into the environment ``folder`` with the pip of ``.venv``, which is always made first."""
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--python", folder / "bin" / "python", "install"]
    quiet = ["--disable-pip-version-check", "--no-input"]
    console.run(name, [*pip, *quiet, "--require-hashes", "-r", requirements])


def least_node() -> tuple[int, ...]:
    """The oldest Node that builds the frontend, as package.json says it (``>=22.18``)."""
    engines = json.loads((FRONTEND / "package.json").read_text())["engines"]["node"]
    return tuple(int(part) for part in re.findall(r"\d+", engines))


def node_environment(console: Console) -> dict[str, str]:
    """An environment whose PATH starts with a Node that is new enough.

    The machine's own Node is taken when it will do, else the one of ``requirements/node.txt`` in ``.tools``.
    """
    found = shutil.which("node")
    if found and shutil.which("npm") and _version(found) >= least_node():
        return dict(os.environ)
    own = TOOLS / "bin"
    stamp = TOOLS / ".installed-node"
    value = stamps.packages("node")
    if not (stamps.holds(stamp, value) and _version(str(own / "node")) >= least_node()):
        # Without a pip of its own: the one of .venv does, and seconds are saved.
        console.run("Place for Node", [sys.executable, "-m", "venv", "--clear", "--without-pip", TOOLS])
        _pip(console, "Node", TOOLS, REQUIREMENTS / "node.txt")
        stamps.write(stamp, value)
    return {**os.environ, "PATH": f"{own}{os.pathsep}{os.environ.get('PATH', '')}"}


def _version(node: str) -> tuple[int, ...]:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", answer))


def packages_and_pages(console: Console, wanted: str) -> None:
    """Install the Python packages and build the pages, which do not need each other, side by side.

    Raises what the first of them raises, once both have ended.
    """
    environment(console)
    console.whole_lines = True
    with ThreadPoolExecutor(2) as pool:
        steps = [pool.submit(python_packages, console, wanted), pool.submit(frontend, console)]
    console.whole_lines = False
    for step in steps:
        step.result()


def npm_packages(console: Console, env: dict[str, str]) -> None:
    """Install exactly ``frontend/package-lock.json``."""
    stamp = FRONTEND / "node_modules" / ".installed"
    value = stamps.node_modules()
    if stamps.holds(stamp, value):
        console.unchanged("Frontend packages")
        return
    npm(console, "Frontend packages", ["ci", "--no-audit", "--no-fund"], env)
    stamps.write(stamp, value)


def npm(console: Console, name: str, arguments: Sequence[str], env: dict[str, str]) -> None:
    """Run npm in ``frontend/`` as a step."""
    console.run(name, ["npm", *arguments], env=env, cwd=FRONTEND)


def frontend(console: Console) -> None:
    """Build the pages when a source of theirs has changed."""
    stamp = BUILD / ".built"
    value = stamps.frontend_sources()
    if stamps.holds(stamp, value):
        console.unchanged("Pages")
        return
    env = node_environment(console)
    npm_packages(console, env)
    npm(console, "Pages", ["run", "build"], env)
    stamps.write(stamp, value)


def texts(console: Console) -> None:
    """Derive from messages and routes what the checks of the frontend read, once for all of them."""
    npm(console, "Texts and types of the pages", ["run", "--silent", "derive"], node_environment(console))


def manage(*arguments: str) -> list[str | Path]:
    return [PYTHON, ROOT / "manage.py", *arguments]
