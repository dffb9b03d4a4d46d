"""Frames that go straight to the connection: the same bytes for every socket, made once.

``send`` of an ASGI server makes each frame anew for each socket. uvicorn's own frames are the same for all of them
(a server masks nothing, and compression is off), so they are made here once and written to the transport. Everything
that is not plain goes the ordinary way: another server, a compressed connection, a socket that is slow or closing.
"""

from collections.abc import Callable
from typing import Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode

from realtime.asgi import Message, Send

Straight = Callable[[bytes], bool]
"""Writes a frame; false, and nothing written, when this socket has to go the ordinary way now."""


def _never(frame: bytes) -> bool:
    return False


ORDINARY: Final[Straight] = _never


def frame_of(message: Message) -> bytes:
    """A text message as the bytes of its frame; empty for any other message."""
    text = message.get("text")
    return b"" if text is None else Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


def straight_way(send: Send) -> Straight:
    """The way to the connection behind the ``send`` of an accepted socket."""
    protocol = getattr(send, "__self__", None)
    if not isinstance(protocol, WebSocketsSansIOProtocol) or not protocol.handshake_complete:
        return ORDINARY
    if protocol.conn.extensions:
        return ORDINARY
    may_write, transport = protocol.writable.is_set, protocol.transport
    is_closing, write = transport.is_closing, transport.write

    def straight(frame: bytes) -> bool:
        if not frame or protocol.close_sent or protocol.disconnected or not may_write() or is_closing():
            return False
        write(frame)
        return True

    return straight
