"""What may be shown of the groups in a session: participants, votes and ballots by size class and by function.

Only after closing, and counted once: while people come and vote, the difference between two looks would be a single
person, and so it would be between the figures of two closings.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from forum.congress import rules
from forum.congress.enums import Function, LiveState, PollState, Stream
from forum.congress.models import Ballot, LiveQuestion, LiveSession, Poll, QuestionVote
from forum.congress.suppression import Shown, shown_groups, shown_votes
from forum.core.clock import now
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


def count_groups(live: LiveSession) -> dict[str, Any]:
    """The figures as they may be shown, to be kept with the session when it is closed: JSON-ready, without texts.

    ``people`` is how many took part, ``counted`` when that was. Per dimension: its groups in order with their people,
    and for each visible question with votes and each closed poll the votes and ballots by group. A figure that may not
    be shown is ``null``. When an earlier closing has shown a figure already, its figures are returned as they are:
    compared with them, new ones could tell of a single person.
    """
    if live.breakdown is not None and _shows(live.breakdown):
        return dict(live.breakdown)
    return {
        "counted": now().isoformat(timespec="seconds"),
        "people": live.participants.count(),
        "dimensions": [_dimension(live, name, order) for name, order in DIMENSIONS.items()],
    }


def breakdown(live: LiveSession) -> dict[str, Any] | None:
    """The figures that were kept at the closing; ``None`` while the session is not closed.

    Questions and polls come with their texts of today, in today's order; those that are not visible any more are left
    out.
    """
    if live.breakdown is None or live.state != LiveState.CLOSED:
        return None
    texts = {"questions": _texts(_questions(live)), "polls": _texts(_polls(live))}
    dimensions = [
        {**one, **{kind: _told(one[kind], texts[kind]) for kind in texts}} for one in live.breakdown["dimensions"]
    ]
    return {**live.breakdown, "dimensions": dimensions}


def groups_of(live: LiveSession) -> tuple[int, dict[str, Rows]]:
    """The people of a closed session, all and by dimension, as ``breakdown`` shows them; none before it is closed."""
    if live.breakdown is None or live.state != LiveState.CLOSED:
        return 0, {}
    return live.breakdown["people"], {one["name"]: one["groups"] for one in live.breakdown["dimensions"]}


def _shows(counted: dict[str, Any]) -> bool:
    tables = (row for one in counted["dimensions"] for row in (one, *one["questions"], *one["polls"]))
    return any(cell["people"] is not None for table in tables for cell in table["groups"])


def _questions(live: LiveSession) -> QuerySet[LiveQuestion]:
    return live.questions.filter(state__in=rules.VISIBLE[Stream.PUBLIC]).order_by("-score", "pk")


def _polls(live: LiveSession) -> QuerySet[Poll]:
    return Poll.objects.filter(session=live, state=PollState.CLOSED).order_by("position", "pk")


def _texts(rows: QuerySet[Any]) -> dict[str, str]:
    return {str(pk): text for pk, text in rows.values_list("pk", "text")}


def _told(tables: Rows, texts: dict[str, str]) -> Rows:
    found = {table["id"]: table for table in tables}
    return [{**found[pk], "text": text} for pk, text in texts.items() if pk in found]


def _people(live: LiveSession, name: str) -> dict[str, int]:
    rows = live.participants.order_by().values_list(name).annotate(people=Count("pk"))
    return {group or UNSAID: count for group, count in rows}


def _dimension(live: LiveSession, name: str, order: tuple[str, ...]) -> dict[str, Any]:
    people = _people(live, name)
    return {
        "name": name,
        "groups": _groups(shown_groups(people), order),
        "questions": _tables(_questions(live), _votes(live, name), people, order),
        "polls": _tables(_polls(live), _ballots(live, name), people, order),
    }


def _tables(rows: QuerySet[Any], counts: Counts, people: dict[str, int], order: tuple[str, ...]) -> Rows:
    return [
        {"id": str(pk), "groups": _groups(shown_votes(counts[pk], people), order)}
        for pk in rows.values_list("pk", flat=True)
        if pk in counts
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
