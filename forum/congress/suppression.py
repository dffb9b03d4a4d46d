"""Which figures of groups may be shown so that nobody can be read out of them.

The rule is cell suppression as statistical offices use it (Hundepool et al., "Statistical Disclosure Control", 2012,
chapter 4: threshold rule, secondary suppression) with the threshold of k-anonymity (Sweeney 2002), k = 10.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

FEWEST: Final = 10
"""So many people a group needs before it is shown."""

Shown = dict[str, int | None]
"""Figures by group; ``None`` for one that is not shown."""


def shown_groups(counts: Mapping[str, int]) -> Shown:
    """How many people are in each group, as far as it may be shown; ``counts`` adds up to a known total.

    A group under ``FEWEST`` is hidden. What is hidden must not come out by subtracting the rest from the total: at
    least two groups are hidden, or none, and together they hold at least ``FEWEST`` people; the smallest of the others
    go too until that is so. Empty groups are left out: that nobody is in them is what everybody may see.
    """
    there = {group: count for group, count in counts.items() if count}
    return _complete(there, lambda group: there[group] >= FEWEST, lambda hidden: _sum(there, hidden) >= FEWEST)


def shown_votes(votes: Mapping[str, int], people: Mapping[str, int]) -> Shown:
    """How many of each group voted, as far as it may be shown; ``votes`` adds up to a known total.

    Besides the rule of ``shown_groups``, those of the group who did not vote must be as many, too: that all or nobody
    of a group voted would tell what each of them did. The same holds for all hidden groups together, whose figures
    come out by subtracting. ``people`` is how many are in each group, all groups included.
    """
    visible = shown_groups(people)
    counts = {group: votes.get(group, 0) for group in visible}

    def enough(groups: Collection[str]) -> bool:
        voted = _sum(counts, groups)
        return voted >= FEWEST and _sum(people, groups) - voted >= FEWEST

    return _complete(counts, lambda group: visible[group] is not None and enough([group]), enough)


def _sum(counts: Mapping[str, int], groups: Collection[str]) -> int:
    return sum(counts.get(group, 0) for group in groups)


def _complete(
    counts: Mapping[str, int], holds: Callable[[str], bool], hold: Callable[[Collection[str]], bool]
) -> Shown:
    """Hide each group that does not hold, and the smallest of the others until the hidden ones together do."""
    hidden = {group for group in counts if not holds(group)}
    left = sorted((group for group in counts if group not in hidden), key=lambda group: (counts[group], group))
    while hidden and left and (len(hidden) < 2 or not hold(hidden)):
        hidden.add(left.pop(0))
    return {group: None if group in hidden else count for group, count in counts.items()}
