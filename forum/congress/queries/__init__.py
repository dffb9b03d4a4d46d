"""Every read of congresses, narrowed to the reader: the programme, and live sessions with their gates."""

from forum.congress.queries.figures import live_figures
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
from forum.congress.queries.programme import (
    Next,
    Phase,
    access_congress,
    congresses,
    may_run_congress,
    next_congress,
    open_sessions,
    phase,
    today,
)

__all__ = [
    "LiveAccess",
    "Next",
    "Phase",
    "access_any",
    "access_attendee",
    "access_congress",
    "access_desk",
    "access_question",
    "access_stage",
    "congresses",
    "grant_stage",
    "joinable",
    "live_figures",
    "lock_session",
    "may_run",
    "may_run_congress",
    "next_congress",
    "open_sessions",
    "participant_of",
    "phase",
    "receipts",
    "today",
]
