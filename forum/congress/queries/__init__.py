"""Every read of congresses, narrowed to the reader: the programme, and live sessions with their gates."""

from forum.congress.queries.live import (
    LiveAccess,
    access_any,
    access_attendee,
    access_desk,
    access_question,
    access_stage,
    grant_stage,
    joinable,
    lock_session,
    may_run,
    participant_of,
    receipts,
)

__all__ = [
    "LiveAccess",
    "access_any",
    "access_attendee",
    "access_desk",
    "access_question",
    "access_stage",
    "grant_stage",
    "joinable",
    "lock_session",
    "may_run",
    "participant_of",
    "receipts",
]
