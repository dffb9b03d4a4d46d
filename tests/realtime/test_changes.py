from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from forum.congress.steps import bucket
from realtime.changes import Changes, Score
from realtime.people import People
from tests.realtime.conftest import ManualSchedule

VERSIONS = st.lists(st.tuples(st.sampled_from("123"), st.integers(0, 5)), max_size=12)


@given(VERSIONS)
def test_merged_scores_do_not_depend_on_order_or_repetition(told: list[tuple[str, int]]) -> None:
    scores: list[dict[str, Score]] = [{question: (version * 10, version)} for question, version in told]
    forward, backward = Changes(), Changes()
    for score in scores + scores:
        forward.add(score)
    for score in reversed(scores):
        backward.add(score)
    assert forward.scores == backward.scores
    assert forward.scores == {
        question: max((version * 10, version) for asked, version in told if asked == question) for question, _ in told
    }


def test_a_later_version_wins_whatever_comes_last() -> None:
    for order in permutations([(5, 1), (4, 2), (6, 3)]):
        changes = Changes()
        for score in order:
            changes.add({"9": score})
        assert changes.scores == {"9": (6, 3)}


def test_nothing_changed_is_false_and_a_people_count_is_a_change() -> None:
    changes = Changes()
    assert not changes
    changes.add({}, "10+")
    assert changes


def test_people_are_told_in_steps() -> None:
    assert [bucket(n) for n in (0, 9, 10, 19, 20, 199, 200, 499, 1000, 99999)] == [
        "<10", "<10", "10+", "10+", "20+", "100+", "200+", "200+", "1000+", "5000+",
    ]  # fmt: skip


def test_the_people_of_all_processes_are_added_up_and_a_dead_process_is_forgotten(schedule: ManualSchedule) -> None:
    people = People(schedule.time)
    people.heard("one", 15)
    people.heard("two", 190)
    assert people.bucket() == "200+"
    schedule.advance(4)
    people.heard("one", 15)
    schedule.advance(2)
    assert people.bucket() == "10+"
    people.heard("one", 3)
    assert people.bucket() == "<10"
