"""What may be shown of the groups in a session: participants, votes and ballots by size class and by function.

Only after closing: while people come and vote, the difference between two looks would be a single person.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Count
from django.db.models.functions import Coalesce

from forum.congress import rules
from forum.congress.enums import Function, LiveState, PollState, Stream
from forum.congress.models import Ballot, LiveQuestion, LiveSession, Poll, QuestionVote
from forum.congress.suppression import Shown, shown_groups, shown_votes
from forum.municipalities.enums import SizeClass

UNSAID: Final = "unsaid"
"""The group of those who did not say."""
DIMENSIONS: Final[dict[str, tuple[str, ...]]] = {
    "size_class": (*SizeClass.values, UNSAID),
    "function": (*Function.values, UNSAID),
}

Rows = list[dict[str, Any]]
Counts = dict[int, dict[str, int]]
"""By question or poll, then by group."""


def breakdown(live: LiveSession) -> dict[str, Any] | None:
    """The figures of a closed session as they may be shown, as JSON-ready data; ``None`` before it is closed.

    ``people`` is how many took part. Per dimension: its groups in order with their people, and for each visible
    question with votes and each closed poll the votes and ballots by group. A figure that may not be shown is ``null``.
    """
    if live.breakdown is not None:
        return dict(live.breakdown)
    if live.state != LiveState.CLOSED:
        return None
    return {
        "people": live.participants.count(),
        "dimensions": [_dimension(live, name, order) for name, order in DIMENSIONS.items()],
    }


def groups_of(live: LiveSession) -> dict[str, Rows]:
    """The people of a closed session by dimension, as ``breakdown`` shows them; empty before it is closed."""
    if live.breakdown is not None:
        return {one["name"]: one["groups"] for one in live.breakdown["dimensions"]}
    if live.state != LiveState.CLOSED:
        return {}
    return {name: _groups(shown_groups(_people(live, name)), order) for name, order in DIMENSIONS.items()}


def _people(live: LiveSession, name: str) -> dict[str, int]:
    rows = live.participants.order_by().values_list(name).annotate(people=Count("pk"))
    return {group or UNSAID: count for group, count in rows}


def _dimension(live: LiveSession, name: str, order: tuple[str, ...]) -> dict[str, Any]:
    people = _people(live, name)
    questions = live.questions.filter(state__in=rules.VISIBLE[Stream.PUBLIC])
    polls = Poll.objects.filter(session=live, state=PollState.CLOSED)
    return {
        "name": name,
        "groups": _groups(shown_groups(people), order),
        "questions": _tables(questions.order_by("-score", "pk"), _votes(live, name), people, order),
        "polls": _tables(polls.order_by("position", "pk"), _ballots(live, name), people, order),
    }


def _tables(
    rows: Iterable[LiveQuestion | Poll],
    counts: dict[int, dict[str, int]],
    people: dict[str, int],
    order: tuple[str, ...],
) -> Rows:
    return [
        {"id": str(row.pk), "text": row.text, "groups": _groups(shown_votes(counts[row.pk], people), order)}
        for row in rows
        if row.pk in counts
    ]


def _groups(shown: Shown, order: tuple[str, ...]) -> Rows:
    return [{"group": group, "people": shown[group]} for group in order if group in shown]


def _votes(live: LiveSession, name: str) -> Counts:
    """Distinct voters over the whole set of each question, by group."""
    votes = QuestionVote.objects.filter(question__session=live).annotate(
        leader=Coalesce("question__merged_into", "question")
    )
    return _by_group(votes.order_by().values_list("leader", f"voter__{name}").annotate(n=Count("voter", distinct=True)))


def _ballots(live: LiveSession, name: str) -> Counts:
    ballots = Ballot.objects.filter(poll__session=live).order_by()
    return _by_group(ballots.values_list("poll", f"voter__{name}").annotate(n=Count("pk")))


def _by_group(rows: Iterable[Any]) -> Counts:
    found: Counts = {}
    for pk, group, count in rows:
        found.setdefault(pk, {})[group or UNSAID] = count
    return found
