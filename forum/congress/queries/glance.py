"""The gate to the public stream for phones, of which a thousand may come at once: plain statements and no objects.

It lets in exactly whom ``access_attendee`` lets in as a participant; a test compares the two. Building the objects and
the SQL of that gate takes several times as long as everything else in an answer of the same bytes.
"""

from dataclasses import dataclass, field
from typing import Final

from django.db import connection

from forum.congress import keys
from forum.congress.enums import CongressStatus

LARGEST_ID: Final = 2**63 - 1
_SESSION: Final = """
    SELECT live.epoch, live.rev, live.votes_rev, live.voter_key FROM congress_livesession live
    JOIN congress_session programme ON programme.id = live.programme_id
    JOIN congress_congress congress ON congress.id = programme.congress_id
    WHERE live.id = %s AND congress.status = %s AND programme.removed IS NULL
"""
_PARTICIPANT: Final = "SELECT id FROM congress_participant WHERE session_id = %s AND key = %s"
_HAS_ACTED: Final = """
    SELECT EXISTS (SELECT 1 FROM congress_questionvote WHERE voter_id = %s)
        OR EXISTS (SELECT 1 FROM congress_livequestion WHERE participant_id = %s)
        OR EXISTS (SELECT 1 FROM congress_ballot WHERE voter_id = %s)
"""


@dataclass(frozen=True)
class Glance:
    """Which state a session is in, and who looks: the participant, if it is one."""

    session_id: int
    epoch: str
    rev: int
    votes_rev: int
    participant_id: int | None = field(default=None, compare=False)


def glance(*, session_id: int, token: str) -> Glance | None:
    """The state of a session for the participant with this token; ``None`` for everybody else, staff too."""
    if not keys.is_token(token) or session_id > LARGEST_ID:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_SESSION, [session_id, CongressStatus.PUBLISHED.value])
        found = cursor.fetchone()
        if found is None or found[3] is None:
            return None
        epoch, rev, votes_rev, key = found
        cursor.execute(_PARTICIPANT, [session_id, keys.keyed(bytes(key), token)])
        participant = cursor.fetchone()
    return Glance(session_id, epoch, rev, votes_rev, participant[0]) if participant else None


def has_acted(participant_id: int) -> bool:
    """Whether this participant has ever voted or asked; nothing personal is to be read for those who have not."""
    with connection.cursor() as cursor:
        cursor.execute(_HAS_ACTED, [participant_id] * 3)
        return bool(cursor.fetchone()[0])
