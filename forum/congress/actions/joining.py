"""Joining a live session by its code."""

from dataclasses import dataclass

from forum.congress import keys, queries, rules
from forum.congress.enums import LiveState
from forum.congress.models import LiveSession, Participant
from forum.core.errors import ConflictError, NotFoundError
from forum.core.limits import take


@dataclass(frozen=True)
class Joined:
    """Who is in which session, and the token that the browser shall keep."""

    live: LiveSession
    participant: Participant
    token: str


def join(*, code: str, token: str, address: str) -> Joined:
    """Become a participant of the session with this code; repeating it with the same token changes nothing.

    Raises ``NotFoundError("unknown_code")``, or ``RateLimitedError`` after too many wrong codes from this address and
    cookie; a right code is never throttled. Raises ``ConflictError``: ``session_not_open`` before the session begins,
    ``session_closed`` with the id of the ``session`` after its end and whether it is ``documented``.
    Not audited: joining is no act upon anything, and a row per person would tell who was there when.
    """
    stored = keys.typed_code(code)
    live = queries.joinable(stored) if stored else None
    closed = queries.closed_with_code(stored) if stored and live is None else None
    if closed is not None:
        raise ConflictError("session_closed", session=str(closed.pk), documented=queries.is_documented(closed))
    if live is None:
        take(rules.WRONG_CODE, f"{address} {keys.cookie_mark(token)}")
        take(rules.WRONG_CODE_ADDRESS, address)
        raise NotFoundError("unknown_code")
    if live.state != LiveState.OPEN:
        raise ConflictError("session_not_open")
    if keys.is_token(token):
        participant, _ = Participant.objects.get_or_create(session=live, key=keys.voter_key(live, token))
    else:
        token = keys.new_token()
        participant = Participant.objects.create(session=live, key=keys.voter_key(live, token))
    return Joined(live, participant, token)
