"""Demo data for servers of one's own: loaded once for a whole run of checks, and copied by each server that starts."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from scripts.console import StepFailedError
from scripts.places import PYTHON, ROOT, chosen
from scripts.setup import manage

DATABASE = "ratschlag.sqlite3"


def embedded(folder: Path) -> dict[str, str]:
    """The settings of a server that keeps everything in ``folder``, mails as files."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",  # pytest has put its own there
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
        "EMAIL_URL": "file:",
    }


def load(env: Mapping[str, str]) -> None:
    """Bring the database of this environment up to date and load the demo data.

    An embedded database is copied from the folder ``DEMO_DATA`` when that is set. Raises ``StepFailedError`` with the
    last words of what failed.
    """
    folder, ready = Path(env["DATA_DIR"]), chosen("DEMO_DATA")
    if ready and env["DATABASE_URL"] == embedded(folder)["DATABASE_URL"]:
        shutil.copytree(ready, folder, dirs_exist_ok=True)
        return
    for step in steps():
        run(step, env)


def steps() -> tuple[list[str | Path], list[str | Path]]:
    """What makes the tables, and what fills them."""
    return manage("migrate", "--no-input"), manage("seed_demo", "--if-empty")


def facts(folder: Path) -> list[str | Path]:
    """What writes down for visitors what the data in this folder offer them."""
    return [PYTHON, "-m", "scripts.demo_facts", folder / "demo.json"]


def run(step: list[str | Path], env: Mapping[str, str]) -> None:
    """Run a command of the project's; raises ``StepFailedError`` with its last words."""
    done = subprocess.run(step, cwd=ROOT, env=env, capture_output=True)
    if done.returncode:
        raise StepFailedError(f"{' '.join(map(str, step[1:]))}:\n{done.stderr.decode()[-4000:]}")
