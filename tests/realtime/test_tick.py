import pytest

from realtime.tick import SAVED, Tick
from tests.realtime.conftest import ManualSchedule


def spend(tick: Tick, schedule: ManualSchedule) -> None:
    """Use up what quiet has saved, one frame as soon as it may go out after the other."""
    for _ in range(SAVED + 1):
        schedule.advance(tick.wait())
        tick.merged_sent(schedule.time())


def test_after_quiet_there_is_no_wait(schedule: ManualSchedule) -> None:
    assert Tick(schedule.time).wait() == 0


def test_ticks_that_quiet_has_saved_are_made_up_for_at_twice_the_pace(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    waits = []
    for _ in range(6):
        waits.append(round(tick.wait(), 6))
        schedule.advance(tick.wait())
        tick.merged_sent(schedule.time())
    assert waits == [0, 0.025, 0.025, 0.025, 0.025, 0.025]


def test_once_they_are_used_up_the_next_frame_waits_for_fifty_milliseconds(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    for _ in range(3):
        spend(tick, schedule)
    assert tick.length == 0.05
    assert round(tick.wait(), 6) == 0.05
    schedule.advance(0.03)
    assert round(tick.wait(), 6) == 0.02
    schedule.advance(0.02)
    assert round(tick.wait(), 6) == 0


def test_quiet_saves_a_few_ticks_and_no_more(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    for _ in range(3):
        spend(tick, schedule)
    schedule.advance(3600)
    started, frames = schedule.time(), 0
    while schedule.time() - started < 1:
        schedule.advance(tick.wait())
        tick.merged_sent(schedule.time())
        frames += 1
    assert 20 <= frames <= 20 + SAVED + 1


def test_the_tick_is_three_times_a_fan_out(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    for _ in range(10):
        schedule.advance(tick.wait())
        started = schedule.time()
        schedule.advance(0.1)
        tick.merged_sent(started)
    assert round(tick.length, 6) == 0.3
    assert round(tick.wait(), 6) == 0.2


def test_one_fan_out_that_was_held_up_does_not_slow_down_the_next(schedule: ManualSchedule) -> None:
    tick, lengths = Tick(schedule.time), []
    for cost in (0.02, 0.02, 0.3, 0.02, 0.3, 0.3, 0.3):
        schedule.advance(tick.wait())
        started = schedule.time()
        schedule.advance(cost)
        tick.merged_sent(started)
        lengths.append(round(tick.length, 6))
    assert lengths == [0.06, 0.06, 0.06, 0.06, 0.06, 0.06, 0.9]


@pytest.mark.parametrize("cost", [0.0, 0.01, 0.1, 0.2])
def test_a_storm_leaves_two_thirds_of_the_process_free(schedule: ManualSchedule, cost: float) -> None:
    tick, began, busy = Tick(schedule.time), schedule.time(), 0.0
    while schedule.time() - began < 60:
        schedule.advance(tick.wait())
        started = schedule.time()
        schedule.advance(cost)
        busy += cost
        tick.merged_sent(started)
        schedule.advance(0.0001)  # the next vote comes
    assert busy / (schedule.time() - began) <= 0.34 + (SAVED + 1) * cost / 60


def test_the_tick_is_one_second_at_most(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    started = schedule.time()
    schedule.advance(3)
    tick.fan_out(started)
    assert tick.length == 1.0


def test_a_structural_frame_sets_the_length_but_uses_up_no_tick(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    started = schedule.time()
    schedule.advance(0.1)
    tick.fan_out(started)
    assert tick.wait() == 0
    tick.merged_sent(schedule.time())
    assert tick.length == 0.05
