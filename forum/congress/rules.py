"""Who may do what to a live question, in which state: the transition table and the limits."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from forum.congress.enums import ExportState, Identity, QuestionState, Stream, Verb
from forum.core.characters import is_text
from forum.core.errors import InvalidError
from forum.core.limits import Limit

SHORTEST_TEXT: Final = 10
LONGEST_TEXT: Final = 500
LONGEST_NAME: Final = 60
SHORTEST_NAME: Final = 2
_BLANK: Final = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")
"""Letters and marks by name that show nothing: fillers of Hangul and Braille, and the joiner of graphemes."""
LONGEST_ANSWER: Final = 2000
LONGEST_WRITER: Final = 120
"""Characters of the name of somebody for whom staff write an answer."""
SHORTEST_LABEL: Final = 2
LONGEST_LABEL: Final = 30
MOST_LABELS: Final = 5
SHORTEST_BUDGET: Final = 10
LONGEST_BUDGET: Final = 3600
"""Seconds that one question may take on stage."""
MOST_OPEN: Final = 10
"""Questions of one person that may be waiting or visible at the same time."""

ASKING: Final = Limit("live.ask", burst=3, every=20)
WRONG_CODE: Final = Limit("live.join", burst=10, every=6)
"""Wrong codes per address and cookie; a right code is never throttled."""
WRONG_CODE_ADDRESS: Final = Limit("live.join.address", burst=600, every=0.2)
"""Wrong codes per address whatever the cookie: wide, because a whole hall may share one address."""

FORGOTTEN_AFTER: Final = timedelta(hours=24)
"""So long after the programme's end, and after it was last opened, a session that nobody has closed is closed."""

EXPORTING: Final = Limit("live.export", burst=20, every=15)
"""Files that are begun per session; asking for one that is there costs nothing."""
SMALL_EXPORT: Final = 150
"""Up to so many questions a file takes well under a second and is made within the request."""
EXPORT_KEPT: Final = timedelta(hours=24)
EXPORT_SILENCE: Final = timedelta(minutes=2)
"""Without a sign of life for so long, whoever made the file is gone."""
EXPORT_PATIENCE: Final = timedelta(minutes=10)
"""A file that has waited for so long waits for nobody; asked for again it is handed to the worker once more."""
EXPORT_LOST_AFTER: Final = {ExportState.QUEUED: EXPORT_PATIENCE, ExportState.RUNNING: EXPORT_SILENCE}
"""How long an unfinished file stays without a sign of life before it has failed."""


class Who(Enum):
    """The parts that people have towards a question."""

    STAFF = "staff"
    SPEAKER = "speaker"
    ASKER = "asker"


@dataclass(frozen=True)
class Transition:
    """One verb: from which states, to which, by whom, and whether a reason is asked for.

    Without ``target`` the question stays where it is or, for ``unmerge``, goes back where it was. ``unseen`` is the
    target for a question that was never approved, or whose approval was taken back. ``any_time`` says that the
    session need not run: what concerns the documentation stays possible after closing, what concerns the hall ends
    with it.
    """

    verb: Verb
    sources: frozenset[QuestionState]
    target: QuestionState | None
    who: frozenset[Who] = frozenset({Who.STAFF})
    needs_reason: bool = False
    unseen: QuestionState | None = None
    any_time: bool = False


_S = QuestionState
_SHOWN: Final = frozenset({_S.APPROVED, _S.ON_STAGE})
_WAITING: Final = frozenset({_S.SUBMITTED, _S.APPROVED})
_DONE: Final = frozenset({_S.ANSWERED, _S.DEFERRED})
_KEPT: Final = frozenset(QuestionState) - {_S.WITHDRAWN}

TRANSITIONS: Final[dict[Verb, Transition]] = {
    row.verb: row
    for row in (
        Transition(Verb.EDIT, frozenset({_S.SUBMITTED}), None, any_time=True),
        Transition(Verb.APPROVE, frozenset({_S.SUBMITTED}), _S.APPROVED, any_time=True),
        Transition(Verb.UNAPPROVE, frozenset({_S.APPROVED}), _S.SUBMITTED, any_time=True),
        Transition(Verb.REJECT, _WAITING | _DONE, _S.REJECTED, needs_reason=True, any_time=True),
        Transition(Verb.STAGE, frozenset({_S.APPROVED}), _S.ON_STAGE),
        Transition(Verb.UNSTAGE, frozenset({_S.ON_STAGE}), _S.APPROVED),
        Transition(Verb.LABEL, _KEPT, None, any_time=True),
        Transition(Verb.PIN, frozenset({_S.APPROVED}), None),
        Transition(Verb.ANSWER, _SHOWN, _S.ANSWERED, any_time=True),
        Transition(Verb.WRITE, _SHOWN | _DONE, _S.ANSWERED, frozenset({Who.STAFF, Who.SPEAKER}), any_time=True),
        Transition(Verb.UNWRITE, _KEPT, None, any_time=True),
        Transition(Verb.DEFER, _SHOWN, _S.DEFERRED, any_time=True),
        Transition(Verb.RESTORE, _DONE | {_S.REJECTED}, _S.APPROVED, unseen=_S.SUBMITTED, any_time=True),
        Transition(Verb.MERGE, _WAITING, _S.MERGED),
        Transition(Verb.UNMERGE, frozenset({_S.MERGED}), None),
        Transition(Verb.WITHDRAW, _WAITING | _SHOWN | {_S.MERGED}, _S.WITHDRAWN, frozenset({Who.ASKER})),
    )
}
"""Everything that happens to a question after asking. A new verb is a new row here and a member of ``Verb``."""

