"""Keyset pagination: the next page begins after the last row seen, whatever came meanwhile. No OFFSET, no COUNT."""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

from forum.core.errors import InvalidError

M = TypeVar("M", bound=Model)
LARGEST: Final = 2**63 - 1


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of one page, and the cursor of the next (``None`` on the last)."""

    items: list[M]
    next: str | None


def encode(values: list[Any]) -> str:
    """An opaque cursor from the order values of a row: texts, whole numbers, aware moments."""
    raw = json.dumps([{"at": v.isoformat()} if isinstance(v, datetime) else v for v in values]).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(cursor: str, size: int) -> list[Any]:
    """The order values in a cursor; raises ``InvalidError("bad_cursor")`` for anything that ``encode`` cannot make."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != size:
            raise ValueError(cursor)
        return [_value(raw) for raw in values]
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidError("bad_cursor", field="cursor") from error


def _value(raw: Any) -> str | int | datetime:
    if isinstance(raw, dict):
        moment = datetime.fromisoformat(raw["at"])
        if moment.tzinfo is None:
            raise ValueError(raw)
        return moment
    if isinstance(raw, str) and "\x00" not in raw:
        return raw
    if type(raw) is int and abs(raw) <= LARGEST:
        return raw
    raise ValueError(raw)


def page(rows: QuerySet[M], *, order: tuple[str, ...], cursor: str | None, size: int) -> Page[M]:
    """One page in the given order (``"-field"`` descends; the last field must be unique, none may be null)."""
    rows = rows.order_by(*order)
    if cursor:
        rows = _after(rows, order, decode(cursor, len(order)))
    found = list(rows[: size + 1])
    items = found[:size]
    if len(found) <= size:
        return Page(items, None)
    return Page(items, encode([getattr(items[-1], name.lstrip("-")) for name in order]))


def _after(rows: QuerySet[M], order: tuple[str, ...], values: list[Any]) -> QuerySet[M]:
    """Rows behind ``values``: (a > x) or (a = x and b > y) ..., with the first column repeated for the index."""
    condition = Q()
    equal = Q()
    for name, value in zip(order, values, strict=True):
        field, step = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{field}__{step}": value})
        equal &= Q(**{field: value})
    first, edge = order[0].lstrip("-"), "lte" if order[0].startswith("-") else "gte"
    try:
        return rows.filter(Q(**{f"{first}__{edge}": values[0]}) & condition)
    except (ValueError, TypeError, ValidationError) as error:
        raise InvalidError("bad_cursor", field="cursor") from error
