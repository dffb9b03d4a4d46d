"""Each code with which the server refuses something has a sentence of its own in the pages, or is named here."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.places import FRONTEND, ROOT

KEY: Final = re.compile(r"(?:^\t|\{ )(\w+): (?:\(|m\.)", re.MULTILINE)
ERROR: Final = re.compile(r"(Error|_Fault)$")
CHANGED: Final = frozenset(
    {"affiliation_not_confirmed", "bad_transition", "error", "first_post", "has_thread", "not_a_film"}
    | {"not_an_answer", "wrong_kind", "wrong_leader"}
)
"""Acts that pages offer only while they are possible: the sentence of 409, "changed meanwhile", is what happened."""
CHECKED: Final = frozenset(
    {"bad_cursor", "bad_idempotency_key", "bad_number", "bad_value", "export_gone", "invalid_choice"}
    | {
        "merge_into_itself",
        "not_a_workshop",
        "options_not_allowed",
        "out_of_range",
        "scale_not_allowed",
        "too_few",
        "too_many_labels",
    }
    | {"unknown_filter", "unknown_identity", "unknown_kind", "unknown_state"}
)
"""What forms do not let anybody send, or what is gone; the sentences of 404, 422 and of a field say enough."""
OWN_WORDS: Final = frozenset({"email_required", "unknown_code", "unknown_key"})
"""The one page that meets it says it in its own place."""
NO_PAGE: Final = frozenset({"dates", "import_differs", "last_admin", "numbers", "speakers"})
"""Only commands meet it."""
GENERAL: Final = CHANGED | CHECKED | OWN_WORDS | NO_PAGE


def files() -> Iterator[Path]:
    for package in ("forum", "api"):
        yield from (path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def text_of(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[a-z_]+", node.value):
        yield node.value


def codes_in(tree: ast.AST, *, constants: bool) -> Iterator[str]:
    """Codes of refusals: what errors are raised with, and what modules and classes of errors say."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ERROR.search(getattr(node.func, "id", getattr(node.func, "attr", ""))):
            yield from text_of(node.args[0] if node.args else None)
            for word in node.keywords:
                if word.arg == "errors" and isinstance(word.value, ast.Dict):
                    for value in word.value.values:
                        yield from text_of(value)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "problem" and len(node.args) > 1:
            yield from text_of(node.args[1])
        elif constants and isinstance(node, ast.Assign | ast.AnnAssign):
            yield from text_of(node.value)


def refusals() -> set[str]:
    return {
        code for path in files() for code in codes_in(ast.parse(path.read_text()), constants=path.name == "errors.py")
    }


def texts() -> set[str]:
    sources = (path.read_text() for path in (FRONTEND / "src").rglob("*.ts"))
    return {code for source in sources if "registerProblemTexts" in source for code in KEY.findall(source)}


def test_each_refusal_has_a_sentence_in_the_pages() -> None:
    assert sorted(refusals() - texts() - GENERAL) == []


def test_only_refusals_without_a_sentence_are_named_here() -> None:
    assert sorted(GENERAL & texts()) == []
    assert sorted(GENERAL - refusals()) == []


def test_refusals_and_sentences_are_found() -> None:
    assert {"idempotency_key_reused", "congress_over", "bad_month", "not_possible_now", "too_large"} <= refusals()
    assert {"session_not_closed", "idempotency_key_reused", "room_taken", "poll_closed"} <= texts()
