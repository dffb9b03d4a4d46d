"""What holds for a programme: days, rooms that are taken, people who would have to be in two places, addresses."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from typing import Final

from django.utils import timezone

from forum.congress.enums import SessionKind
from forum.congress.models import Congress, Session
from forum.congress.rules import clean_line
from forum.core.characters import is_malformed
from forum.core.errors import InvalidError
from forum.municipalities.collation import fold

LONGEST_DAYS: Final = 14
LONGEST_SLUG: Final = 60
LONGEST_TEXT: Final = 20_000
SPEAKERS_PER_POINT: Final = 20


@dataclass(frozen=True)
class TwoPlaces:
    """Somebody who would have to be in two points of the programme at the same time."""

    name: str
    first: Session
    second: Session


def slug_of(title: str) -> str:
    """The part of an address that a title gives: ``2. Kongress für Städte`` -> ``2-kongress-fuer-staedte``."""
    return fold(title).replace(" ", "-")[:LONGEST_SLUG].strip("-") or "kongress"


def clean_text(text: str, *, field: str, longest: int = LONGEST_TEXT) -> str:
    """Text of several lines in Unicode form NFC; raises ``InvalidError`` (``malformed_text``, ``too_long``)."""
    if len(text) > 4 * longest:
        raise InvalidError("too_long", field=field)
    clean = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if any(is_malformed(letter) and letter not in "\n\t" for letter in clean):
        raise InvalidError("malformed_text", field=field)
    if len(clean) > longest:
        raise InvalidError("too_long", field=field)
    return clean


def clean_title(text: str, *, field: str, shortest: int = 2, longest: int = 200) -> str:
    """A line as ``rules.clean_line`` stores it, with the lengths of titles."""
    return clean_line(text, field=field, shortest=shortest, longest=longest)


def require_days(starts: date, ends: date) -> None:
    """Raises ``InvalidError`` when a congress ends before it starts or lasts longer than two weeks."""
    if ends < starts:
        raise InvalidError("ends_before_start", field="ends")
    if ends - starts > timedelta(days=LONGEST_DAYS):
        raise InvalidError("too_long_span", field="ends")


def within(congress: Congress, session: Session) -> bool:
    """Whether the point lies on the days of the congress, by Berlin's calendar; it may end at midnight."""
    first = timezone.localdate(session.starts)
    last = timezone.localdate(session.ends - timedelta(seconds=1))
    return congress.starts <= first and last <= congress.ends


def require_times(congress: Congress, session: Session) -> None:
    """Raises ``InvalidError`` when the point ends before it starts, or is not on the days of the congress."""
    if session.ends <= session.starts:
        raise InvalidError("ends_before_start", field="ends")
    if not within(congress, session):
        raise InvalidError("outside_days", field="starts")


def meets(first: Session, second: Session) -> bool:
    """Whether two points are on at the same time; one may begin when the other ends."""
    return first.starts < second.ends and second.starts < first.ends


def require_free_rooms(sessions: Iterable[Session]) -> None:
    """Raises ``InvalidError("room_taken")`` with the titles of two points in one room at the same time."""
    by_room: dict[int, list[Session]] = {}
    for session in sessions:
        if session.room_id is not None:
            by_room.setdefault(session.room_id, []).append(session)
    for there in by_room.values():
        there.sort(key=lambda session: session.starts)
        for first, second in combinations(there, 2):
            if meets(first, second):
                raise InvalidError("room_taken", field="room", first=first.title, other=second.title)


def in_two_places(sessions: Iterable[Session]) -> list[TwoPlaces]:
    """People with parts in two points at the same time, for points with ``speaking`` and its speakers read along."""
    by_name: dict[str, list[Session]] = {}
    for session in sessions:
        if session.kind != SessionKind.BREAK:
            for part in session.speaking.all():
                by_name.setdefault(part.speaker.name, []).append(session)
    return [
        TwoPlaces(name, first, second)
        for name, there in sorted(by_name.items())
        for first, second in combinations(there, 2)
        if meets(first, second)
    ]


def moved(session: Session, minutes: int) -> tuple[datetime, datetime]:
    """Begin and end of a point so many minutes later."""
    by = timedelta(minutes=minutes)
    return session.starts + by, session.ends + by


def days_later(session: Session, days: int) -> tuple[datetime, datetime]:
    """Begin and end of a point so many days later, at the same time by Berlin's clocks, whether summer or winter."""

    def later(moment: datetime) -> datetime:
        return (timezone.localtime(moment) + timedelta(days=days)).astimezone(UTC)

    return later(session.starts), later(session.ends)
