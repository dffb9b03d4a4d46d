"""Reads of polls. Who may run them is the gate of the desk; who sees what of them is in ``poll_rules``."""

from collections.abc import Iterable

from django.db.models import QuerySet, Sum

from forum.congress.enums import PollState
from forum.congress.models import Ballot, LiveSession, Participant, Poll
from forum.core.errors import NotFoundError


def access_poll(*, live: LiveSession, poll_id: int) -> Poll:
    """A poll of this session in any state, to be used under the session's lock; raises ``NotFoundError``."""
    poll = Poll.objects.select_related("changed_by").filter(session=live, pk=poll_id).first()
    if poll is None:
        raise NotFoundError
    return poll


def polls(session_id: int, ids: Iterable[int] | None = None) -> QuerySet[Poll]:
    """The polls of a session (all of them, or those named), in their order, with what a projection needs."""
    found = Poll.objects.filter(session=session_id)
    if ids is not None:
        found = found.filter(pk__in=tuple(ids))
    return found.select_related("session", "changed_by").prefetch_related("options", "words").order_by("position", "pk")


def results_rev(live: LiveSession) -> int:
    """Grows with everything that changes a result of the session, also a hidden one: for the desk alone."""
    return int(live.polls.aggregate(all=Sum("result_version"))["all"] or 0)


def own_ballots(participant: Participant | int, session_id: int) -> QuerySet[Ballot]:
    """The ballots of one participant in polls that the hall knows of."""
    found = Ballot.objects.filter(voter=participant, poll__session=session_id)
    return found.exclude(poll__state=PollState.DRAFT).order_by("poll")
