"""``make bench-start``: from the command to the first page, when nothing has changed since the last start."""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from scripts.bars import Figure, close
from scripts.console import Console, StepFailedError
from scripts.places import ROOT, log_dir
from scripts.run import answers
from scripts.servers import free_port

RUNS = 3
BAR_SECONDS = 8
LIMIT_SECONDS = 300


def start(data_dir: str) -> float:
    """Seconds from ``make run`` to the first page; the server is ended with Ctrl-C."""
    port = free_port()
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "BASE_URL"}}
    env |= {"PORT": str(port), "DATA_DIR": data_dir}
    began = time.monotonic()
    run = subprocess.Popen([sys.executable, "-m", "scripts", "run"], cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    while not answers("127.0.0.1", port, "/"):
        if run.poll() is not None or time.monotonic() - began > LIMIT_SECONDS:
            run.kill()
            raise StepFailedError("make run did not come to its first page.")
        time.sleep(0.02)
    seconds = time.monotonic() - began
    run.send_signal(signal.SIGINT)
    if run.wait(30) != 0:
        raise StepFailedError(f"Ctrl-C ended make run with code {run.returncode}.")
    return seconds


def bench_start() -> int:
    """Start once to set up, then measure; 1 when a later start takes too long."""
    console = Console(log_dir())
    with tempfile.TemporaryDirectory(prefix="ratschlag-start-") as folder:
        with console.step("First start"):
            start(folder)
        with console.step(f"{RUNS} later starts"):
            later = statistics.median(start(folder) for _ in range(RUNS))
    return close([Figure("later start to first page", later, BAR_SECONDS, "s")])
