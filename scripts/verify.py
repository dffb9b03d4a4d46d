"""``make test``: own set-up, every check as a named step, a table at the end."""

import os
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts import chromium, demo_data, setup
from scripts.checks import Check, wanted
from scripts.console import NAME_WIDTH, Console, SetupError, StepFailedError
from scripts.places import VENV, chosen, log_dir
from scripts.servers import servers

TAIL_LINES = 120
BY_PACKAGES = {"servers", "demo"}  # the needs that the Python packages meet; what belongs to the pages goes without
CORES = 2  # so many steps that keep one core busy run side by side


@dataclass
class Report:
    """What has been found so far; a failed step without a counted test counts as one failure."""

    passed: int = 0
    failed: int = 0
    not_covered: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, passed: int, failed: int) -> None:
        """Count what a step has found; steps of several threads may."""
        with self.lock:
            self.passed += passed
            self.failed += failed


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
            setup.environment(console)
            offers = _beside_each_other(console, stack, checks, report)
        if any(not check.beside for check in checks):
            console.say("Checks, one by one")
        for check in checks:
            if not check.needs <= offers.keys():
                report.not_covered.append(f"{check.name} (needs {', '.join(sorted(check.needs - offers.keys()))})")
            elif not check.beside:
                _run(console, check, offers, report)
    return _close(console, report, time.monotonic() - started)


def _beside_each_other(
    console: Console, stack: ExitStack, checks: Sequence[Check], report: Report
) -> dict[str, dict[str, str]]:
    """Install packages, meet the needs of all checks and run those that may run beside others, as soon as they can.

    Returns what is offered per need. Each step has its own log; an unexpected exception of one is raised here.
    """
    beside = [check for check in checks if check.beside]
    console.whole_lines = True
    with ThreadPoolExecutor(CORES) as pool:
        needs = frozenset().union(*(check.needs for check in checks))
        packages = pool.submit(setup.python_packages, console, "dev")
        offered = pool.submit(_offers, console, stack, needs, report, packages)
        packages.result()
        running = [pool.submit(_run, console, check, {}, report) for check in beside if not check.needs]
        offers = offered.result()
        able = (check for check in beside if check.needs and check.needs <= offers.keys())
        running += [pool.submit(_run, console, check, offers, report) for check in able]
        for run in running:
            run.result()
    console.whole_lines = False
    return offers


def _offers(
    console: Console, stack: ExitStack, needs: frozenset[str], report: Report, packages: "Future[None]"
) -> dict[str, dict[str, str]]:
    """Per need what it adds to the environment; a need that cannot be met is missing."""

    def node() -> dict[str, str]:
        env = setup.node_environment(console)
        setup.npm_packages(console, env)
        return {"PATH": env["PATH"]}

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
        "pages": partial(_made, setup.frontend, console),
        "texts": partial(_made, setup.texts, console),  # after the build, which derives them its own way
        "chromium": browser,
        "servers": services,
        "demo": partial(_demo, console, stack),
    }
    offers = {}
    for need in (name for name in ways if name in needs):
        if need in BY_PACKAGES:
            packages.result()
        try:
            offers[need] = ways[need]()
        except StepFailedError as error:
            report.add(0, 1)
            console.say(f"\n{error}\n")
        except SetupError as error:
            console.say(f"  {error}")
    return offers


def _demo(console: Console, stack: ExitStack) -> dict[str, str]:
    """Load the demo data into a folder that is there until the end."""
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="ratschlag-demo-")))
    env = {**os.environ, **demo_data.embedded(folder)}
    for name, step in zip(("Tables for the demo", "Demo data"), demo_data.steps(), strict=True):
        console.run(name, step, env=env)
    console.run("Demo accounts", demo_data.facts(folder), env=env)
    return {"DEMO_DATA": str(folder)}


def _made(step: Callable[[Console], None], console: Console) -> dict[str, str]:
    """Take a step that adds nothing to the environment."""
    step(console)
    return {}


def _environment(check: Check, offers: dict[str, dict[str, str]]) -> dict[str, str]:
    env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    for need in sorted(check.needs):
        env.update(offers[need])
    env["PATH"] = f"{VENV / 'bin'}{os.pathsep}{env.get('PATH', '')}"
    return env


def _run(console: Console, check: Check, offers: dict[str, dict[str, str]], report: Report) -> None:
    env = _environment(check, offers)
    results = console.log_dir / f"junit-{check.key}.xml"
    results.unlink(missing_ok=True)
    command = [*check.command, f"--junitxml={results}"] if check.junit else list(check.command)
    passed = failed = 0
    try:
        console.run(check.name, command, env=env, cwd=check.cwd, tail=TAIL_LINES)
    except StepFailedError as error:
        console.say(f"\n{error}\n")
        failed = 1
    if check.junit:
        passed, failed_tests = count(results)
        failed = max(failed, failed_tests)
    report.add(passed, failed)


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
