"""The wire protocol ``ratschlag.live.v1``: every message as a type.

``events.schema.json`` and ``PROTOCOL.md`` are made from this module (``python -m realtime.schema``), and the
frontend's types from the former. Docstrings and descriptions here are the protocol's documentation. Ids are strings.
A receiver ignores fields that it does not know; the server refuses commands that have any.
"""

from threading import Lock
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from realtime.poll_views import Choices, DeskPoll, DeskPollScore, Poll, PollScore
from realtime.views import DeskQuestion, Id, LiveSession, OwnQuestion, PostView, Question

PROTOCOL: Final = "ratschlag.live.v1"

Nonce = Annotated[
    str,
    Meta(
        pattern="^[A-Za-z0-9_-]{1,64}$",
        description="Chosen by the client; comes back in the answer. A repeated command has the same one",
    ),
]
Epoch = Annotated[str, Meta(description="Numbering of revisions; with another epoch everything local is void")]
Rev = Annotated[int, Meta(ge=0, description="Revision of the session, one more with each structural change")]
People = Annotated[str, Meta(description="How many are here, in steps: `<10`, `10+`, `20+` ... `5000+`")]
ScoreAndVersion = Annotated[
    tuple[int, int], Meta(description="Score and version; a lower version than the known one is out of date")
]


class Server(Struct, tag_field="t", omit_defaults=True):
    """Base of what the server sends."""


class Me(Struct):
    """What is personal and therefore not in the snapshot."""

    votes: Annotated[dict[Id, int], Meta(description="Own votes by question, 1 each")]
    own: Annotated[list[OwnQuestion], Meta(description="Own questions with their receipts")]
    ballots: Annotated[dict[Id, Choices], Meta(description="Own ballots by poll")]


class Hello(Server, tag="hello"):
    """First message of a live connection. The client answers with `sync`: scores told meanwhile have no revision."""

    epoch: Epoch
    rev: Rev
    role: Annotated[Literal["public", "moderation", "stage"], Meta(description="The stream, chosen by the server")]
    me: Me


class Snapshot(Server, tag="snapshot"):
    """The whole state of the stream, the same bytes for everybody. Replaces what the client has.

    Sent as the answer to `sync`, and unasked when changes may have been missed.
    """

    epoch: Epoch
    rev: Rev
    session: LiveSession
    people: People
    questions: list[Question]
    polls: list[Poll]


class Delta(Server, tag="delta"):
    """A structural change, sent at once.

    Applied when `from` is the local revision. With `rev` at or below the local one it is old news and ignored;
    otherwise something is missing and the client sends `sync`.
    """

    from_: Annotated[int, Meta(ge=0, description="The revision it builds on")] = msgspec.field(name="from")
    rev: Rev
    questions: Annotated[list[Question], Meta(description="Questions that are new or changed, whole")] = []
    gone: Annotated[list[Id], Meta(description="Questions that this stream does not show any more")] = []
    polls: Annotated[list[Poll], Meta(description="Polls that are new or changed, whole")] = []
    gone_polls: Annotated[list[Id], Meta(description="Polls that this stream does not show any more")] = []
    session: Annotated[LiveSession | UnsetType, Meta(description="The session, when it has changed")] = UNSET


class DeskSnapshot(Server, tag="snapshot"):
    """The same on the moderation stream, which shows every question and what the staff did with it."""

    epoch: Epoch
    rev: Rev
    session: LiveSession
    people: People
    questions: list[DeskQuestion]
    polls: list[DeskPoll]


class DeskDelta(Server, tag="delta"):
    """The same on the moderation stream."""

    from_: Annotated[int, Meta(ge=0, description="The revision it builds on")] = msgspec.field(name="from")
    rev: Rev
    questions: Annotated[list[DeskQuestion], Meta(description="Questions that are new or changed, whole")] = []
    gone: Annotated[list[Id], Meta(description="Empty here")] = []
    polls: Annotated[list[DeskPoll], Meta(description="Polls that are new or changed, whole")] = []
    gone_polls: Annotated[list[Id], Meta(description="Drafts that were thrown away")] = []
    session: Annotated[LiveSession | UnsetType, Meta(description="The session, when it has changed")] = UNSET


class Scores(Server, tag="scores"):
    """Scores, results of polls and the people count; absolute values, merged, some twenty times a second on average."""

    q: Annotated[dict[Id, ScoreAndVersion], Meta(description="By question")] = {}
    p: Annotated[dict[Id, PollScore], Meta(description="By poll; hidden results are not in it")] = {}
    people: People | UnsetType = UNSET


class DeskScores(Server, tag="scores"):
    """The same on the moderation stream, hidden results too."""

    q: Annotated[dict[Id, ScoreAndVersion], Meta(description="By question")] = {}
    p: Annotated[dict[Id, DeskPollScore], Meta(description="By poll")] = {}
    people: People | UnsetType = UNSET


class Receipt(Server, tag="receipt"):
    """To the asker alone: what has become of an own question."""

    question: OwnQuestion


