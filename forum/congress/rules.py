"""Who may do what to a live question, in which state: the transition table and the limits."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Final

from forum.congress.enums import Identity, QuestionState, Stream, Verb
from forum.core.errors import InvalidError
from forum.core.limits import Limit

SHORTEST_TEXT: Final = 10
LONGEST_TEXT: Final = 500
LONGEST_NAME: Final = 60
SHORTEST_NAME: Final = 2
_TURNS_TEXT: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows, also of what others have written."""
MOST_OPEN: Final = 10
"""Questions of one person that may be waiting or visible at the same time."""

ASKING: Final = Limit("live.ask", burst=3, every=20)
WRONG_CODE: Final = Limit("live.join", burst=10, every=6)
"""Wrong codes per address and cookie; a right code is never throttled."""
WRONG_CODE_ADDRESS: Final = Limit("live.join.address", burst=600, every=0.2)
"""Wrong codes per address whatever the cookie: wide, because a whole hall may share one address."""

EXPORTING: Final = Limit("live.export", burst=20, every=15)
"""Files that are begun per session; asking for one that is there costs nothing."""
SMALL_EXPORT: Final = 150
"""Up to so many questions a file takes well under a second and is made within the request."""
EXPORT_KEPT: Final = timedelta(hours=24)
EXPORT_SILENCE: Final = timedelta(minutes=2)
"""Without a sign of life for so long, whoever made the file is gone."""
EXPORT_PATIENCE: Final = timedelta(minutes=10)
"""A file that has waited for so long is handed to the worker once more."""


class Who(Enum):
    """The parts that people have towards a question."""

    STAFF = "staff"
    ASKER = "asker"


@dataclass(frozen=True)
class Transition:
    """One verb: from which states, to which, by whom, and whether a reason is asked for."""

    verb: Verb
    sources: frozenset[QuestionState]
    target: QuestionState
    who: Who
    needs_reason: bool = False


_S = QuestionState


def _row(verb: Verb, sources: set[QuestionState], target: QuestionState, who: Who, reason: bool = False) -> Transition:
    return Transition(verb, frozenset(sources), target, who, reason)


TRANSITIONS: Final[dict[Verb, Transition]] = {
    row.verb: row
    for row in (
        _row(Verb.APPROVE, {_S.SUBMITTED}, _S.APPROVED, Who.STAFF),
        _row(Verb.REJECT, {_S.SUBMITTED, _S.APPROVED}, _S.REJECTED, Who.STAFF, reason=True),
        _row(Verb.STAGE, {_S.APPROVED}, _S.ON_STAGE, Who.STAFF),
        _row(Verb.UNSTAGE, {_S.ON_STAGE}, _S.APPROVED, Who.STAFF),
        _row(Verb.ANSWER, {_S.APPROVED, _S.ON_STAGE}, _S.ANSWERED, Who.STAFF),
        _row(Verb.RESTORE, {_S.REJECTED, _S.ANSWERED}, _S.APPROVED, Who.STAFF),
        _row(Verb.WITHDRAW, {_S.SUBMITTED, _S.APPROVED, _S.ON_STAGE}, _S.WITHDRAWN, Who.ASKER),
    )
}
"""Every change of state after asking. A new verb is a new row here and a member of ``Verb``."""

OPEN_STATES: Final = frozenset({_S.SUBMITTED, _S.APPROVED, _S.ON_STAGE})
VOTE_STATES: Final = frozenset({_S.APPROVED, _S.ON_STAGE})
VISIBLE: Final[dict[Stream, frozenset[QuestionState]]] = {
    Stream.PUBLIC: frozenset({_S.APPROVED, _S.ON_STAGE, _S.ANSWERED, _S.DEFERRED}),
    Stream.STAGE: frozenset({_S.APPROVED, _S.ON_STAGE}),
    Stream.MODERATION: frozenset(QuestionState),
}
"""States whose questions a stream shows. Of any other question it learns at most the id, as ``gone``."""


def first_state(*, premoderation: bool) -> QuestionState:
    """The state in which a question begins."""
    return QuestionState.SUBMITTED if premoderation else QuestionState.APPROVED


def may_move(verb: Verb, state: str) -> bool:
    """Whether the table allows the verb in this state."""
    return state in TRANSITIONS[verb].sources


def clean_line(text: str, *, field: str, shortest: int, longest: int) -> str:
    """The text in Unicode form NFC with single spaces.

    Raises ``InvalidError`` with ``malformed_text`` (control characters, lone surrogates, turned direction),
    ``too_short`` or ``too_long``, for ``field``.
    """
    if len(text) > 4 * longest:
        raise InvalidError("too_long", field=field)
    line = unicodedata.normalize("NFC", " ".join(text.split()))
    if any(letter in _TURNS_TEXT or unicodedata.category(letter) in {"Cc", "Cs"} for letter in line):
        raise InvalidError("malformed_text", field=field)
    if len(line) < shortest:
        raise InvalidError("too_short", field=field)
    if len(line) > longest:
        raise InvalidError("too_long", field=field)
    return line


def question_text(text: str) -> str:
    """A question's text as stored; see ``clean_line``."""
    return clean_line(text, field="text", shortest=SHORTEST_TEXT, longest=LONGEST_TEXT)


def shown_name(identity: Identity, typed: str, *, known: str) -> str:
    """What is shown of the asker: nothing when anonymous, else what the account says, else what was typed.

    Raises ``InvalidError`` for ``name`` when something must be typed and is not usable.
    """
    if identity == Identity.ANONYMOUS:
        return ""
    return known or clean_line(typed, field="name", shortest=SHORTEST_NAME, longest=LONGEST_NAME)
