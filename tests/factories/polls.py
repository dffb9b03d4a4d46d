"""Polls and ballots for tests."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from forum.congress.actions import BallotCommand, cast_ballots
from forum.congress.enums import PollKind, PollState
from forum.congress.models import LiveSession, Participant, Poll, PollOption
from forum.congress.poll_rules import HAVE_OPTIONS, PollForm
from tests.factories.congress import make_participant

_numbers = count(1)


def make_poll(
    live: LiveSession,
    kind: PollKind = PollKind.SINGLE,
    state: PollState = PollState.OPEN,
    *,
    options: Sequence[str] = ("Ja", "Nein", "Weiß nicht"),
    **fields: Any,
) -> Poll:
    """A poll in a state, without the acts that led to it."""
    values: dict[str, Any] = {"text": f"Wie geht es weiter? {next(_numbers)}", "position": live.polls.count() + 1}
    if kind == PollKind.SCALE:
        values |= {"scale_low": 1, "scale_high": 5, "low_label": "gar nicht", "high_label": "sehr"}
    if kind in {PollKind.MULTIPLE, PollKind.WORDS}:
        values["most"] = 2
    poll = Poll.objects.create(session=live, kind=kind, state=state, **{**values, **fields})
    if kind in HAVE_OPTIONS:
        for position, text in enumerate(options, 1):
            PollOption.objects.create(poll=poll, text=text, position=position)
    return poll


def option_ids(poll: Poll) -> list[str]:
    """Ids of its options as in ballots, in their order."""
    return [str(pk) for pk in poll.options.values_list("pk", flat=True)]


def some_choices(poll: Poll, number: int = 0) -> list[str | int]:
    """A ballot that fits the kind of the poll."""
    ids = option_ids(poll)
    by_kind: dict[str, list[str | int]] = {
        "single": [*ids[number % 3 : number % 3 + 1]],
        "multiple": [*ids[:2]],
        "scale": [number % 5 + 1],
        "ranking": [*ids[::-1]],
        "words": ["Vertrauen", "Geduld"],
    }
    return by_kind[poll.kind]


def vote_in(poll: Poll, choices: list[str | int], voter: Participant | None = None) -> Participant:
    """Somebody votes."""
    voter = voter or make_participant(poll.session)
    (outcome,) = cast_ballots(session_id=poll.session_id, ballots=[BallotCommand(voter.pk, poll.pk, choices)])
    assert outcome.ok, outcome
    poll.refresh_from_db()
    return voter


FORMS: dict[PollKind, PollForm] = {
    PollKind.SINGLE: PollForm(PollKind.SINGLE, "Kommen Sie wieder?", options=["Ja", "Nein"]),
    PollKind.MULTIPLE: PollForm(PollKind.MULTIPLE, "Was fehlt Ihnen?", options=["Zeit", "Geld", "Personal"], most=2),
    PollKind.SCALE: PollForm(
        PollKind.SCALE, "Wie gut gelingt es?", low=1, high=5, low_label="gar nicht", high_label="sehr gut"
    ),
    PollKind.RANKING: PollForm(PollKind.RANKING, "Was zuerst?", options=["Ämter", "Vereine", "Schulen"]),
    PollKind.WORDS: PollForm(PollKind.WORDS, "Ein Wort zum Tag", most=3),
}
