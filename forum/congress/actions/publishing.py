"""Publishing the documentation of a closed session."""

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries
from forum.congress.actions.revisions import advance
from forum.congress.enums import LiveState
from forum.congress.models import LiveSession
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError


@transaction.atomic
def publish_documentation(*, actor: User, session_id: int, on: bool) -> LiveSession:
    """Let everybody read the documentation of a closed session, or take it back. Repeating it changes nothing.

    The hall's people have seen the questions; the whole world is another audience, so it is a decision of its own, made
    by the congress's hosts. Raises ``NotFoundError`` unless the actor is staff of this congress, ``ForbiddenError``
    unless a host, ``ConflictError("session_not_closed")``.
    """
    queries.access_desk(session_id=session_id, reader=actor)
    live = queries.lock_session(session_id)
    if not queries.may_host(actor, live.programme.congress):
        raise ForbiddenError
    if on and live.state != LiveState.CLOSED:
        raise ConflictError("session_not_closed")
    if on == (live.documented is not None):
        return live
    record(actor=actor, action="live_session.publish_documentation", target=live, facts={"on": on})
    advance(live, documented=now() if on else None)
    return live
