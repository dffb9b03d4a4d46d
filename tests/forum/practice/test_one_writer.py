"""Only the transition function writes the state of a revision."""

import ast
from pathlib import Path

import forum.practice
from forum.practice.fields import BY_NAME

PACKAGE = Path(forum.practice.__file__).parent
API = PACKAGE.parent.parent / "api" / "practice"


def writers_of_state() -> set[str]:
    """Files that assign to an attribute ``state``, or pass it to ``update``."""
    found = set()
    for path in [*PACKAGE.rglob("*.py"), *API.rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = node.targets if isinstance(node, ast.Assign) else []
            assigned = any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets)
            called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update"
            if assigned or (called and any(keyword.arg == "state" for keyword in node.keywords)):
                found.add(path.name)
    return found


def test_only_the_transition_function_writes_a_state() -> None:
    assert writers_of_state() == {"move.py"}


def test_state_and_people_of_curation_are_no_fields_that_authors_write() -> None:
    assert {"state", "claimant", "author", "published_by", "version", "example"} & set(BY_NAME) == set()
