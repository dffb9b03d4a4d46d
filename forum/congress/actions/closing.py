"""Closing a live session: by its staff or, where nobody does, some time after the programme's end."""

from django.db import transaction

from forum.accounts.models import User
from forum.congress import queries
from forum.congress.actions.carrying import carry_deferred
from forum.congress.actions.running import shut
from forum.congress.enums import LiveState
from forum.congress.models import LiveSession
from forum.core.clock import now


@transaction.atomic
def close_session(*, actor: User, session_id: int) -> LiveSession:
    """Take no more questions, votes and ballots; what was visible stays readable. Repeating it changes nothing.

    Open polls are closed with it, and their results come out. Deferred questions become threads where it is known
    which category the congress's questions go to. Raises ``NotFoundError`` unless the actor is staff of this congress.
    """
    live = queries.lock_session(queries.access_desk(session_id=session_id, reader=actor).live.pk)
    if live.state != LiveState.CLOSED:
        shut(live, actor=actor)
        carry_deferred(live, actor=actor)
    return live


def close_forgotten() -> int:
    """Close sessions that nobody has closed (``rules.FORGOTTEN_AFTER``), so that their keys find an end; how many.

    Each in a transaction of its own, as ``close_session`` does, in nobody's name. A session that somebody is just
    working on is left for the next time.
    """
    return sum(_close_forgotten(pk) for pk in queries.due_for_closing(now()).values_list("pk", flat=True))


@transaction.atomic
def _close_forgotten(session_id: int) -> bool:
    due = queries.due_for_closing(now()).select_for_update(skip_locked=True, of=("self",))
    live = due.filter(pk=session_id).first()
    if live is None:
        return False
    shut(live, actor=None)
    carry_deferred(live, actor=None)
    return True
