"""The signed record that a session's voter key has been destroyed.

What it proves: that somebody who holds the server's secret stated just this, at that moment, and that not a character
of it has been changed since; and, to whoever has a key, whether it is the one that was destroyed. What it cannot prove:
that no copy of the key is left elsewhere, above all in backups.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from django.utils.crypto import constant_time_compare, salted_hmac

ACTION: Final = "live_session.forget_voters"
"""The audit log's word for it."""
_SALT: Final = "forum.congress.proofs"


def fingerprint(key: bytes) -> str:
    """SHA-256 of a voter key: tells which key it was; nobody can get 32 random bytes back from it."""
    return hashlib.sha256(key).hexdigest()


def signed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with the server's signature: HMAC-SHA256 over their canonical JSON."""
    return {**facts, "signature": _signature(facts, secret=None)}


def is_signed(record: Mapping[str, Any], *, secrets: tuple[str, ...] = ()) -> bool:
    """Whether the record is as it was signed with the server's secret, or with one of these former ones."""
    facts = {name: value for name, value in record.items() if name != "signature"}
    given = str(record.get("signature", ""))
    expected = [_signature(facts, secret=secret) for secret in (None, *secrets)]
    return any(constant_time_compare(given, signature) for signature in expected)


def _signature(facts: Mapping[str, Any], *, secret: str | None) -> str:
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return salted_hmac(_SALT, text, secret=secret, algorithm="sha256").hexdigest()
