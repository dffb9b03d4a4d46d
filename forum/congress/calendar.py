"""The programme for calendars (iCalendar, RFC 5545). Ids never change; a removed point is said to be off.

There is no METHOD: that belongs to invitations with an organiser (RFC 5546), and this is a calendar to subscribe to.
"""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, vText

from forum.congress.models import Congress, Session
from forum.congress.texts import EXAMPLE
from forum.core.clock import now
from forum.core.markdown import plain

PRODUCT: Final = "-//Ratschlag//Kongressprogramm//DE"


def calendar(congress: Congress, sessions: Iterable[Session]) -> bytes:
    """These points as one calendar, in the time of Berlin with its rules for summer time."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    # Both names are unknown to the library, which would write them as they are: texts escape commas and semicolons.
    name = vText(f"{congress.title} ({EXAMPLE})" if congress.fictional else congress.title)
    made.add("name", name)
    made.add("x-wr-calname", name)
    for session in sessions:
        made.add_component(_event(congress, session))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(congress: Congress, session: Session) -> Event:
    event = Event()
    event.add("uid", f"session-{session.pk}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", session.version - 1)
    event.add("dtstamp", session.changed or now())
    if session.changed:
        event.add("last-modified", session.changed)
    event.add("summary", session.title)
    event.add("dtstart", timezone.localtime(session.starts))
    event.add("dtend", timezone.localtime(session.ends))
    place = [session.room.name] if session.room else []
    event.add("location", ", ".join([*place, congress.place]))
    event.add("url", f"{settings.BASE_URL}/kongresse/{congress.slug}#programm-{session.pk}")
    event.add("status", "CANCELLED" if session.removed else "CONFIRMED")
    parts = (EXAMPLE if congress.fictional else "", _people(session), plain(session.abstract_html))
    event.add("description", "\n\n".join(filter(None, parts)))
    return event


def _people(session: Session) -> str:
    return ", ".join(part.speaker.name for part in session.speaking.all())
