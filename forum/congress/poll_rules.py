"""What a poll may be, what a ballot may say, and who may see the result: pure predicates and limits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from forum.congress import tallies
from forum.congress.enums import PollKind, PollResults, PollState, PollVerb, Stream, WordPlace, WordState
from forum.congress.models import Poll
from forum.congress.rules import clean_line
from forum.core.errors import InvalidError

SHORTEST_TEXT: Final = 3
LONGEST_TEXT: Final = 300
LONGEST_OPTION: Final = 120
LONGEST_LABEL: Final = 40
MOST_OPTIONS: Final = 12
FEWEST_OPTIONS: Final = 2
SHORTEST_WORD: Final = 2
LONGEST_WORD: Final = 30
MOST_WORDS: Final = 5
HIGHEST_STEP: Final = 10
MOST_POLLS: Final = 60
"""Polls of one session, drafts included."""
WORDS_AT_ONCE: Final = 500
"""Words of a cloud that staff decide about in one act."""

HAVE_OPTIONS: Final = frozenset({PollKind.SINGLE, PollKind.MULTIPLE, PollKind.RANKING})
SHOWN_STATES: Final = frozenset({PollState.OPEN, PollState.CLOSED})
"""Polls that the hall knows of; a draft is the desk's alone."""

TRANSITIONS: Final[dict[PollVerb, tuple[frozenset[PollState], PollState | None]]] = {
    PollVerb.OPEN: (frozenset({PollState.DRAFT}), PollState.OPEN),
    PollVerb.CLOSE: (frozenset({PollState.OPEN}), PollState.CLOSED),
    PollVerb.REOPEN: (frozenset({PollState.CLOSED}), PollState.OPEN),
    PollVerb.STAGE: (SHOWN_STATES, None),
    PollVerb.UNSTAGE: (SHOWN_STATES, None),
}
"""From which states, and to which; ``None`` leaves the state as it is."""


@dataclass(frozen=True)
class PollForm:
    """What is asked, as the staff wrote it; ``clean`` checks it."""

    kind: PollKind
    text: str
    results: PollResults = PollResults.LIVE
    options: Sequence[str] = ()
    most: int = 1
    low: int | None = None
    high: int | None = None
    low_label: str = ""
    high_label: str = ""


@dataclass(frozen=True)
class PollContent:
    """The same, checked: fields of a ``Poll`` and the texts of its options."""

    fields: dict[str, Any]
    options: list[str] = field(default_factory=list)


def clean(form: PollForm) -> PollContent:
    """What is stored of a form; what its kind does not know must be left out.

    Raises ``InvalidError`` for ``text``, ``options`` (``too_few``, ``too_many``, ``duplicate``), ``most`` or ``scale``.
    """
    text = clean_line(form.text, field="text", shortest=SHORTEST_TEXT, longest=LONGEST_TEXT)
    options = _options(form)
    low, high, low_label, high_label = _scale(form)
    return PollContent(
        {
            "kind": form.kind,
            "text": text,
            "results": form.results,
            "most": _most(form, len(options)),
            "scale_low": low,
            "scale_high": high,
            "low_label": low_label,
            "high_label": high_label,
        },
        options,
    )


def _options(form: PollForm) -> list[str]:
    if form.kind not in HAVE_OPTIONS:
        if form.options:
            raise InvalidError("options_not_allowed", field="options")
        return []
    if len(form.options) < FEWEST_OPTIONS:
        raise InvalidError("too_few", field="options", least=FEWEST_OPTIONS)
    if len(form.options) > MOST_OPTIONS:
        raise InvalidError("too_many", field="options", most=MOST_OPTIONS)
    options = [clean_line(text, field="options", shortest=1, longest=LONGEST_OPTION) for text in form.options]
    if len({tallies.folded(text) for text in options}) < len(options):
        raise InvalidError("duplicate", field="options")
    return options


def _most(form: PollForm, options: int) -> int:
    highest = {PollKind.MULTIPLE: options, PollKind.WORDS: MOST_WORDS}.get(form.kind, 1)
    if not 1 <= form.most <= highest:
        raise InvalidError("out_of_range", field="most", most=highest)
    return form.most


