"""Counting ballots: from what people want to sums, and from sums to what is shown.

The sum of a poll is one number per key: an option's id, a step of the scale, ``option:place`` of a ranking, or a word
as somebody spelled it. A ballot adds one to each of its keys, so that a sum can be kept up to date without reading the
other ballots.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from forum.congress.enums import PollKind

Choices = Sequence[str | int]
Counts = Mapping[str, int]
MOST_WORDS: Final = 60
"""So many words of a cloud are shown, those named most."""


def keys(kind: str, choices: Choices) -> list[str]:
    """The keys that a ballot adds to."""
    if kind == PollKind.RANKING:
        return [f"{option}:{place}" for place, option in enumerate(choices, 1)]
    return [str(choice) for choice in choices]


def changed(counts: Counts, kind: str, ballots: Iterable[tuple[Choices, Choices]]) -> dict[str, int]:
    """The sum after these ballots changed, each from what it was to what it is; an empty one is none."""
    total = Counter(counts)
    for before, after in ballots:
        total.subtract(keys(kind, before))
        total.update(keys(kind, after))
    return {key: number for key, number in total.items() if number > 0}


def folded(word: str) -> str:
    """By which words count as the same: without case, ß as ss, single spaces, nothing invisible."""
    compatible = unicodedata.normalize("NFKC", word).casefold()
    seen = "".join(letter for letter in compatible if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFC", " ".join(seen.split()))


@dataclass(frozen=True)
class Word:
    """A word in all its spellings; ``text`` is the one used most."""

    key: str
    text: str
    count: int


def words(counts: Counts) -> list[Word]:
    """The words of a cloud, those named most first, equal ones by alphabet."""
    spellings: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for spelling, number in counts.items():
        spellings[folded(spelling)].append((-number, spelling))
    found = [Word(key, min(forms)[1], -sum(number for number, _ in forms)) for key, forms in spellings.items()]
    return sorted(found, key=lambda word: (-word.count, word.key))


def shown_words(counts: Counts, may_be_shown: Callable[[str], bool]) -> list[tuple[str, int]]:
    """The words that everybody may see, with their counts."""
    return [(word.text, word.count) for word in words(counts) if may_be_shown(word.key)][:MOST_WORDS]


def choice_result(counts: Counts, options: Sequence[str]) -> dict[str, Any]:
    """Ballots per option."""
    return {"counts": {option: counts.get(option, 0) for option in options}}


def scale_result(counts: Counts, low: int, high: int) -> dict[str, Any]:
    """Ballots per step, arithmetic mean (two places) and median; ``None`` for both without a ballot."""
    steps = {str(step): counts.get(str(step), 0) for step in range(low, high + 1)}
    values = [int(step) for step, number in steps.items() for _ in range(number)]
    return {"counts": steps, "mean": _mean(sum(values), len(values)), "median": _median(values)}


def ranking_result(counts: Counts, options: Sequence[str]) -> dict[str, Any]:
    """Borda points, ballots that rank the option, and its mean rank among those.

    With n options the first place gives n points, the last one 1; an option that a ballot does not rank gets none.
    """
    places = range(1, len(options) + 1)
    at = {option: [counts.get(f"{option}:{place}", 0) for place in places] for option in options}
    return {
        "counts": {option: sum(row) for option, row in at.items()},
        "points": {
            option: sum(number * (len(options) + 1 - place) for place, number in zip(places, row, strict=True))
            for option, row in at.items()
        },
        "ranks": {
            option: _mean(sum(number * place for place, number in zip(places, row, strict=True)), sum(row))
            for option, row in at.items()
        },
    }


def _mean(total: int, number: int) -> float | None:
    return round(total / number, 2) if number else None


def _median(values: Sequence[int]) -> float | None:
    if not values:
        return None
    low, high = values[(len(values) - 1) // 2], values[len(values) // 2]
    return (low + high) / 2
