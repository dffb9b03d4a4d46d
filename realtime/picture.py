"""A snapshot that follows its stream without being read again: each delta is applied to it, as a client would do it.

Rows stay the bytes that the domain has made; nothing here knows what is in them but their ids.
"""

from collections.abc import Iterable

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType


class _Row(Struct):
    id: str


class _Snapshot(Struct, tag_field="t", tag="snapshot"):
    epoch: Raw
    rev: int
    session: Raw
    people: Raw
    questions: list[Raw]
    polls: list[Raw]


class Delta(Struct, tag_field="t", tag="delta"):
    """What is needed of a structural change; see ``messages.Delta``."""

    rev: int
    from_: int = msgspec.field(name="from")
    questions: list[Raw] = []
    gone: list[str] = []
    polls: list[Raw] = []
    gone_polls: list[str] = []
    session: Raw | UnsetType = UNSET


_snapshot = msgspec.json.Decoder(_Snapshot).decode
_delta = msgspec.json.Decoder(Delta).decode
_row = msgspec.json.Decoder(_Row).decode
_encode = msgspec.json.Encoder().encode


def delta_of(text: str) -> Delta | None:
    """A frame as a delta; ``None`` when it is none that leads on."""
    try:
        delta = _delta(text)
    except msgspec.DecodeError:
        return None
    return delta if delta.rev > delta.from_ else None


class Picture:
    """The state of a stream at ``rev``."""

    def __init__(self, text: str) -> None:
        self._whole = _snapshot(text)
        self._questions = _by_id(self._whole.questions)
        self._polls = _by_id(self._whole.polls)

    @property
    def rev(self) -> int:
        """The revision it shows."""
        return self._whole.rev

    def apply(self, delta: Delta) -> None:
        """Take over a change that builds on ``rev``; raises ``ValueError`` for any other."""
        if delta.from_ != self.rev:
            raise ValueError(f"a change from {delta.from_} does not fit {self.rev}")
        _change(self._questions, delta.questions, delta.gone)
        _change(self._polls, delta.polls, delta.gone_polls)
        if delta.session is not UNSET:
            self._whole.session = delta.session
        self._whole.rev = delta.rev

    def text(self) -> str:
        """The frame."""
        self._whole.questions = list(self._questions.values())
        self._whole.polls = list(self._polls.values())
        return _encode(self._whole).decode()


def _by_id(rows: Iterable[Raw]) -> dict[str, Raw]:
    return {_row(row).id: row for row in rows}


def _change(held: dict[str, Raw], rows: Iterable[Raw], gone: Iterable[str]) -> None:
    held.update(_by_id(rows))
    for one in gone:
        held.pop(one, None)
