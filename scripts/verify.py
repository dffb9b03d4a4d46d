"""``make test``: own set-up, every check as a named step, a table at the end."""

import os
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from scripts import chromium, setup
from scripts.checks import Check, wanted
from scripts.console import NAME_WIDTH, Console, SetupError, StepFailedError
from scripts.places import VENV, chosen, log_dir
from scripts.servers import servers

TAIL_LINES = 120


@dataclass
class Report:
    """What has been found so far; a failed step without a counted test counts as one failure."""

    passed: int = 0
    failed: int = 0
    not_covered: list[str] = field(default_factory=list)


def verify() -> int:
    """Run the checks that ``ONLY=`` names, or all of them. Returns 0 when each passed.

    What the machine cannot offer (PostgreSQL, Redis, Chromium) is said in the last lines; with ``CI=true``
    that is a failure too.
    """
    started = time.monotonic()
    try:
        checks = wanted(chosen("ONLY"))
    except ValueError as error:
        raise SetupError(str(error)) from error
    console, report = Console(log_dir()), Report()
    with ExitStack() as stack:
        console.say("Set-up")
        with setup.alone(console):
            setup.python_packages(console, "dev")
            needs = frozenset().union(*(check.needs for check in checks))
            offers = _offers(console, stack, needs, report)
        console.say("Checks")
        for check in checks:
            if check.needs <= offers.keys():
                _run(console, check, _environment(check, offers), report)
            else:
                report.not_covered.append(f"{check.name} (needs {', '.join(sorted(check.needs - offers.keys()))})")
    return _close(console, report, time.monotonic() - started)


def _offers(console: Console, stack: ExitStack, needs: frozenset[str], report: Report) -> dict[str, dict[str, str]]:
    """Per need what it adds to the environment; a need that cannot be met is missing."""

    def node() -> dict[str, str]:
        env = setup.node_environment(console)
        setup.npm_packages(console, env)
        return {"PATH": env["PATH"]}

    def pages() -> dict[str, str]:
        setup.frontend(console)
        return {}

    def browser() -> dict[str, str]:
        chromium.install(console)
        return {"CHROMIUM": chromium.executable()}

    def services() -> dict[str, str]:
        found = stack.enter_context(servers())
        if found.thrown_away:
            console.say(f"  Started for this run: {', '.join(found.thrown_away)}")
        return found.environment

    ways: dict[str, Callable[[], dict[str, str]]] = {
        "node": node,
        "pages": pages,
        "chromium": browser,
        "servers": services,
    }
    offers = {}
    for need in (name for name in ways if name in needs):
        try:
            offers[need] = ways[need]()
        except StepFailedError as error:
            report.failed += 1
            console.say(f"\n{error}\n")
        except SetupError as error:
            console.say(f"  {error}")
    return offers


def _environment(check: Check, offers: dict[str, dict[str, str]]) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    for need in sorted(check.needs):
        env.update(offers[need])
    env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env.get('PATH', '')}"
    return env


def _run(console: Console, check: Check, env: dict[str, str], report: Report) -> None:
    results = console.log_dir / f"junit-{check.key}.xml"
    results.unlink(missing_ok=True)
    command = [*check.command, f"--junitxml={results}"] if check.junit else list(check.command)
    failed = 0
    try:
        console.run(check.name, command, env=env, cwd=check.cwd, tail=TAIL_LINES)
    except StepFailedError as error:
        console.say(f"\n{error}\n")
        failed = 1
    if check.junit:
        passed, failed_tests = count(results)
        report.passed += passed
        failed = max(failed, failed_tests)
    report.failed += failed


def count(results: Path) -> tuple[int, int]:
    """How many tests passed and failed according to pytest's JUnit file; skipped ones count as neither."""
    if not results.is_file():
        return 0, 0
    passed = failed = 0
    for suite in ElementTree.parse(results).getroot().iter("testsuite"):  # noqa: S314 - our own file
        number = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
        bad = number["failures"] + number["errors"]
        failed += bad
        passed += number["tests"] - bad - number["skipped"]
    return passed, failed


def _close(console: Console, report: Report, seconds: float) -> int:
    console.say("\nSummary")
    for outcome in console.outcomes:
        console.say(f"  {outcome.name:<{NAME_WIDTH}} {outcome.state:<10} {outcome.seconds:6.1f} s")
    console.say(f"  {'Everything':<{NAME_WIDTH}} {'':<10} {seconds:6.1f} s")
    for missing in report.not_covered:
        console.say(f"Not covered here: {missing}")
    incomplete = bool(report.not_covered) and chosen("CI").lower() == "true"
    if incomplete:
        console.say("With CI=true nothing may be left out: this run counts as failed.")
    console.say(f"{report.passed} passed, {report.failed + incomplete} failed")
    return 1 if report.failed or incomplete else 0