def _scale(form: PollForm) -> tuple[int | None, int | None, str, str]:
    given = (form.low, form.high, form.low_label, form.high_label)
    if form.kind != PollKind.SCALE:
        if given != (None, None, "", ""):
            raise InvalidError("scale_not_allowed", field="scale")
        return None, None, "", ""
    if form.low not in (0, 1) or form.high is None or not form.low + 1 < form.high <= HIGHEST_STEP:
        raise InvalidError("out_of_range", field="scale", most=HIGHEST_STEP)
    labels = [
        clean_line(label, field="scale", shortest=0, longest=LONGEST_LABEL)
        for label in (form.low_label, form.high_label)
    ]
    return form.low, form.high, labels[0], labels[1]


def ballot(poll: Poll, option_ids: Sequence[str], choices: object) -> list[str | int]:
    """What a ballot says, as stored; an empty one is no ballot.

    single: one option. multiple: up to ``most`` different ones. scale: one whole number in its range. ranking:
    different options, the best first; those left out are not ranked. words: up to ``most`` different words of 2 to 30
    characters, as typed and as they are compared. Raises ``InvalidError`` for ``choices`` (``invalid``, ``too_many``,
    ``duplicate``, or what ``clean_line`` raises).
    """
    if not isinstance(choices, list):
        raise InvalidError("invalid", field="choices")
    if poll.kind == PollKind.WORDS:
        return list(_words(poll, choices))
    most = {PollKind.MULTIPLE: poll.most, PollKind.RANKING: len(option_ids)}.get(PollKind(poll.kind), 1)
    if len(choices) > most:
        raise InvalidError("too_many", field="choices", most=most)
    if not all(_is_choice(poll, option_ids, choice) for choice in choices):
        raise InvalidError("invalid", field="choices")
    if len(set(choices)) < len(choices):
        raise InvalidError("duplicate", field="choices")
    return choices


def _is_choice(poll: Poll, option_ids: Sequence[str], choice: object) -> bool:
    if poll.kind != PollKind.SCALE:
        return isinstance(choice, str) and choice in option_ids
    low, high = poll.scale_low, poll.scale_high
    return type(choice) is int and low is not None and high is not None and low <= choice <= high


def _words(poll: Poll, choices: list[object]) -> list[str]:
    if len(choices) > poll.most:
        raise InvalidError("too_many", field="choices", most=poll.most)
    words = [_word(choice) for choice in choices]
    if len({tallies.folded(word) for word in words}) < len(words):
        raise InvalidError("duplicate", field="choices")
    return words


def _word(choice: object) -> str:
    if not isinstance(choice, str):
        raise InvalidError("invalid", field="choices")
    word = clean_line(choice, field="choices", shortest=SHORTEST_WORD, longest=LONGEST_WORD)
    key = tallies.folded(word)  # what staff decide about; one sign may become many letters, or none
    if len(key) < SHORTEST_WORD:
        raise InvalidError("too_short", field="choices")
    if len(key) > LONGEST_WORD:
        raise InvalidError("too_long", field="choices")
    return word


def is_shown(poll: Poll, stream: Stream) -> bool:
    """Whether a stream knows of the poll: the desk of all, the hall of those that were opened, the stage of its one."""
    if stream == Stream.MODERATION:
        return True
    return poll.state in SHOWN_STATES and (stream == Stream.PUBLIC or poll.on_stage)


def has_open_result(poll: Poll) -> bool:
    """Whether everybody may see the result now."""
    return poll.state == PollState.CLOSED or (poll.state == PollState.OPEN and poll.results == PollResults.LIVE)


def may_show_word(decision: str | None, *, premoderation: bool) -> bool:
    """Whether a word may leave the desk; ``decision`` is what staff decided about it, if anything."""
    return decision == WordState.APPROVED or (decision is None and not premoderation)


def place_of_word(decision: str | None, *, premoderation: bool) -> WordPlace:
    """Where the desk finds a word about which staff have decided so, if anything."""
    if decision == WordState.BLOCKED:
        return WordPlace.BLOCKED
    return WordPlace.SHOWN if may_show_word(decision, premoderation=premoderation) else WordPlace.WAITING
