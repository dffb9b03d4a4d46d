"""``make test`` runs light checks side by side: each keeps its own log, and none can fail unnoticed."""

import io
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from scripts import setup, verify
from scripts.checks import CHECKS, Check
from scripts.console import Console

Run = Callable[..., tuple[int, str]]
MEET = """
import pathlib, sys, time
mine, other = (pathlib.Path(sys.argv[1]) / name for name in sys.argv[2:])
mine.touch()
until = time.monotonic() + 20
while not other.exists():
    assert time.monotonic() < until, "the other one never came"
    time.sleep(0.01)
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run these checks instead of the project's, with logs in ``tmp_path``; answers with exit code and output."""
    monkeypatch.setattr(setup, "environment", lambda console: None)
    monkeypatch.setattr(setup, "python_packages", lambda console, wanted: None)
    monkeypatch.setattr(setup, "alone", lambda console: nullcontext())

    def start(*checks: Check) -> tuple[int, str]:
        out = io.StringIO()
        monkeypatch.setattr(verify, "Console", lambda folder: Console(tmp_path / "logs", out))
        monkeypatch.setattr(verify, "wanted", lambda only: checks)
        return verify.verify(), out.getvalue()

    return start


def python(key: str, code: str, *arguments: str, beside: bool = True) -> Check:
    return Check(key, f"Step {key}", (sys.executable, "-c", code, *arguments), beside=beside)


def test_two_light_checks_run_at_the_same_time(run: Run, tmp_path: Path) -> None:
    code, said = run(python("a", MEET, str(tmp_path), "a", "b"), python("b", MEET, str(tmp_path), "b", "a"))
    assert code == 0, said
    assert said.rstrip().endswith("0 passed, 0 failed")


def test_a_failure_beside_others_is_told_with_its_own_words_and_fails_the_run(run: Run, tmp_path: Path) -> None:
    good, bad = python("good", "print('all is well')"), python("bad", "raise SystemExit('what went wrong')")
    code, said = run(good, bad, python("last", "print('measured alone')", beside=False))
    assert code == 1
    assert "what went wrong" in said
    assert "all is well" not in said
    assert said.rstrip().endswith("0 passed, 1 failed")
    assert "measured alone" in (tmp_path / "logs" / "step-last.log").read_text()


def test_nothing_that_measures_or_counts_tests_runs_beside_another() -> None:
    assert not [check.key for check in CHECKS if check.beside and (check.junit or check.group == "bench")]
