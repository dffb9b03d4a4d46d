"""One message to many sockets, as fast as a bare loop over ``send``, and never waiting for one of them."""

from collections.abc import Callable, Iterator, Sequence

from realtime.asgi import Message, Send
from realtime.peer import Peer
from realtime.straight import Straight


class Audience:
    """Sockets in the order of joining, with the ways to them beside.

    While all of them keep up, a fan-out touches nothing but these: with a thousand sockets memory is what counts.
    """

    __slots__ = ("late", "peers", "ways")

    def __init__(self, peers: Sequence[Peer], late: set[Peer]) -> None:
        self.peers = peers
        self.late = late
        self.ways = tuple((peer.straight, peer.send) for peer in peers)

    def hand_over(self, message: Message, frame: bytes, hold: Callable[[Peer], None], first: int, last: int) -> None:
        """Give a message to the peers from ``first`` up to before ``last``. Never waits, never raises.

        ``frame`` is the message as bytes, for the sockets that take it straight. ``hold`` is called for those that are
        late. One coroutine awaits the sends in turn. When one of them suspends, this coroutine becomes the task of
        that peer, and another one goes on with the rest.
        """
        peers, ways = self.peers[first:last], self.ways[first:last]
        if self.late:
            for peer in self.late.intersection(peers):
                hold(peer)
            peers = [peer for peer in peers if peer not in self.late]
            ways = tuple((peer.straight, peer.send) for peer in peers)
        remaining = enumerate(ways)
        while True:
            turn = _Turn(peers)
            sending = _send_to_each(remaining, message, frame, turn)
            try:
                waits_for = sending.send(None)
            except StopIteration:
                return
            turn.is_over = True
            turn.peer.falls_behind(sending, waits_for)


class _Turn:
    """Whose send is under way in a coroutine, and whether it has suspended there."""

    __slots__ = ("at", "is_over", "peers")

    def __init__(self, peers: Sequence[Peer]) -> None:
        self.peers = peers
        self.at = 0
        self.is_over = False

    @property
    def peer(self) -> Peer:
        return self.peers[self.at]


async def _send_to_each(
    remaining: Iterator[tuple[int, tuple[Straight, Send]]], message: Message, frame: bytes, turn: _Turn
) -> None:
    for turn.at, (straight, send) in remaining:
        try:
            if straight(frame):
                continue
            await send(message)
        except Exception:
            turn.peer.gone()
        if turn.is_over:
            return  # another coroutine has gone on with the rest
