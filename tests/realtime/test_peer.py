from realtime.asgi import Message
from realtime.changes import Changes
from realtime.peer import HELD_AT_MOST, Peer, text_message
from realtime.process import bye, encode_changes
from tests.realtime.wires import Wire, settle

SNAPSHOT = text_message('{"t":"snapshot"}')


def make_peer(wire: Wire) -> Peer:
    async def snapshot() -> list[Message]:
        return [SNAPSHOT]

    return Peer(wire.send, snapshot=snapshot, encode=lambda changes: text_message(encode_changes(changes)), late=set())


def frame(number: int) -> Message:
    return text_message(f'{{"n":{number}}}')


def scores(**values: tuple[int, int]) -> tuple[Message, Changes]:
    changes = Changes()
    changes.add({key.removeprefix("q"): value for key, value in values.items()})
    return text_message(encode_changes(changes)), changes


async def test_a_socket_that_keeps_up_gets_each_frame_within_the_call() -> None:
    wire = Wire()
    peer = make_peer(wire)
    peer.begin()
    for number in range(3):
        peer.push(frame(number))
    assert wire.frames == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert peer.behind_since is None


async def test_nothing_goes_out_before_the_greeting() -> None:
    wire = Wire()
    peer = make_peer(wire)
    peer.push(frame(1))
    peer.push_changes(*scores(q7=(3, 4)))
    assert wire.frames == []
    peer.begin(text_message('{"t":"hello"}'))
    assert wire.frames == [{"t": "hello"}, {"n": 1}, {"t": "scores", "q": {"7": [3, 4]}}]


async def test_a_slow_socket_gets_its_frames_in_order_and_one_map_of_scores() -> None:
    wire = Wire()
    peer = make_peer(wire)
    peer.begin()
    wire.open.clear()
    for number in range(3):
        peer.push(frame(number))
        peer.push_changes(*scores(q7=(number, number), q8=(1, 1)))
    assert peer.behind_since is not None
    wire.open.set()
    await settle()
    assert wire.frames == [{"n": 0}, {"n": 1}, {"n": 2}, {"t": "scores", "q": {"7": [2, 2], "8": [1, 1]}}]
    assert peer.behind_since is None
    peer.push(frame(9))
    assert wire.frames[-1] == {"n": 9}


async def test_too_many_held_frames_are_replaced_by_a_snapshot() -> None:
    wire = Wire()
    peer = make_peer(wire)
    peer.begin()
    wire.open.clear()
    for number in range(HELD_AT_MOST + 5):
        peer.push(frame(number))
    wire.open.set()
    await settle()
    assert wire.frames == [{"n": 0}, {"t": "snapshot"}]


async def test_a_socket_that_stays_behind_gets_a_snapshot_then_the_goodbye() -> None:
    wire = Wire()
    peer = make_peer(wire)
    peer.begin()
    wire.open.clear()
    for number in range(3):
        peer.push(frame(number))
    peer.leave(*bye("slow"), fresh=True)
    peer.push(frame(99))
    wire.open.set()
    await settle()
    farewell = {"t": "bye", "why": "slow", "retry_ms": [500, 15000]}
    assert wire.frames == [{"n": 0}, {"t": "snapshot"}, farewell, "websocket.close"]
    assert peer.closed
    peer.push(frame(100))
    assert len(wire.frames) == 4


async def test_a_goodbye_to_a_socket_that_keeps_up_goes_out_at_once_and_only_once() -> None:
    wire = Wire()
    peer = make_peer(wire)
    peer.begin()
    peer.leave(*bye("deploy"))
    peer.leave(*bye("deploy"))
    assert [f if isinstance(f, str) else f["t"] for f in wire.frames] == ["bye", "websocket.close"]
    assert peer.closed


async def test_a_client_that_has_gone_disturbs_nobody() -> None:
    wire = Wire()
    peer = make_peer(wire)
    peer.begin()
    wire.broken = True
    peer.push(frame(1))
    assert peer.closed
    peer.push(frame(2))
    assert wire.frames == []


async def test_a_client_that_goes_while_it_is_behind_ends_its_own_task() -> None:
    wire, ended = Wire(), list[bool]()
    peer = make_peer(wire)
    peer.on_abort = lambda: ended.append(True)
    peer.begin()
    wire.open.clear()
    peer.push(frame(1))
    wire.broken = True
    wire.open.set()
    await settle()
    assert peer.closed
    assert ended == [True]
    assert peer.behind_since is None
