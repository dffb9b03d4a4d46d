"""Progress for a person who waits: one line per step, with a turning mark on a terminal."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from scripts.places import ROOT, shown

FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
NAME_WIDTH = 46


class StepFailedError(Exception):
    """A step ended badly; the text says what happened and what to do."""


class SetupError(Exception):
    """Something outside the project is missing; the text names it and how to get it."""


@dataclass(frozen=True)
class Outcome:
    """How one step ended; ``state`` is ``ok``, ``unchanged`` or ``FAILED``."""

    name: str
    state: str
    seconds: float


class Console:
    """Prints steps as they go and remembers how they ended."""

    def __init__(self, log_dir: Path, out: TextIO = sys.stdout) -> None:
        self.log_dir = log_dir
        self.out = out
        self.live = out.isatty()
        self.outcomes: list[Outcome] = []

    def say(self, text: str = "") -> None:
        print(text, file=self.out, flush=True)

    def unchanged(self, name: str) -> None:
        """Note a step that had nothing to do."""
        self.outcomes.append(Outcome(name, "unchanged", 0.0))
        self.say(f"  {name:<{NAME_WIDTH}} unchanged")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show that ``name`` is under way until the block ends, and how long it took."""
        started = time.monotonic()
        done = threading.Event()
        turning = threading.Thread(target=self._turn, args=(name, started, done), daemon=True)
        if self.live:
            turning.start()
        else:
            print(f"  {name:<{NAME_WIDTH}} ", end="", file=self.out, flush=True)
        state = "FAILED"
        try:
            yield
            state = "ok"
        finally:
            seconds = time.monotonic() - started
            done.set()
            if self.live:
                turning.join()
                print(f"\r\033[K  {name:<{NAME_WIDTH}} ", end="", file=self.out)
            self.outcomes.append(Outcome(name, state, seconds))
            self.say(f"{state}  {seconds:.1f} s")

    def _turn(self, name: str, started: float, done: threading.Event) -> None:
        utf8 = (self.out.encoding or "").lower().startswith("utf")
        frames = FRAMES if utf8 else "|/-\\"
        turn = 0
        while not done.wait(0.1):
            turn += 1
            seconds = int(time.monotonic() - started)
            line = f"\r\033[K{frames[turn % len(frames)]} {name:<{NAME_WIDTH}} {seconds} s"
            print(line, end="", file=self.out, flush=True)

    def run(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        cwd: Path = ROOT,
        tail: int = 40,
    ) -> None:
        """Run a command as a step; its output goes to a log file.

        Raises ``StepFailedError`` with the last ``tail`` lines when it ends badly.
        """
        self.log_dir.mkdir(parents=True, exist_ok=True)
        log = self.log_dir / (name.lower().replace(" ", "-").replace("/", "-") + ".log")
        with self.step(name), log.open("wb") as output:
            code = subprocess.call(
                [str(part) for part in command],
                cwd=cwd,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            if code:
                raise StepFailedError(_account(name, command, code, log, tail))


def _account(name: str, command: Sequence[str | Path], code: int, log: Path, tail: int) -> str:
    lines = log.read_text(errors="replace").splitlines()
    shortened = [f"... {len(lines) - tail} lines before, in {shown(log)}"] if len(lines) > tail else []
    words = " ".join(shown(part) if isinstance(part, Path) else part for part in command)
    return "\n".join([f"{name}: `{words}` ended with code {code}.", *shortened, *lines[-tail:]])