class OwnVotes(Server, tag="votes"):
    """To one voter alone, when questions are merged or taken apart: whether the own vote counts for each, absolute."""

    votes: Annotated[dict[Id, int], Meta(description="1 or 0 by question; those not named stay as they are")]


class Missed(Server, tag="missed"):
    """On the public stream, before a snapshot that nobody has asked for: `receipt` and `votes` may be missing too.

    Who has asked or voted reads `GET /api/v1/live/<id>/me` at a random time in the window; several are answered by one
    reading.
    """

    within_ms: Annotated[tuple[int, int], Meta(description="Earliest and latest time, in milliseconds")]


class Ack(Server, tag="ack"):
    """The answer to a command with `i`. `ok` means stored: it is sent after the commit."""

    i: Nonce
    ok: bool
    error: Annotated[str | UnsetType, Meta(description="Code of the refusal")] = UNSET
    retry_ms: Annotated[
        int | UnsetType, Meta(description="The same command may succeed after so many milliseconds")
    ] = UNSET


class Refusal(Server, tag="error"):
    """A message that was refused and has no usable `i`. The connection stays open unless there are many."""

    error: Annotated[str, Meta(description="Code of the refusal")]
    retry_ms: Annotated[int | UnsetType, Meta(description="Try again after so many milliseconds")] = UNSET


class Bye(Server, tag="bye"):
    """The server is about to end this connection; connect again at a random time in the window."""

    why: Annotated[
        Literal["deploy", "slow", "missed", "unavailable", "abuse"],
        Meta(description="`slow`: this client did not keep up; `missed`: something was lost, read again over REST"),
    ]
    retry_ms: Annotated[tuple[int, int], Meta(description="Earliest and latest time, in milliseconds")]


class Pong(Server, tag="pong"):
    """The answer to `ping`."""


class Post(Server, tag="post"):
    """A new or changed post, to everybody who has the thread open. A gap below `highest` is read over REST."""

    thread: Id
    post: PostView
    highest: Annotated[int, Meta(ge=1, description="The highest post number of the thread")]


class PostGone(Server, tag="post_gone"):
    """A post that is not shown any more; its place in the thread stays."""

    thread: Id
    number: Annotated[int, Meta(ge=1)]


class Accepted(Server, tag="accepted"):
    """An answer has been accepted, or its acceptance taken back."""

    thread: Id
    number: Annotated[int, Meta(ge=1)]
    accepted: bool


class Client(Struct, tag_field="c", forbid_unknown_fields=True):
    """Base of what a client sends."""


class VoteCommand(Client, tag="vote"):
    """Vote for a question, or take the vote back. Absolute: sending it again changes nothing. Answered with `ack`."""

    i: Nonce
    q: Id
    v: Annotated[Literal[0, 1], Meta(description="1 for the question, 0 no longer")]


class BallotCommand(Client, tag="ballot"):
    """Vote in a poll, change the ballot, or take it back. Absolute, and answered with `ack`, like `vote`."""

    i: Nonce
    p: Id
    choices: Choices


class SyncCommand(Client, tag="sync"):
    """Ask for a snapshot; says what is known so far."""

    epoch: Annotated[str, Meta(max_length=64)]
    rev: Rev


class PingCommand(Client, tag="ping"):
    """Ask for a sign of life."""


ServerMessage = (
    Hello
    | Snapshot
    | Delta
    | Scores
    | Receipt
    | OwnVotes
    | Missed
    | Ack
    | Refusal
    | Bye
    | Pong
    | Post
    | PostGone
    | Accepted
)
DeskMessage = Hello | DeskSnapshot | DeskDelta | DeskScores | Ack | Refusal | Bye | Pong
"""What the moderation stream carries; all others carry ``ServerMessage``."""
ClientMessage = VoteCommand | BallotCommand | SyncCommand | PingCommand


class _WithNonce(Struct):
    i: Nonce


_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_nonce_decoder: msgspec.json.Decoder[_WithNonce] = msgspec.json.Decoder(_WithNonce)


def encode(message: Server) -> str:
    """A message as the text of a frame."""
    return _encoder.encode(message).decode()


def decode(text: str) -> ClientMessage:
    """A command from the text of a frame; raises ``ValidationError`` or, for other than JSON, ``DecodeError``."""
    return _decoder.decode(text)


def nonce_of(text: str) -> str | None:
    """The ``i`` of a command that was refused, when there is a usable one."""
    try:
        return _nonce_decoder.decode(text).i
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None


_known: set[type[Any]] = set()
_learning: Final = Lock()


def from_domain(message: type[Any], content: dict[str, Any]) -> Any:
    """A message from a projection of the domain; raises ``ValidationError`` for a field missing or too many.

    msgspec learns a type when it is first used, and crashes the process when two threads make it do so at once.
    """
    if message not in _known:
        with _learning:
            msgspec.json.Decoder(message)
            _known.add(message)
    return msgspec.convert(content, type=message, strict=True)
