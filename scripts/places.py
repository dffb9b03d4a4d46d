"""Where things are in the project, and what the person who calls make has chosen."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".tools"
REQUIREMENTS = ROOT / "requirements"
FRONTEND = ROOT / "frontend"
BUILD = FRONTEND / "build"


def chosen(name: str, default: str = "") -> str:
    """What stands in the environment under this name; an empty value counts as not chosen."""
    return os.environ.get(name, "").strip() or default


def data_dir() -> Path:
    """The folder for database, mails and logs (``DATA_DIR``)."""
    return (ROOT / chosen("DATA_DIR", ".data")).resolve()


def log_dir() -> Path:
    return data_dir() / "logs"


def shown(path: Path) -> str:
    """A path as a person in the project folder would type it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
