"""The documentation of a live session as a format of its own: ``ratschlag.live-session``, version 1.

Every export is made from a ``Document``, the page shows it, and another installation reads it back. Moments are in UTC,
days and times of the programme too. Fields that a reader does not know make a file unreadable to it, so that nothing is
lost in silence; from the first release on a new field means a new version. The JSON Schema beside this file is made
from these types (``python -m forum.congress.documents``).
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec import Meta, Struct

FORMAT: Final = "ratschlag.live-session"
VERSION: Final = 1
SCHEMA_FILE: Final = Path(__file__).parent / "live-session.v1.schema.json"

Line = Annotated[str, Meta(max_length=500)]
Shown = Annotated[str, Meta(max_length=100)]
Label = Annotated[str, Meta(max_length=30)]
Name = Annotated[str, Meta(max_length=200)]
LongText = Annotated[str, Meta(max_length=20_000)]
Web = Annotated[str, Meta(max_length=500, pattern="^https?://[^\\s<>\"']+$(?!\\n)")]
Origin = Annotated[
    str,
    Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$(?!\n)", description="The same in every installation"),
]
Hash = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)")]
Moment = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Part(Struct, forbid_unknown_fields=True):
    """A base that knows all its fields."""


class CongressFacts(Part):
    """The congress of the session."""

    slug: Annotated[str, Meta(max_length=80, pattern=r"^[-a-zA-Z0-9_]+$(?!\n)")]
    title: Name
    subtitle: Name
    starts: date
    ends: date
    place: Name
    host: Name
    fictional: bool


class SpeakerFacts(Part):
    """Somebody with a part in the session."""

    name: Annotated[str, Meta(max_length=120)]
    function: Name
    role: Literal["speaker", "impulse", "panel", "chair", "opening"]


class SessionFacts(Part):
    """The point of the programme, and the live session in it. ``room`` is empty when it was for everybody."""

    title: Name
    abstract: LongText
    kind: Literal["plenary", "workshop", "break"]
    room: Annotated[str, Meta(max_length=80)]
    starts: Moment
    ends: Moment
    opened: Moment | None
    closed: Moment | None
    premoderation: Annotated[bool, Meta(description="Whether questions waited for approval, when it was closed")]
    speakers: list[SpeakerFacts]


class AnswerText(Part):
    """A written answer."""

    text: LongText
    by: Annotated[str, Meta(max_length=120)]
    at: Moment
    noted: bool = False
    """Whether staff wrote it down for the person who is named."""


class ThreadLink(Part):
    """The thread in the forum that a question became."""

    title: Annotated[str, Meta(max_length=300)]
    url: Web


class QuestionText(Part):
    """A question that the hall saw."""

    number: Annotated[int, Meta(ge=1, description="In the order of publication; anchor of the page")]
    text: Line
    by: Annotated[Shown | None, Meta(description="What the asker chose to show, if anything")]
    identity: Literal["anonymous", "pseudonym", "municipality", "named"]
    verified: Annotated[bool, Meta(description="Whether an account stands behind the name or municipality shown")]
    state: Literal["answered", "deferred", "open"]
    score: Annotated[Count, Meta(description="Distinct people who wanted to hear it")]
    labels: Annotated[list[Label], Meta(max_length=20)]
    also: Annotated[list[Line], Meta(description="Wordings of questions merged into it", max_length=1000)]
    edited: Annotated[bool, Meta(description="Whether moderators changed the wording")]
    at: Annotated[Moment, Meta(description="Publication")]
    answered_at: Moment | None
    answered_how: Literal["oral", "written", "forum"] | None
    answers: list[AnswerText]
    thread: ThreadLink | None
    also_more: Annotated[
        int, Meta(ge=0, le=1000, description="So many more were merged into it, whose wording was not approved")
    ] = 0


class PollRow(Part):
    """One option, step or word of a poll. ``points`` and ``rank`` (mean) belong to rankings."""

    text: Name
    count: Count
    points: Count | None = None
    rank: float | None = None


class PollResult(Part):
    """A poll with its published result."""

    text: Line
    kind: Literal["single", "multiple", "scale", "ranking", "words"]
    ballots: Count
    rows: list[PollRow]
    low_label: Name = ""
    high_label: Name = ""
    mean: float | None = None
    median: float | None = None


class Group(Part):
    """So many people of one group; ``group`` is its name for programs."""

    text: Name
    people: Count
    group: Name = ""


class Breakdown(Part):
    """The people of the session by one property; ``rest`` are those of groups too small to be shown."""

    by: Literal["size_class", "function"]
    groups: list[Group]
    rest: Count


class KeyRecord(Part):
    """The record of the destruction of the session's key: from ``at`` on no query joins votes to people."""

    at: Moment
    key_sha256: Hash
    signature: Annotated[Hash, Meta(description="HMAC-SHA256 by the server where it was destroyed")]


class Document(Part):
    """All that is public of a closed live session."""

    format: Literal["ratschlag.live-session"]
    version: Literal[1]
    origin: Origin
    url: Annotated[Web, Meta(description="The page of this documentation where it was made")]
    congress: CongressFacts
    session: SessionFacts
    people: Annotated[str, Meta(max_length=20, description="In steps: `<10`, `10+` ... `5000+`")]
    questions: Annotated[list[QuestionText], Meta(max_length=10_000)]
    polls: list[PollResult]
    breakdowns: list[Breakdown]
    key: KeyRecord | None


GROUPS: Final = {
    "under_5": "unter 5.000 Einwohner",
    "5_20": "5.000 bis 20.000",
    "20_50": "20.000 bis 50.000",
    "50_100": "50.000 bis 100.000",
    "100_500": "100.000 bis 500.000",
    "over_500": "über 500.000",
    "leadership": "Verwaltungsspitze, Leitung",
    "integration": "Integration",
    "social": "Soziales, Jugend, Schule, Ordnung",
    "politics": "Rat, Integrationsrat",
    "civil": "Verein, Träger, Ehrenamt",
    "other": "andere Aufgabe",
    "unsaid": "ohne Angabe",
}
"""German names of the groups in a document; it is read where the codes mean nothing."""
FOREIGN: Final = ("url", "people", "polls", "breakdowns", "key")
"""What of a session that was held elsewhere has no rows of its own where it is read."""

# Made here, in one thread: msgspec learns a type when it is first used, and two threads at once crash the process.
_decoder: Final = msgspec.json.Decoder(Document)


def encode(document: Document) -> bytes:
    """The document as JSON, always the same bytes for the same document."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def decode(content: bytes) -> Document:
    """Read a document back; raises ``msgspec.ValidationError`` or ``msgspec.DecodeError``, which say where and why."""
    return _decoder.decode(content)


def plain(document: Document) -> dict[str, Any]:
    """The document as JSON-ready data."""
    data: dict[str, Any] = msgspec.to_builtins(document)
    return data


def schema() -> dict[str, Any]:
    """The JSON Schema of the format."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{FORMAT} {VERSION}"}
    return {**head, **msgspec.json.schema(Document)}


if __name__ == "__main__":
    SCHEMA_FILE.write_text(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
