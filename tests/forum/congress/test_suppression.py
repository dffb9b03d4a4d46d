"""No figure that is shown, and no difference of shown figures, tells of fewer than ten people."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.congress.suppression import FEWEST, Shown, shown_groups, shown_votes

GROUPS = ["under_5", "5_20", "20_50", "50_100", "100_500", "over_500", "unsaid"]
COUNTS = st.dictionaries(st.sampled_from(GROUPS), st.integers(0, 60))


def hidden_together(counts: dict[str, int], shown: Shown) -> int:
    """What anybody gets by taking all shown figures from the total."""
    return sum(counts.values()) - sum(count for count in shown.values() if count is not None)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, {}),
        ({"a": 12, "b": 30}, {"a": 12, "b": 30}),
        ({"a": 12, "b": 0}, {"a": 12}),
        ({"a": 9}, {"a": None}),
        ({"a": 9, "b": 30, "c": 14}, {"a": None, "b": 30, "c": None}),
        ({"a": 3, "b": 4, "c": 30, "d": 20}, {"a": None, "b": None, "c": 30, "d": None}),
        ({"a": 5, "b": 5, "c": 30}, {"a": None, "b": None, "c": 30}),
    ],
)
def test_small_groups_are_hidden_and_with_them_what_would_give_them_away(counts: dict[str, int], shown: Shown) -> None:
    assert shown_groups(counts) == shown


@given(COUNTS)
def test_every_shown_group_has_ten_people_and_the_hidden_ones_cannot_be_told(counts: dict[str, int]) -> None:
    shown = shown_groups(counts)
    assert set(shown) == {group for group, count in counts.items() if count}
    assert [count for group, count in shown.items() if count is not None and count != counts[group]] == []
    assert [count for count in shown.values() if count is not None and count < FEWEST] == []
    hidden = [group for group, count in shown.items() if count is None]
    everything = len(hidden) == len(shown)
    if hidden and not everything:
        assert len(hidden) >= 2
        assert hidden_together(counts, shown) >= FEWEST


@given(COUNTS, st.data())
def test_of_each_shown_group_ten_voted_and_ten_did_not(people: dict[str, int], data: st.DataObject) -> None:
    votes = {group: data.draw(st.integers(0, count)) for group, count in people.items()}
    shown = shown_votes(votes, people)
    groups = shown_groups(people)
    for group, count in shown.items():
        if count is not None:
            assert (groups[group], count) == (people[group], votes[group])
            assert count >= FEWEST
            assert people[group] - count >= FEWEST
    hidden = [group for group, count in shown.items() if count is None]
    if hidden and len(hidden) < len(shown):
        assert len(hidden) >= 2
        assert hidden_together(votes, shown) >= FEWEST
        assert sum(people[group] - votes[group] for group in hidden) >= FEWEST


@given(COUNTS)
def test_no_sum_of_shown_figures_leaves_fewer_than_ten_of_the_total(counts: dict[str, int]) -> None:
    shown = {group: count for group, count in shown_groups(counts).items() if count is not None}
    total = sum(counts.values())
    for size in range(1, len(shown) + 1):
        for some in combinations(shown.values(), size):
            rest = total - sum(some)
            assert rest == 0 or rest >= FEWEST
