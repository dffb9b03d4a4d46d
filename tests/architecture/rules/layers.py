"""Who may touch what, beyond imports: rows, the environment, what an action says of itself."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.rules.tree import Finding

DELIVERY = {"api", "realtime"}
PRODUCT = {"api", "realtime", "forum", "config"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITES = {"save", "asave", "delete", "adelete", "bulk_create", "bulk_update", "abulk_create", "abulk_update"}
READS_ENVIRONMENT = PurePosixPath("config/env.py")


def _line(node: ast.expr) -> str:
    return f"line {node.lineno}"


def touches_rows(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """Delivery code reads through queries and writes through actions: no managers, no saving, no deleting."""
    if path.suffix != ".py" or path.parts[0] not in DELIVERY:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS:
            yield f"{_line(node)}: .{node.attr} in delivery code"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            yield f"{_line(node)}: .{node.func.attr}( in delivery code"


def reads_environment(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """Settings are read once, in config/env.py; naming Django's settings module is no reading."""
    if path.suffix != ".py" or path.parts[0] not in PRODUCT or path == READS_ENVIRONMENT:
        return
    tree = ast.parse(text)
    names_settings = {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "setdefault"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"} and id(node) not in names_settings:
            yield f"{_line(node)}: reads the environment"


def says_nothing(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """Public functions of actions and queries say what they guarantee."""
    for node in _public(path, text, {"actions", "queries"}):
        if not ast.get_docstring(node):
            yield f"{node.name} has no docstring"


def keeps_no_order(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """Who acts comes first, and everything is named: ``withdraw(*, actor, question_id)``."""
    for node in _public(path, text, {"actions"}):
        by_position = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
        by_name = [argument.arg for argument in node.args.kwonlyargs]
        if "actor" in by_position or "actor" in by_name[1:]:
            yield f"{node.name} does not take the actor first and by name"


def _public(path: PurePosixPath, text: str, rooms: set[str]) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    room = path.parts[2].removesuffix(".py") if len(path.parts) > 2 else ""
    if path.suffix != ".py" or path.parts[0] != "forum" or room not in rooms:
        return
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node
