"""Marks that switch a check off need a reason; marks that switch a test off are not allowed at all."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.rules.tree import Finding, is_generated

REASON = r"[\s#(]*-?-?\s*\w[^\n]{7,}"
PYTHON_MARK = re.compile(
    r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover)(?P<codes>[:\[][\w ,:\-\[\]]*?[\w\]])?(?P<rest>$|\s.*)"
)
FRONTEND_MARK = re.compile(r"(eslint-disable[\w-]*|@ts-ignore|@ts-expect-error|@ts-nocheck|svelte-ignore)(?P<rest>.*)")
FRONTEND_REASON = re.compile(r"(--|:|\()\s*\w.{7,}")
SWITCHED_OFF = re.compile(
    r"\b(pytest\.mark\.(skip|skipif|xfail)|pytest\.skip\(|unittest\.skip|(test|it|describe)\.(skip|todo|only)\b)"
)
FRONTEND = {".ts", ".js", ".mjs", ".svelte"}


def without_reason(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """Every ``noqa``, ``type: ignore``, ``eslint-disable`` and the like names its rule and says why."""
    if is_generated(path):
        return
    if path.suffix == ".py":
        yield from _python(text)
    elif path.suffix in FRONTEND:
        for number, line in enumerate(text.splitlines(), 1):
            found = FRONTEND_MARK.search(line)
            if found and not FRONTEND_REASON.search(found["rest"]):
                yield f"line {number}: {found[1]} without a reason"


def _python(text: str) -> Iterator[Finding]:
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        found = PYTHON_MARK.search(token.string) if token.type == tokenize.COMMENT else None
        if not found:
            continue
        if not found["codes"]:
            yield f"line {token.start[0]}: {found[1]} without a code"
        elif not re.match(REASON, found["rest"]):
            yield f"line {token.start[0]}: {found[1]} without a reason"


def switched_off(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """No test is skipped, expected to fail, or alone in being run."""
    is_test = (path.parts[0] == "tests" and "rules" not in path.parts) or ".test." in path.name
    if is_test and path.suffix in {".py", ".ts"} and path.parts[:2] != ("tests", "architecture"):
        for number, line in enumerate(text.splitlines(), 1):
            if SWITCHED_OFF.search(line):
                yield f"line {number}: a test that does not run"
