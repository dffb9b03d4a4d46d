import pytest

from realtime.changes import Changes
from realtime.process import encode_changes
from realtime.snapshots import Loaded
from realtime.tick import SAVED
from realtime.topic import Topic
from tests.realtime.conftest import ManualSchedule
from tests.realtime.wires import Wire, join, settle


class State:
    """What a database would hold; counts how often it is read."""

    def __init__(self) -> None:
        self.rev = 1
        self.reads = 0

    async def load(self) -> Loaded:
        self.reads += 1
        return Loaded("e", self.rev, f'{{"t":"snapshot","rev":{self.rev}}}')


@pytest.fixture
def state() -> State:
    return State()


@pytest.fixture
async def topic(schedule: ManualSchedule, state: State) -> Topic:
    return Topic("live.1.public", schedule=schedule, encode=encode_changes, load=state.load)


def scores(*values: tuple[str, int, int]) -> Changes:
    changes = Changes()
    changes.add({question: (score, version) for question, score, version in values})
    return changes


async def test_a_frame_is_encoded_once_and_every_socket_gets_the_same_message(topic: Topic) -> None:
    wires = [Wire() for _ in range(450)]
    for wire in wires:
        join(topic, wire)
    topic.structural('{"t":"delta"}', 1)
    await topic.idle()
    assert {len(wire.messages) for wire in wires} == {1}
    assert len({id(wire.messages[0]) for wire in wires}) == 1


async def test_structural_frames_go_out_at_once_and_in_order_in_the_middle_of_a_tick(
    topic: Topic, schedule: ManualSchedule
) -> None:
    wire = Wire()
    join(topic, wire)
    topic.changed(scores(("1", 1, 1)))
    await settle()
    topic.changed(scores(("1", 2, 2)))
    topic.structural('{"rev":2}', 2)
    topic.structural('{"rev":3}', 3)
    await settle()
    assert wire.frames == [{"t": "scores", "q": {"1": [1, 1]}}, {"rev": 2}, {"rev": 3}]


async def test_the_first_score_after_quiet_goes_out_at_once_and_the_next_are_merged(
    topic: Topic, schedule: ManualSchedule
) -> None:
    wire = Wire()
    join(topic, wire)
    topic.changed(scores(("1", 1, 1)))
    await settle()
    assert wire.frames == [{"t": "scores", "q": {"1": [1, 1]}}]
    for version in range(2, 9):
        topic.changed(scores(("1", version, version), ("2", version, version)))
        await settle()
    assert len(wire.frames) == 1
    schedule.advance(0.05)
    await settle()
    assert wire.frames[1:] == [{"t": "scores", "q": {"1": [8, 8], "2": [8, 8]}}]


async def test_a_storm_costs_one_frame_per_tick(topic: Topic, schedule: ManualSchedule) -> None:
    wire = Wire()
    join(topic, wire)
    for version in range(1, 1001):
        topic.changed(scores(("1", version, version)))
        await settle()
        schedule.advance(0.001)
    schedule.advance(0.05)
    await settle()
    assert 19 <= len(wire.frames) <= 22 + SAVED
    assert wire.frames[-1] == {"t": "scores", "q": {"1": [1000, 1000]}}


async def test_a_blocked_socket_delays_nobody(topic: Topic) -> None:
    slow, quick = Wire(), Wire()
    join(topic, slow)
    join(topic, quick)
    slow.open.clear()
    topic.structural('{"rev":2}', 2)
    topic.structural('{"rev":3}', 3)
    await topic.idle()
    assert quick.frames == [{"rev": 2}, {"rev": 3}]
    assert slow.frames == []
    slow.open.set()
    await settle()
    assert slow.frames == [{"rev": 2}, {"rev": 3}]


async def test_a_snapshot_is_read_once_for_everybody_until_something_changes(topic: Topic, state: State) -> None:
    first = await topic.fresh()
    second = await topic.fresh()
    assert state.reads == 1
    assert first[0] is second[0]
    state.rev = 2
    topic.structural('{"rev":2}', 2)
    assert (await topic.fresh())[0]["text"] == '{"t":"snapshot","rev":2}'
    assert state.reads == 2


async def test_scores_since_the_snapshot_are_told_with_it(topic: Topic, state: State) -> None:
    await topic.fresh()
    topic.changed(scores(("5", 7, 3)))
    fresh = await topic.fresh()
    assert [message["text"] for message in fresh] == ['{"t":"snapshot","rev":1}', '{"t":"scores","q":{"5":[7,3]}}']
    assert state.reads == 1


async def test_a_snapshot_overtaken_by_a_change_is_read_again(schedule: ManualSchedule) -> None:
    topic: Topic

    class Overtaken(State):
        async def load(self) -> Loaded:
            before = self.rev
            if self.reads == 0:
                self.rev = 2
                topic.structural('{"rev":2}', 2)
            self.reads += 1
            return Loaded("e", before, f'{{"rev":{before}}}')

    state = Overtaken()
    topic = Topic("live.1.public", schedule=schedule, encode=encode_changes, load=state.load)
    assert [message["text"] for message in await topic.fresh()] == ['{"rev":2}']
    assert state.reads == 2


async def test_a_failed_read_is_told_to_the_caller_and_the_next_one_tries_again(schedule: ManualSchedule) -> None:
    class Failing(State):
        async def load(self) -> Loaded:
            self.reads += 1
            if self.reads == 1:
                raise OSError("no database")
            return Loaded("e", 1, "{}")

    topic = Topic("live.1.public", schedule=schedule, encode=encode_changes, load=Failing().load)
    with pytest.raises(OSError, match="no database"):
        await topic.fresh()
    assert len(await topic.fresh()) == 1


async def test_slow_and_broken_sockets_in_the_middle_of_a_fan_out_keep_no_frame_from_the_others(topic: Topic) -> None:
    wires = [Wire() for _ in range(30)]
    peers = [join(topic, wire) for wire in wires]
    slow, broken = wires[5::10], wires[7::10]
    for wire in slow:
        wire.open.clear()
    for wire in broken:
        wire.broken = True
    for rev in (2, 3):
        topic.structural(f'{{"rev":{rev}}}', rev)
    await topic.idle()
    told = [{"rev": 2}, {"rev": 3}]
    assert [wire.frames for wire in wires if wire not in slow and wire not in broken] == [told] * 24
    assert [wire.frames for wire in slow + broken] == [[]] * 6
    for wire in slow:
        wire.open.set()
    await settle()
    assert [wire.frames for wire in slow] == [told] * 3
    assert topic.late == {peer for peer, wire in zip(peers, wires, strict=True) if wire in broken}
    for peer in peers:
        topic.remove(peer)
    assert topic.late == set()
    peers[7].gone()
    assert topic.late == set()
