"""``make seed``: tables and demo data without starting a server."""

from scripts import setup
from scripts.console import Console
from scripts.places import log_dir
from scripts.run import database, environment


def seed() -> int:
    """Migrate, then load the demo data when the database is empty."""
    console = Console(log_dir())
    with setup.alone(console):
        setup.python_packages(console, "base")
        database(console, environment(8000))
    return 0
