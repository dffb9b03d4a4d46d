"""Who may still follow an audience: ends access that is over, and asks anew where word of that may be lost."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final

from realtime.peer import Peer

EVERYBODY: Final = "everybody"
PARTICIPANTS: Final = "participants"
FORBIDDEN: Final = 4404
"""The close code of who may not, or no longer, follow an audience."""
AT_ONCE: Final = 200
"""So many sockets are asked about with one call to the domain."""

Gate = Callable[[Sequence[Peer]], Awaitable[Sequence[bool]]]
"""Whether each of these sockets would still be let in, as who it is."""


def show_out(peer: Peer) -> None:
    """End this socket; its client does not come back by itself."""
    peer.leave({"type": "websocket.close", "code": FORBIDDEN})


def those(peers: Iterable[Peer], whose: str | None) -> Sequence[Peer]:
    """The sockets of everybody, of all participants, or of one person."""
    return [
        peer for peer in peers if whose in (EVERYBODY, peer.person) or (whose == PARTICIPANTS and peer.is_participant)
    ]


def end_access(peers: Iterable[Peer], whose: str) -> None:
    """Show out everybody, all participants, or one person."""
    for peer in those(peers, whose):
        show_out(peer)


async def ask_again(peers: Sequence[Peer], gate: Gate) -> None:
    """Show out those of these sockets that the gate lets in no more. Raises what the gate raises.

    Who shows a link or an account comes before the hall: a desk shows what nobody else may read.
    """
    for group in (_others(peers), [peer for peer in peers if peer.is_participant]):
        for first in range(0, len(group), AT_ONCE):
            some = group[first : first + AT_ONCE]
            for peer, may_stay in zip(some, await gate(some), strict=True):
                if not may_stay:
                    show_out(peer)


def _others(peers: Sequence[Peer]) -> list[Peer]:
    return [peer for peer in peers if not peer.is_participant]
