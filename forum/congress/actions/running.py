"""Opening, shutting and setting a live session."""

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import keys, queries, rules
from forum.congress.actions.polls import close_open_polls
from forum.congress.actions.revisions import advance
from forum.congress.actions.words import switch_words
from forum.congress.enums import LiveState
from forum.congress.models import LiveSession
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError


@transaction.atomic
def open_session(*, actor: User, session_id: int) -> LiveSession:
    """Let people join, ask and vote; a closed session may be opened again. Repeating it changes nothing.

    A code that a later session has taken meanwhile is replaced, and a published documentation is taken back. Raises
    ``NotFoundError`` unless the actor is staff of this congress and the point is on its programme,
    ``ConflictError("session_key_destroyed")`` when the votes can no longer be told apart.
    """
    live = _locked(actor, session_id)
    # Asked again under the lock: its point may have been removed while this waited for it.
    queries.access_desk(session_id=session_id, reader=actor)
    if live.state == LiveState.OPEN:
        return live
    if live.voter_key is None:
        raise ConflictError("session_key_destroyed")
    _record(actor, live, "open", {"from": live.state})
    advance(live, state=LiveState.OPEN, code=_free_code(live), opened=now(), closed=None, documented=None)
    return live


def shut(live: LiveSession, *, actor: User | None) -> None:
    """Close a session that is not closed, under its lock, with its polls and figures; nothing is carried over."""
    _record(actor, live, "close", {"from": live.state})
    close_open_polls(actor=actor, live=live)
    advance(live, state=LiveState.CLOSED, closed=now(), breakdown=queries.count_groups(live))


@transaction.atomic
def set_premoderation(*, actor: User, session_id: int, on: bool) -> LiveSession:
    """Switch whether questions wait for approval; those that wait already go on waiting. Repeating changes nothing.

    Words of word clouds about which nothing was decided are shown exactly while it is off.

    Raises ``NotFoundError`` unless the actor is staff of this congress, ``ConflictError("session_closed")``.
    """
    live = _locked(actor, session_id)
    if live.state == LiveState.CLOSED:
        raise ConflictError("session_closed")
    if live.premoderation == on:
        return live
    _record(actor, live, "premoderation", {"on": on})
    switch_words(live)
    advance(live, premoderation=on)
    return live


@transaction.atomic
def set_budget(*, actor: User, session_id: int, seconds: int | None) -> LiveSession:
    """Set or drop the time that one question may take on stage; possible before the session too.

    Repeating it changes nothing. Raises ``NotFoundError`` unless the actor is staff of this congress,
    ``ConflictError("session_closed")`` and ``InvalidError`` (``out_of_range``) for ``seconds``.
    """
    live = _locked(actor, session_id)
    if live.state == LiveState.CLOSED:
        raise ConflictError("session_closed")
    if seconds is not None and not rules.SHORTEST_BUDGET <= seconds <= rules.LONGEST_BUDGET:
        raise InvalidError("out_of_range", field="seconds")
    if live.question_seconds == seconds:
        return live
    _record(actor, live, "budget", {"seconds": seconds})
    advance(live, question_seconds=seconds)
    return live


def _locked(actor: User, session_id: int) -> LiveSession:
    return queries.lock_session(queries.access_desk(session_id=session_id, reader=actor).live.pk)


def _record(actor: User | None, live: LiveSession, verb: str, facts: dict[str, object]) -> None:
    record(actor=actor, action=f"live_session.{verb}", target=live, facts=facts)


def _free_code(live: LiveSession) -> str:
    code = live.code
    while (other := queries.joinable(code)) is not None and other.pk != live.pk:
        code = keys.new_code()
    return code