LEADERS: Final = _WAITING | _SHOWN
"""States in which a question takes others into its set."""
OPEN_STATES: Final = frozenset({_S.SUBMITTED, _S.APPROVED, _S.ON_STAGE})
VOTE_STATES: Final = _SHOWN
VISIBLE: Final[dict[Stream, frozenset[QuestionState]]] = {
    Stream.PUBLIC: _SHOWN | _DONE,
    Stream.STAGE: _SHOWN,
    Stream.MODERATION: frozenset(QuestionState),
}
"""States whose questions a stream shows. Of any other question it learns at most the id, as ``gone``."""


def first_state(*, premoderation: bool) -> QuestionState:
    """The state in which a question begins."""
    return QuestionState.SUBMITTED if premoderation else QuestionState.APPROVED


def target_of(step: Transition, *, published: bool) -> QuestionState | None:
    """The state into which a step brings a question whose wording the hall may see or not."""
    return step.target if published or step.unseen is None else step.unseen


def may_move(verb: Verb, state: str) -> bool:
    """Whether the table allows the verb in this state."""
    return state in TRANSITIONS[verb].sources


def is_lost(state: str, beat: datetime, moment: datetime) -> bool:
    """Whether nobody is at work on an unfinished file any more, or ever will be."""
    patience = EXPORT_LOST_AFTER.get(ExportState(state))
    return patience is not None and beat < moment - patience


def clean_line(text: str, *, field: str, shortest: int, longest: int) -> str:
    """The text in Unicode form NFC with single spaces.

    Raises ``InvalidError`` with ``malformed_text`` (see ``is_text``), ``too_short`` or ``too_long``, for
    ``field``.
    """
    if len(text) > 4 * longest:
        raise InvalidError("too_long", field=field)
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    if not is_text(line):
        raise InvalidError("malformed_text", field=field)
    if len(line) < shortest:
        raise InvalidError("too_short", field=field)
    if len(line) > longest:
        raise InvalidError("too_long", field=field)
    return line


def question_text(text: str) -> str:
    """A question's text as stored; see ``clean_line``. What nobody can see counts for nothing."""
    line = clean_line(text, field="text", shortest=SHORTEST_TEXT, longest=LONGEST_TEXT)
    seen = "".join(letter for letter in line if letter not in _BLANK and unicodedata.category(letter) != "Cf")
    if len(" ".join(seen.split())) < SHORTEST_TEXT:
        raise InvalidError("too_short", field="text")
    return line


def labels(given: Sequence[str]) -> list[str]:
    """Labels as stored: clean, each once whatever its case; raises ``InvalidError`` for ``labels``."""
    lines = [clean_line(label, field="labels", shortest=SHORTEST_LABEL, longest=LONGEST_LABEL) for label in given]
    once: dict[str, str] = {}
    for line in lines:
        once.setdefault(line.casefold(), line)
    if len(once) > MOST_LABELS:
        raise InvalidError("too_many_labels", field="labels", most=MOST_LABELS)
    return list(once.values())


def answer_text(text: str) -> str:
    """A written answer as stored: cleaned line by line, at most one empty line in a row.

    Raises ``InvalidError`` for ``text`` as ``clean_line`` does.
    """
    if len(text) > 4 * LONGEST_ANSWER:
        raise InvalidError("too_long", field="text")
    lines = [clean_line(line, field="text", shortest=0, longest=LONGEST_ANSWER) for line in text.splitlines()]
    whole = re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()
    if len(whole) < SHORTEST_NAME:
        raise InvalidError("too_short", field="text")
    if len(whole) > LONGEST_ANSWER:
        raise InvalidError("too_long", field="text")
    return whole


def writer_name(name: str) -> str:
    """The name of somebody for whom an answer is written, as stored; raises ``InvalidError`` for ``by``."""
    return clean_line(name, field="by", shortest=SHORTEST_NAME, longest=LONGEST_WRITER)


def shown_name(identity: Identity, typed: str, *, known: str) -> str:
    """What is shown of the asker: nothing when anonymous, else what the account says, else what was typed.

    Raises ``InvalidError`` for ``name`` when something must be typed and is not usable.
    """
    if identity == Identity.ANONYMOUS:
        return ""
    return known or clean_line(typed, field="name", shortest=SHORTEST_NAME, longest=LONGEST_NAME)
