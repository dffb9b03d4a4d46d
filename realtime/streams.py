"""Names of audiences. The server makes them; a client never sees or sends one."""

from typing import Final, Literal

Stream = Literal["public", "moderation", "stage"]
STREAMS: tuple[Stream, ...] = ("public", "moderation", "stage")


def live_topic(session_id: int | str, stream: Stream) -> str:
    """The audience of one stream of a live session."""
    return f"live.{session_id}.{stream}"


def stream_of(topic: str) -> Stream | None:
    """The stream that a topic of a live session carries; ``None`` for any other topic."""
    last = topic.rpartition(".")[2]
    return next((stream for stream in STREAMS if stream == last), None)


ACCOUNTS: Final = "accounts"
"""Where the processes tell each other whose account changed what it may do, or ended its sessions."""


def people_topic(session_id: int | str) -> str:
    """Where the processes tell each other how many people they have in a live session."""
    return f"live.{session_id}.people"


def thread_topic(thread_id: int | str) -> str:
    """Everybody who has the page of a thread open."""
    return f"thread.{thread_id}.general"
