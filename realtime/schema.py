"""Writes ``events.schema.json`` and ``PROTOCOL.md`` from the types of the protocol: ``python -m realtime.schema``."""

import inspect
import json
import sys
from pathlib import Path
from typing import Any, Final, get_args

import msgspec

from realtime import codes, messages

HERE: Final = Path(__file__).parent
SCHEMA_FILE: Final = HERE / "events.schema.json"
PROTOCOL_FILE: Final = HERE / "PROTOCOL.md"

HEAD: Final = """# `{protocol}`

This file is made by `python -m realtime.schema` from `realtime/messages.py`; do not edit it.

Every message is one JSON object in one text frame. `t` names a message of the server, `c` a command of a client. Ids
are strings of digits. A client ignores messages and fields that it does not know.

| address | audience | who may connect |
|---|---|---|
| `/ws/live/<id>/` | public stream | who has joined (cookie `participant`), speakers, staff of the congress |
| `/ws/live/<id>/desk/` | moderation stream | staff of the congress |
| `/ws/live/<id>/stage/` | stage stream | browsers with the stage grant in their session; staff of the congress |
| `/ws/threads/<id>/` | new posts of a thread | whoever may read the thread |

`Origin` and cookies are checked before the connection is accepted. The server chooses the audience from address and
cookies; a client never names one.

A live client connects, gets `hello`, sends `sync` (scores told meanwhile have no revision), and gets a `snapshot`. From
then on it applies `delta` and `scores`. After a broken connection it connects again after a random time between 0 and
min(15 s, 0.5 s x 2^n); after `bye` at a random time in the window given. A vote without `ack` is sent again with the
same `i`.
"""


def components() -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON schema of the unions, and the named types they use."""
    types = {name: getattr(messages, name) for name in ("ServerMessage", "DeskMessage", "ClientMessage")}
    schemas, named = msgspec.json.schema_components(types.values(), ref_template="#/$defs/{name}")
    return dict(zip(types, schemas, strict=True)), named


def schema() -> str:
    """The text of ``events.schema.json``."""
    unions, named = components()
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": messages.PROTOCOL,
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in unions],
        "$defs": {**unions, **dict(sorted(named.items()))},
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def protocol() -> str:
    """The text of ``PROTOCOL.md``."""
    _, named = components()
    server, client = get_args(messages.ServerMessage), get_args(messages.ClientMessage)
    desk = [kind for kind in get_args(messages.DeskMessage) if kind not in server]
    first = {kind.__name__ for kind in (*server, *desk, *client)}
    parts = [HEAD.format(protocol=messages.PROTOCOL)]
    parts += ["## The server says\n", *(_section(kind.__name__, named) for kind in server)]
    parts += ["## The server says to the moderation\n", *(_section(kind.__name__, named) for kind in desk)]
    parts += ["## A client says\n", *(_section(kind.__name__, named) for kind in client)]
    parts += ["## Objects inside\n", *(_section(name, named) for name in sorted(named.keys() - first))]
    parts += ["## Error codes\n", _table("code", codes.ERROR_CODES)]
    parts += ["## Close codes\n", _table("code", codes.CLOSE_CODES)]
    return "\n".join(parts)


def _table(head: str, rows: dict[Any, str]) -> str:
    lines = [f"| {head} | meaning |", "|---|---|", *(f"| `{code}` | {text} |" for code, text in rows.items())]
    return "\n".join(lines) + "\n"


def _section(name: str, named: dict[str, Any]) -> str:
    schema = named[name]
    text = inspect.cleandoc(schema.get("description", ""))
    required = set(schema.get("required", ()))
    lines = [f"### {name}\n", text, "", "| field | type | meaning |", "|---|---|---|"]
    for field, about in schema["properties"].items():
        optional = "" if field in required else " (may be left out)"
        meaning = about.get("description", "")
        lines.append(f"| `{field}` | {_type(about)} | {meaning}{optional} |")
    return "\n".join(lines) + "\n"


def _type(about: dict[str, Any]) -> str:
    if "$ref" in about:
        return str(about["$ref"]).rpartition("/")[2]
    if "anyOf" in about:
        return " or ".join(_type(one) for one in about["anyOf"])
    if "enum" in about:
        return " ".join(f"`{json.dumps(value)}`" for value in about["enum"])
    if about.get("type") == "array":
        if "prefixItems" in about:
            return "[" + ", ".join(_type(one) for one in about["prefixItems"]) + "]"
        return f"list of {_type(about.get('items', {}))}"
    if about.get("type") == "object":
        return f"object of {_type(about.get('additionalProperties', {}))}"
    return str(about.get("type", "any"))


def main() -> int:
    """Write both files; the second and later runs change nothing."""
    SCHEMA_FILE.write_text(schema(), encoding="utf-8")
    PROTOCOL_FILE.write_text(protocol(), encoding="utf-8")
    sys.stdout.write(f"{SCHEMA_FILE.name} and {PROTOCOL_FILE.name} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
