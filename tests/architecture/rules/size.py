"""A file is one screenful of thought, a function one screen."""

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from tests.architecture.rules.tree import CODE, Finding, is_generated

FILE_LINES = 300
TEST_LINES = 400
COMPONENT_LINES = 200
FUNCTION_LINES = 40


def limit(path: PurePosixPath) -> int:
    """How many lines this file may have."""
    if path.parts[0] == "tests" or ".test." in path.name:
        return TEST_LINES
    return COMPONENT_LINES if path.suffix == ".svelte" else FILE_LINES


def too_long(path: PurePosixPath, text: str) -> Iterator[Finding]:
    """Files over their limit and Python functions over theirs, generated files left out."""
    if path.suffix not in CODE or is_generated(path):
        return
    lines = text.count("\n")
    if lines > limit(path):
        yield f"{lines} lines, allowed are {limit(path)}"
    if path.suffix != ".py":
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > FUNCTION_LINES:
                yield f"{node.name} has {length} lines, allowed are {FUNCTION_LINES}"
