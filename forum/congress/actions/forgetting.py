"""Cutting the last link between votes and browsers some time after a session."""

from datetime import timedelta
from typing import Final

from django.db import transaction

from forum.audit.actions import record
from forum.congress.enums import LiveState
from forum.congress.models import LiveSession
from forum.core.clock import now

KEPT_FOR: Final = timedelta(days=14)
"""So long after its closing a session may be opened again and its people see their receipts."""


@transaction.atomic
def forget_voters() -> int:
    """Destroy the voter keys of sessions that have been closed for two weeks; returns how many.

    Afterwards nobody can find out which votes and anonymous questions came from which token; scores stay. Sessions that
    somebody is just working on are left for the next time.
    """
    old = LiveSession.objects.filter(
        state=LiveState.CLOSED, closed__lt=now() - KEPT_FOR, voter_key__isnull=False
    ).select_for_update(skip_locked=True)
    sessions = list(old)
    for live in sessions:
        live.voter_key = None
        live.save(update_fields=["voter_key"])
        record(actor=None, action="live_session.forget_voters", target=live)
    return len(sessions)
