"""The browser of the browser tests, of the pictures and of the page measurements."""

import os
import shutil

from scripts.console import Console, SetupError, StepFailedError
from scripts.places import chosen

# The shell is Chromium without windows: the same pages at half the price.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A browser of its own accord talks to its maker; the tests count every request to another host.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
)


def find() -> str | None:
    """The path of ``CHROMIUM`` or of the first installed browser that will do."""
    named = chosen("CHROMIUM")
    if named:
        found = shutil.which(named)
        if not found:
            raise SetupError(f"CHROMIUM={named} is not a program.")
        return found
    return next((found for found in map(shutil.which, NAMES) if found), None)


def executable() -> str:
    """Like ``find``, but raises ``SetupError`` when there is none."""
    found = find()
    if not found:
        raise SetupError("No Chromium found. Debian: apt-get install chromium. Elsewhere: CHROMIUM=/path/to/it")
    return found


def arguments() -> list[str]:
    """The command line for tests: quiet, and without a sandbox for root, who cannot have one."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def install(console: Console) -> None:
    """Make sure that there is a browser, by Debian's package when we may install it."""
    if find():
        return
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        executable()
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    console.run("Package lists", ["apt-get", "update", "-qq"], env=env)
    try:
        console.run("Chromium", ["apt-get", "install", "-y", "-qq", "chromium-headless-shell"], env=env)
    except StepFailedError:  # older systems have none
        console.run("Chromium", ["apt-get", "install", "-y", "-qq", "chromium"], env=env)
