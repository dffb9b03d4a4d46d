"""What happens to several points of a programme at once, for actions under the congress's lock."""

from django.db.models import F, QuerySet

from forum.accounts.models import User
from forum.congress import timetable
from forum.congress.models import Congress, Session
from forum.core.clock import now
from forum.core.errors import InvalidError


def touch(*, actor: User, sessions: QuerySet[Session], **changes: object) -> None:
    """Count a change of these points and store ``changes`` with it: calendars take over only what has a new version."""
    sessions.update(version=F("version") + 1, changed=now(), changed_by=actor, **changes)


def move_days(congress: Congress, days: int) -> None:
    """Move all points, removed ones too, by so many days; the clocks in Berlin show the same. Then ``touch`` them.

    Raises ``InvalidError("ends_before_start")`` when summer time would turn a point round.
    """
    sessions = list(Session.with_removed.filter(congress=congress))
    for session in sessions:
        session.starts, session.ends = timetable.days_later(session, days)
        if session.ends <= session.starts:
            raise InvalidError("ends_before_start", field="starts")
    Session.with_removed.bulk_update(sessions, ["starts", "ends"])
