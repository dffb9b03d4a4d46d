"""Which figures of groups may be shown so that nobody can be read out of them.

The rule is cell suppression as statistical offices use it (Hundepool et al., "Statistical Disclosure Control", 2012,
chapter 4: threshold rule, secondary suppression) with the threshold of k-anonymity (Sweeney 2002), k = 10.
"""

from collections.abc import Callable, Mapping
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
    return _complete({group: count for group, count in counts.items() if count}, lambda group, count: count >= FEWEST)


def shown_votes(votes: Mapping[str, int], people: Mapping[str, int]) -> Shown:
    """How many of each group voted, as far as it may be shown; ``votes`` adds up to a known total.

    Besides the rule of ``shown_groups``, those of the group who did not vote must be as many, too: that all or nobody
    of a group voted would tell what each of them did. ``people`` is how many are in each group, all groups included.
    """
    visible = shown_groups(people)

    def holds(group: str, count: int) -> bool:
        rest = people.get(group, 0) - count
        return visible.get(group) is not None and count >= FEWEST and rest >= FEWEST

    return _complete({group: votes.get(group, 0) for group in visible}, holds)


def _complete(counts: Mapping[str, int], holds: Callable[[str, int], bool]) -> Shown:
    hidden = {group for group, count in counts.items() if not holds(group, count)}
    left = sorted((group for group in counts if group not in hidden), key=lambda group: (counts[group], group))
    while hidden and left and (len(hidden) < 2 or sum(counts[group] for group in hidden) < FEWEST):
        hidden.add(left.pop(0))
    return {group: None if group in hidden else count for group, count in counts.items()}
