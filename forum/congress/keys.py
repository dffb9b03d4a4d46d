"""Secrets and codes of a live session: what is derived, compared and shown."""

import hashlib
import hmac
import secrets
from typing import Final

from django.conf import settings

from forum.congress.models import LiveSession, Participant

ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that are not taken for each other: without I, L, O, 0, 1."""
CODE_LENGTH: Final = 6
TOKEN_BYTES: Final = 32
LONGEST_TOKEN: Final = 100

PARTICIPANT_COOKIE: Final = "participant"
"""The cookie that holds a guest's token; the only place where the token itself is."""
STAGE_GRANTS: Final = "stage_grants"
"""Key in Django's session: by id of a live session, what the gate of its stage asks for."""

PODIUM_GRANTS: Final = "podium_grants"
"""The same for its podium."""


def new_code() -> str:
    """A random join code."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def typed_code(text: str) -> str:
    """A code as people type it (any case, with spaces or hyphens) in its stored form; ``""`` when it cannot be one."""
    code = "".join(text.split()).replace("-", "").upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def shown_code(code: str) -> str:
    """The code as people read it: ``KX7 P2M``."""
    return f"{code[:3]} {code[3:]}"


def new_token() -> str:
    """A participant token; it lives in the participant's cookie and nowhere else."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Whether this may be a token that we gave out."""
    return 40 <= len(text) <= LONGEST_TOKEN and text.isascii() and text.isprintable()


def voter_key(live: LiveSession, token: str) -> str:
    """The key of a token in this session: HMAC-SHA256 with the session's key; ``""`` once that is destroyed."""
    return "" if live.voter_key is None else keyed(bytes(live.voter_key), token)


def keyed(key: bytes, token: str) -> str:
    """HMAC-SHA256 of a token with a session's key."""
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()


def receipt_key(live: LiveSession, participant: Participant, token: str) -> str:
    """The secret of a participant's receipt link: HMAC-SHA256 with the session's key over nonce and token.

    No table holds it, and once the session's key is destroyed nobody can make it from a token again: the link is then
    the only copy. ``""`` without a wish for a link, and once the key is destroyed.
    """
    if live.voter_key is None or not participant.receipt_nonce:
        return ""
    message = f"receipts:{participant.receipt_nonce}:{token}".encode()
    return hmac.new(bytes(live.voter_key), message, hashlib.sha256).hexdigest()


def receipt_mark(key: str, question_id: int) -> str:
    """By what a receipt link's secret finds one question: different for each, so that marks join no two questions."""
    return hmac.new(key.encode(), f"question:{question_id}".encode(), hashlib.sha256).hexdigest()


def stage_key(live: LiveSession) -> str:
    """The secret of the projector link: derived from the server's secret, so no table holds it."""
    message = f"stage:{live.pk}:{live.stage_nonce}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:40]


def speaker_key(live: LiveSession, speaker_id: int, nonce: str) -> str:
    """The secret of a speaker's link, derived like the stage key; a new nonce makes the old one void."""
    message = f"speaker:{live.pk}:{speaker_id}:{live.epoch}:{nonce}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()[:40]


def podium_grant(speaker_id: int, key: str) -> str:
    """What a browser's session keeps after it has shown a speaker's key."""
    return hashlib.sha256(f"podium:{speaker_id}:{key}".encode()).hexdigest()


def stage_grant(key: str) -> str:
    """What a browser's session keeps after it has shown the stage key."""
    return hashlib.sha256(f"grant:{key}".encode()).hexdigest()


def same(given: str, expected: str) -> bool:
    """Equal, without telling by time how far."""
    return hmac.compare_digest(given.encode(), expected.encode())


def cookie_mark(token: str) -> str:
    """A mark by which wrong codes of one cookie are counted; the token cannot be read from it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"cookie:" + token.encode(), hashlib.sha256).hexdigest()[:16]
