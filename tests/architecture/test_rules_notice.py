"""Each rule is shown a sample that breaks it, and one that comes close and is fine."""

import json
from pathlib import Path, PurePosixPath

import pytest

from tests.architecture.rules import addresses, layers, marks, messages, size
from tests.architecture.rules.tree import Rule

LONG_FUNCTION = "def work() -> None:\n" + "    step()\n" * 40
FITTING_FUNCTION = "def work() -> None:\n" + "    step()\n" * 39
MARK = "# no" + "qa"
IGNORE = "# type: " + "ignore"
DISABLE = "// eslint-" + "disable-next-line no-console"
ORDER = "ask does not take the actor first and by name"
TEMP = "/" + "tmp/"

BROKEN: list[tuple[Rule, str, str, list[str]]] = [
    (size.too_long, "forum/a/actions.py", "x = 1\n" * 301, ["301 lines, allowed are 300"]),
    (size.too_long, "tests/forum/test_a.py", "x = 1\n" * 401, ["401 lines, allowed are 400"]),
    (size.too_long, "frontend/src/lib/ui/A.svelte", "<p>\n" * 201, ["201 lines, allowed are 200"]),
    (size.too_long, "api/a/views.py", LONG_FUNCTION, ["work has 41 lines, allowed are 40"]),
    (layers.touches_rows, "api/a.py", "User.objects.get()\n", ["line 1: .objects in delivery code"]),
    (layers.touches_rows, "realtime/a.py", "row.save()\n", ["line 1: .save( in delivery code"]),
    (layers.touches_rows, "api/a.py", "row\\\n  .delete()\n", ["line 1: .delete( in delivery code"]),
    (layers.reads_environment, "forum/a.py", "import os\nos.environ['X']\n", ["line 2: reads the environment"]),
    (layers.says_nothing, "forum/a/actions.py", "def ask() -> None:\n    work()\n", ["ask has no docstring"]),
    (layers.says_nothing, "forum/a/actions/ask.py", "def ask() -> None:\n    work()\n", ["ask has no docstring"]),
    (layers.keeps_no_order, "forum/a/actions.py", "def ask(actor): ...\n", [ORDER]),
    (layers.keeps_no_order, "forum/a/actions.py", "def ask(*, text, actor): ...\n", [ORDER]),
    (marks.without_reason, "api/a.py", f"x = 1  {MARK}\n", ["line 1: noqa without a code"]),
    (marks.without_reason, "api/a.py", f"x = 1  {MARK}: S105\n", ["line 1: noqa without a reason"]),
    (marks.without_reason, "api/a.py", f"x = 1  {IGNORE}[misc]\n", ["line 1: type: ignore without a reason"]),
    (marks.without_reason, "frontend/a.ts", f"{DISABLE}\n", ["line 1: eslint-disable-next-line without a reason"]),
    (marks.switched_off, "tests/a/test_a.py", "@pytest.mark.skip\n", ["line 1: a test that does not run"]),
    (marks.switched_off, "frontend/src/a.test.ts", "it.only('x')\n", ["line 1: a test that does not run"]),
    (addresses.third_party, "frontend/src/a.ts", "'https://cdn.other.io/x.js'", ["line 1: cdn.other.io"]),
    (addresses.third_party, "config/templates/a.html", "<img src='http://b.de/x'>", ["line 1: b.de"]),
    (addresses.machine_path, "docs/a.md", f"see {TEMP}x/y", [f"line 1: {TEMP}x/"]),
]  # fmt: skip
FINE: list[tuple[Rule, str, str]] = [
    (size.too_long, "forum/a/migrations/0001_initial.py", "x = 1\n" * 500),
    (size.too_long, "frontend/src/lib/api/schema.gen.ts", "x\n" * 900),
    (size.too_long, "api/a/views.py", FITTING_FUNCTION),
    (layers.touches_rows, "forum/a/queries.py", "User.objects.get()\n"),
    (layers.touches_rows, "api/a.py", "class V:\n    def delete(self) -> None: ...\n"),
    (layers.reads_environment, "config/env.py", "import os\nos.environ\n"),
    (layers.reads_environment, "config/wsgi.py", "import os\nos.environ.setdefault('A', 'b')\n"),
    (layers.says_nothing, "forum/a/actions.py", "def _ask() -> None:\n    work()\n"),
    (layers.keeps_no_order, "forum/a/actions.py", "def ask(*, actor, text): ...\n"),
    (layers.keeps_no_order, "forum/a/actions/rows.py", "def row_of(question): ...\n"),
    (marks.without_reason, "api/a.py", f"x = 1  {MARK}: S105 - known on purpose\n"),
    (marks.without_reason, "api/a.py", f"x = 1  {IGNORE}[misc]  # the library has no types\n"),
    (marks.without_reason, "frontend/a.ts", f"{DISABLE} -- the one place that logs\n"),
    (addresses.third_party, "frontend/src/a.svelte", "<svg xmlns='http://www.w3.org/2000/svg'>"),
    (addresses.third_party, "forum/a/demo.py", "'https://musterstadt.example/x'"),
    (addresses.machine_path, "docker-compose.yml", "tmpfs: [/tmp]"),
]


@pytest.mark.parametrize(("rule", "path", "text", "found"), BROKEN)
def test_a_broken_rule_is_noticed(rule: Rule, path: str, text: str, found: list[str]) -> None:
    assert list(rule(PurePosixPath(path), text)) == found


@pytest.mark.parametrize(("rule", "path", "text"), FINE)
def test_what_only_looks_broken_passes(rule: Rule, path: str, text: str) -> None:
    assert list(rule(PurePosixPath(path), text)) == []


def test_a_text_that_is_missing_empty_or_has_other_gaps_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "live"
    folder.mkdir()
    (folder / "de.json").write_text(json.dumps({"a": "Hallo {name}", "b": "Nur deutsch", "c": "x", "d": "gleich"}))
    (folder / "en.json").write_text(json.dumps({"a": "Hello {person}", "c": " ", "d": "same"}))
    assert list(messages.missing_texts(folder)) == [
        "live: a has other gaps in de than in en",
        "live: b has no text in en",
        "live: c has no text in en",
    ]


def test_a_legal_text_without_its_translation_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "impressum.de.md").write_text("x")
    assert list(messages.missing_pages(tmp_path)) == ["impressum has no en text"]
