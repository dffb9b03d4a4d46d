"""Giving a point of the programme a live session, and taking an unused one away."""

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import keys, queries
from forum.congress.models import LiveSession
from forum.core.errors import ConflictError


@transaction.atomic
def add_live(*, actor: User, slug: str, session_id: int) -> LiveSession:
    """Let the hall take part in this point: a live session with a code, not yet open. Repeating it changes nothing.

    Raises ``NotFoundError`` for all but hosts of the congress.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    session = queries.access_point(congress=congress, session_id=session_id)
    live = queries.live_of(session)
    if live is None:
        live = LiveSession.objects.create(programme=session, code=_free_code())
        record(actor=actor, action="live_session.create", target=live, facts={"session": session.pk})
    return live


@transaction.atomic
def remove_live(*, actor: User, slug: str, session_id: int) -> None:
    """Take the live session of this point away while nobody has been in it. Repeating it changes nothing.

    Raises ``NotFoundError`` for all but hosts, ``ConflictError("live_session_used")`` once it has been open.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    session = queries.access_point(congress=congress, session_id=session_id)
    live = queries.live_of(session)
    if live is None:
        return
    live = queries.lock_session(live.pk)
    if live.opened is not None:
        raise ConflictError("live_session_used")
    record(actor=actor, action="live_session.remove", target=live, facts={"session": session.pk})
    live.delete()


def _free_code() -> str:
    code = keys.new_code()
    while LiveSession.objects.filter(code=code).exists():
        code = keys.new_code()
    return code
