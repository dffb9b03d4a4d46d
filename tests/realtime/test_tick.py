from realtime.tick import Tick
from tests.realtime.conftest import ManualSchedule


def test_after_quiet_there_is_no_wait(schedule: ManualSchedule) -> None:
    assert Tick(schedule.time).wait() == 0


def test_after_a_merged_frame_the_next_waits_for_fifty_milliseconds(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    tick.merged_sent(schedule.time())
    assert tick.length == 0.05
    schedule.advance(0.03)
    assert round(tick.wait(), 6) == 0.02
    schedule.advance(0.02)
    assert round(tick.wait(), 6) == 0


def test_the_tick_is_four_times_the_last_fan_out(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    started = schedule.time()
    schedule.advance(0.1)
    tick.merged_sent(started)
    assert round(tick.length, 6) == 0.4
    assert round(tick.wait(), 6) == 0.3


def test_the_tick_is_one_second_at_most(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    started = schedule.time()
    schedule.advance(3)
    tick.fan_out(started)
    assert tick.length == 1.0


def test_a_structural_frame_sets_the_length_but_starts_no_tick(schedule: ManualSchedule) -> None:
    tick = Tick(schedule.time)
    started = schedule.time()
    schedule.advance(0.1)
    tick.fan_out(started)
    assert tick.wait() == 0
    tick.merged_sent(schedule.time())
    assert tick.length == 0.05
