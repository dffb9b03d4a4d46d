"""A request that is sent twice (double click, retry after a lost answer) is carried out once.

Idempotency keys as in the IETF draft "The Idempotency-Key HTTP Header Field".
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import transaction

from forum.core.errors import ConflictError
from forum.core.models import RepeatedRequest


@transaction.atomic
def run_once(*, scope: str, key: str, request: object, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Carry out ``work`` and keep its JSON answer, or give the kept answer when the key was used before.

    ``scope`` names actor and address, ``request`` is the JSON body. Work and answer are stored in one transaction, so
    of two simultaneous requests the second waits for the first. Raises ``ConflictError("idempotency_key_reused")`` when
    the key was used with another body.
    """
    fingerprint = hashlib.sha256(json.dumps(request, sort_keys=True, default=str).encode()).hexdigest()
    row, created = RepeatedRequest.objects.get_or_create(scope=scope, key=key, defaults={"fingerprint": fingerprint})
    if not created:
        if row.fingerprint != fingerprint or row.answer is None:
            raise ConflictError("idempotency_key_reused")
        return dict(row.answer)
    row.answer = work()
    row.save(update_fields=["answer"])
    return dict(row.answer)


def forget_repeats(*, scope_begins: str) -> None:
    """Remove the kept answers of all scopes that begin so: who sent what is not known any more."""
    RepeatedRequest.objects.filter(scope__startswith=scope_begins).delete()
