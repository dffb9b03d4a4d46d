"""Polls of the demo's live session, by the actions of the desk: one open, two closed with results, one draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from forum.accounts.demo import person
from forum.congress import actions, tallies
from forum.congress.enums import PollKind, PollState, PollVerb, WordState
from forum.congress.models import LiveSession, Participant
from forum.congress.poll_rules import PollForm

Choice = str | int


@dataclass(frozen=True)
class Polled:
    """A poll with what the people said, one ballot after the other in the order of the people.

    Options are named by their text. ``blocked`` are the words that the moderator has hidden; all others are shown.
    """

    form: PollForm
    state: PollState
    ballots: Sequence[tuple[Choice, ...]] = ()
    blocked: frozenset[str] = field(default_factory=frozenset)


def _many(**numbers: int) -> list[tuple[Choice, ...]]:
    """So many ballots with one word each, mixed as they would come in."""
    return [(word,) for turn in range(max(numbers.values())) for word, count in numbers.items() if count > turn]


_HOLDS: Final = (
    "Es fehlt Zeit neben dem Tagesgeschäft",
    "Zuständigkeiten sind unklar",
    "Die Leitung trägt es noch nicht mit",
    "Es fehlt eine Stelle, die den Überblick hat",
)
POLLS: Final = (
    Polled(
        PollForm(
            PollKind.SCALE,
            "Wie gut arbeiten die Ämter in Ihrer Kommune bei Konflikten zusammen?",
            low=1,
            high=5,
            low_label="kaum",
            high_label="sehr gut",
        ),
        PollState.CLOSED,
        [(step,) for step in (3, 2, 4, 3, 1, 3, 2, 4, 3, 5, 2, 3, 4, 2, 3, 3, 4, 1, 2, 3, 4, 3, 2, 5, 3, 4)] * 2,
    ),
    Polled(
        PollForm(PollKind.WORDS, "Was braucht ein Gespräch, damit es gelingt?"),
        PollState.CLOSED,
        _many(
            Vertrauen=11,
            Zeit=8,
            Zuhören=7,
            Offenheit=5,
            Geduld=4,
            Respekt=4,
            Haltung=3,
            Klarheit=2,
            Humor=2,
            Augenhöhe=2,
            Allparteilichkeit=1,
            Kaffee=1,
        ),
        frozenset({"Kaffee"}),
    ),
    Polled(
        PollForm(PollKind.SINGLE, "Was hält Sie in Ihrer Kommune am meisten auf?", options=_HOLDS),
        PollState.OPEN,
        [(_HOLDS[number],) for number in (0, 1, 0, 3, 2, 0, 1, 3, 0, 3, 1, 0, 2, 3, 0, 0, 1, 3, 0, 1)] * 2,
    ),
    Polled(
        PollForm(
            PollKind.RANKING,
            "Womit sollten wir im nächsten Jahr anfangen?",
            options=("Gemeinsame Runde der Ämter", "Schulung der Mitarbeitenden", "Anlaufstelle für Betroffene"),
        ),
        PollState.DRAFT,
    ),
)


def load(live: LiveSession, people: Sequence[Participant]) -> None:
    """Add the polls to an open session; ``people`` vote in them, at most one ballot each."""
    for polled in POLLS:
        _load_one(live, people, polled)
    live.refresh_from_db()


def reopen(live: LiveSession) -> None:
    """Open again what is open in the demo: with its session it was closed. The session is open once more."""
    texts = [polled.form.text for polled in POLLS if polled.state == PollState.OPEN]
    for poll in live.polls.filter(text__in=texts, state=PollState.CLOSED):
        actions.run_poll(actor=person("moderator"), session_id=live.pk, poll_id=poll.pk, verb=PollVerb.REOPEN)


def _load_one(live: LiveSession, people: Sequence[Participant], polled: Polled) -> None:
    moderator = person("moderator")
    poll = actions.create_poll(actor=moderator, session_id=live.pk, form=polled.form)
    if polled.state == PollState.DRAFT:
        return
    actions.run_poll(actor=moderator, session_id=live.pk, poll_id=poll.pk, verb=PollVerb.OPEN)
    ids = {text: str(pk) for pk, text in poll.options.values_list("pk", "text")}
    ballots = [
        actions.BallotCommand(voter.pk, poll.pk, [ids.get(str(choice), choice) for choice in choices])
        for voter, choices in zip(people, polled.ballots, strict=False)
    ]
    actions.cast_ballots(session_id=live.pk, ballots=ballots)
    if polled.form.kind == PollKind.WORDS:
        which: dict[str, Any] = {"actor": moderator, "session_id": live.pk, "poll_id": poll.pk}
        blocked = [tallies.folded(word) for word in polled.blocked]
        actions.decide_words(**which, state=WordState.BLOCKED, words=blocked)
        actions.decide_words(**which, state=WordState.APPROVED)
    if polled.state == PollState.CLOSED:
        actions.run_poll(actor=moderator, session_id=live.pk, poll_id=poll.pk, verb=PollVerb.CLOSE)
