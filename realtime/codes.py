"""The codes of the protocol and what they mean, for its documentation."""

from typing import Final

CLOSE_CODES: Final[dict[int, str]] = {
    1001: "the server stops or cannot go on with this connection; after `bye`",
    1013: "the server cannot read its database at present; connect again later",
    4400: "too many refused messages",
    4404: "unknown, forbidden or no longer allowed: do not connect again without a new cookie",
}
ERROR_CODES: Final[dict[str, str]] = {
    "malformed": "not JSON text",
    "invalid_command": "unknown command, unknown field, wrong type or value",
    "too_large": "longer than 4,096 characters",
    "rate_limited": "too many commands; see `retry_ms`",
    "not_a_participant": "this connection has no participant who could vote",
    "not_found": "no such question or poll in this session, or it may not be seen",
    "voting_over": "the question is visible, but was answered or deferred",
    "session_not_open": "the session has not begun",
    "session_closed": "the session is over",
    "poll_closed": "the poll takes no more ballots",
    "invalid": "a ballot that does not fit the kind of the poll",
    "too_many": "a ballot with more choices than allowed",
    "duplicate": "a ballot that names something twice",
    "too_short": "a word with fewer than 2 characters",
    "too_long": "a word with more than 30 characters",
    "malformed_text": "a word with characters that are no text",
    "busy": "too many votes are waiting; see `retry_ms`",
    "unavailable": "the database cannot be reached; see `retry_ms`",
}
