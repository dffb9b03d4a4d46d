"""Progress for a person who waits: one line per step, with a turning mark on a terminal."""

import shutil
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
    """Prints steps as they go and remembers how they ended; steps of several threads do not mix their lines."""

    def __init__(self, log_dir: Path, out: TextIO = sys.stdout) -> None:
        self.log_dir = log_dir
        self.out = out
        self.live = out.isatty()
        self.outcomes: list[Outcome] = []
        self.whole_lines = False
        """Without a terminal: write the line of a step when it ends, as several may be under way."""
        self._lock = threading.RLock()
        self._running: dict[str, float] = {}
        self._begun = ""

    def say(self, text: str = "") -> None:
        with self._lock:
            before = "\r\033[K" if self.live else "\n" if self._begun else ""
            self._begun = ""
            print(f"{before}{text}", file=self.out, flush=True)

    def unchanged(self, name: str) -> None:
        """Note a step that had nothing to do."""
        self.outcomes.append(Outcome(name, "unchanged", 0.0))
        self.say(f"  {name:<{NAME_WIDTH}} unchanged")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show that ``name`` is under way until the block ends, and how long it took."""
        started = time.monotonic()
        done = threading.Event()
        turning = threading.Thread(target=self._turn, args=(name, done), daemon=True)
        self._begin(name, started)
        if self.live:
            turning.start()
        state = "FAILED"
        try:
            yield
            state = "ok"
        finally:
            done.set()
            if self.live:
                turning.join()
            self._end(Outcome(name, state, time.monotonic() - started))

    def _begin(self, name: str, started: float) -> None:
        with self._lock:
            if not self.live and not self.whole_lines:
                print(f"  {name:<{NAME_WIDTH}} ", end="", file=self.out, flush=True)
                self._begun = name
            self._running[name] = started

    def _end(self, outcome: Outcome) -> None:
        with self._lock:
            del self._running[outcome.name]
            self.outcomes.append(outcome)
            end = f"{outcome.state}  {outcome.seconds:.1f} s"
            if self._begun == outcome.name:
                self._begun = ""
                print(end, file=self.out, flush=True)
            else:
                self.say(f"  {outcome.name:<{NAME_WIDTH}} {end}")

    def _turn(self, name: str, done: threading.Event) -> None:
        utf8 = (self.out.encoding or "").lower().startswith("utf")
        frames = FRAMES if utf8 else "|/-\\"
        turn = 0
        while not done.wait(0.1):
            turn += 1
            with self._lock:
                if name != next(iter(self._running)):
                    continue  # the oldest step draws the line for all
                now = time.monotonic()
                steps = ", ".join(f"{step} {int(now - started)} s" for step, started in self._running.items())
                line = f"{frames[turn % len(frames)]} {steps}"[: shutil.get_terminal_size().columns - 1]
                print(f"\r\033[K{line}", end="", file=self.out, flush=True)

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
