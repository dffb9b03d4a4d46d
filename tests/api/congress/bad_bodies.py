"""Bodies that nobody should send, made from a good one and from what the API says about it."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

MEGABYTE: Final = 1_000_000
DEEP: Final = b"[" * 20_000
_NUL, _HUGE = "\x00\x00", 10**40


@cache
def described() -> dict[str, Any]:
    """The description of the API that is checked in."""
    read: dict[str, Any] = json.loads(Path("api/openapi.json").read_text())
    return read


def schema_of(method: str, path: str) -> dict[str, Any]:
    """What the description says of the JSON body of a call; ``{}`` for a call without one."""
    content = described()["paths"][f"/api/v1/{path}"][method].get("requestBody", {}).get("content", {})
    return _resolved(content["application/json"]["schema"]) if "application/json" in content else {}


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema or len(schema.get("allOf", [])) == 1:
        schema = described()["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else (
            schema["allOf"][0]
        )  # fmt: skip
    return schema


def malformed(good: dict[str, Any]) -> Iterator[Any]:
    """What is no such body at all, whatever its fields."""
    text = json.dumps(good)
    yield from (b"{", b"\x00", b"\xff\xfe", DEEP, text.encode("utf-16"), text.encode() + b"}")
    yield from ([], [good], "text", 7, b"null", True, b'{"a": NaN}', b'{"a": 1e999}')
    yield from ({**good, "participant": 1}, {**good, "__class__": "x"}, {**good, "": 1}, {**good, "\x00": 1})
    yield {**good, "more": "x" * MEGABYTE}


def fields(good: dict[str, Any], schema: dict[str, Any]) -> Iterator[Any]:
    """Each field in turn with values that no field takes, or left out where it must be there."""
    for name in schema.get("required", []):
        yield {key: value for key, value in good.items() if key != name}
    for name in list(schema.get("properties", {}))[-1:]:
        yield {**good, name: "x" * (MEGABYTE - 10_000)}
    for name, about in schema.get("properties", {}).items():
        kinds = set(_kinds(_resolved(about)))
        bad: list[Any] = [{"deep": [good.get(name)]}, _NUL, _HUGE, "\ud800", [_HUGE]]
        bad += [] if "null" in kinds else [None]
        for value in bad:
            yield {**good, name: value}
        yield json.dumps({**good, name: 0}).replace(f'"{name}": 0', f'"{name}": NaN').encode()


def _kinds(schema: dict[str, Any]) -> Iterator[str]:
    kinds = schema.get("type", [])
    yield from [kinds] if isinstance(kinds, str) else kinds
    for one in schema.get("oneOf", []):
        yield from _kinds(_resolved(one))
    yield from ["null"] if None in schema.get("enum", []) else []
