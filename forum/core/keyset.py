"""Keyset pagination: the next page begins after the last row seen, whatever came meanwhile. No OFFSET, no COUNT."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

from forum.core.errors import InvalidError

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of one page, and the cursor of the next (``None`` on the last)."""

    items: list[M]
    next: str | None


def encode(values: list[Any]) -> str:
    """An opaque cursor from the order values of a row."""
    raw = json.dumps([v.isoformat() if isinstance(v, datetime) else v for v in values]).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decode(cursor: str, size: int) -> list[Any]:
    """The order values in a cursor; raises ``InvalidError("bad_cursor")`` for anything else."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as error:
        raise InvalidError("bad_cursor", field="cursor") from error
    if not isinstance(values, list) or len(values) != size:
        raise InvalidError("bad_cursor", field="cursor")
    if not all(isinstance(v, (str, int, float)) for v in values):
        raise InvalidError("bad_cursor", field="cursor")
    return values


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
    except (ValueError, TypeError) as error:
        raise InvalidError("bad_cursor", field="cursor") from error
