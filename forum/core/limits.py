"""Token buckets in the database: right across processes, and independent of Redis.

A bucket holds up to ``burst`` tokens and gains one every ``every`` seconds; an act takes one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Final

from django.db import transaction

from forum.core.clock import now
from forum.core.errors import RateLimitedError
from forum.core.models import RateBucket

DELETED_AT_ONCE: Final = 500
"""Databases bound the number of values in one statement."""


@dataclass(frozen=True)
class Limit:
    """``burst`` acts at once, then one every ``every`` seconds."""

    name: str
    burst: int
    every: float


@transaction.atomic
def take(limit: Limit, who: str) -> None:
    """Take one token from the bucket of ``who``; raises ``RateLimitedError`` when it is empty.

    Inside an action's transaction a later failure gives the token back with everything else.
    """
    key = f"{limit.name}:{who}"
    moment = now()
    _, created = RateBucket.objects.get_or_create(key=key, defaults={"tokens": limit.burst - 1, "updated": moment})
    if created:
        return
    bucket = RateBucket.objects.select_for_update().get(key=key)
    gained = (moment - bucket.updated).total_seconds() / limit.every
    tokens = min(float(limit.burst), bucket.tokens + max(0.0, gained))
    if tokens < 1:
        raise RateLimitedError(retry_ms=ceil((1 - tokens) * limit.every * 1000))
    bucket.tokens = tokens - 1
    bucket.updated = moment
    bucket.save(update_fields=["tokens", "updated"])


def check(limit: Limit, who: str) -> None:
    """Raise ``RateLimitedError`` when the bucket of ``who`` is empty, without taking a token."""
    bucket = RateBucket.objects.filter(key=f"{limit.name}:{who}").first()
    if bucket is None:
        return
    tokens = bucket.tokens + (now() - bucket.updated).total_seconds() / limit.every
    if tokens < 1:
        raise RateLimitedError(retry_ms=ceil((1 - tokens) * limit.every * 1000))


def forget_buckets(limit: Limit, who: Iterable[str]) -> None:
    """Remove the buckets of all these, so that nobody sees when they acted last."""
    keys = [f"{limit.name}:{one}" for one in who]
    for first in range(0, len(keys), DELETED_AT_ONCE):
        RateBucket.objects.filter(key__in=keys[first : first + DELETED_AT_ONCE]).delete()
