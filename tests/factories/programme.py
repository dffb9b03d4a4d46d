"""Congresses in the making, for tests."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from forum.accounts.models import User
from forum.congress import actions
from forum.congress.enums import CongressStatus, SessionKind, StaffRole
from forum.congress.models import Congress, CongressStaff, Session
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress

BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2027, 3, 12)
FACTS = actions.Facts(
    title="3. Kongress für Städte",
    starts=DAY,
    ends=DAY + timedelta(days=1),
    place="Stadthalle Musterstadt",
    host="Musterstadt",
)


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    """A moment of the congress, by the clock in Berlin."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN)


def make_edited(status: CongressStatus = CongressStatus.DRAFT, **fields: Any) -> Congress:
    """A congress of two days, as a draft."""
    return make_congress(status=status, starts=FACTS.starts, ends=FACTS.ends, **fields)


def make_host(congress: Congress, role: StaffRole = StaffRole.HOST, **fields: Any) -> User:
    """A person who hosts the congress."""
    user = make_user(**fields)
    CongressStaff.objects.create(congress=congress, user=user, role=role)
    return user


def point(begin: datetime, end: datetime, **fields: Any) -> actions.Point:
    """A point of the programme as a host writes it."""
    return replace(actions.Point("Ämter an einen Tisch", SessionKind.WORKSHOP, begin, end), **fields)


def add(host: User, congress: Congress, begin: datetime, end: datetime, **fields: Any) -> Session:
    """A point that the host adds."""
    return actions.add_point(actor=host, slug=congress.slug, point=point(begin, end, **fields))
