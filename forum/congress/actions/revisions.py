"""The session's revision: allocated under its row lock, told after commit."""

from collections.abc import Sequence

from django.db.models import QuerySet

from forum.congress.enums import LiveState
from forum.congress.events import SessionChanged
from forum.congress.models import LiveQuestion, LiveSession, Poll
from forum.core.errors import ConflictError
from forum.core.events import emit


def require_open(live: LiveSession) -> None:
    """Raise ``ConflictError`` (``session_closed`` or ``session_not_open``) unless the session runs."""
    if live.state == LiveState.CLOSED:
        raise ConflictError("session_closed")
    if live.state != LiveState.OPEN:
        raise ConflictError("session_not_open")


def advance(
    live: LiveSession, questions: Sequence[LiveQuestion] = (), polls: Sequence[Poll] = (), **changes: object
) -> None:
    """Count one structural change of these (of the session itself, when there are none) and tell it after commit.

    ``live`` must have been read under its lock in this transaction; ``changes`` are stored with it.
    """
    before = live.rev
    live.rev = before + 1
    for name, value in changes.items():
        setattr(live, name, value)
    live.save(update_fields=["rev", *changes])
    askers = {question.participant_id for question in questions}
    emit(
        SessionChanged(
            session_id=live.pk,
            from_rev=before,
            rev=live.rev,
            question_ids=tuple(dict.fromkeys(question.pk for question in questions)),
            participant_ids=tuple(sorted(asker for asker in askers if asker is not None)),
            poll_ids=tuple(poll.pk for poll in polls),
        )
    )


def tell_halls(lives: QuerySet[LiveSession]) -> None:
    """Count a change of what the programme says of these sessions, and tell it to the halls that are not over."""
    for live in lives.exclude(state=LiveState.CLOSED).order_by("pk").select_for_update(of=("self",)):
        advance(live)
