"""The link in a mail about a notice: signed, so that nobody can make one or learn from it whose it is."""

from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, Signer

from forum.congress.models import AnswerNotice

_SIGNER: Final = Signer(salt="live.notice", sep=".")
LONGEST: Final = 200


def token_of(notice: AnswerNotice) -> str:
    """The part of the link that names this notice."""
    return _SIGNER.sign(f"{notice.pk}-{notice.nonce}")


def absolute(path: str) -> str:
    """An address of ours as a mail needs it."""
    return f"{settings.BASE_URL}{path}"


def url_of(notice: AnswerNotice) -> str:
    """The link itself; the secret is in the fragment, which no server and no log sees."""
    return absolute(f"/live/bescheid#{token_of(notice)}")


def named(token: str) -> tuple[int, str] | None:
    """Id and nonce in a token of ours; ``None`` for any other text."""
    if len(token) > LONGEST:
        return None
    try:
        number, _, nonce = _SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    return int(number), nonce
