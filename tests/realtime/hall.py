"""A live session with people in it."""

from dataclasses import dataclass

from forum.accounts.models import User
from forum.congress import keys
from forum.congress.enums import QuestionState
from forum.congress.models import LiveQuestion, LiveSession, Participant
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff
from tests.realtime.clients import session_cookie, signed_in

SECRET_TEXT = "Diesen Satz darf der Saal niemals lesen"


@dataclass
class Hall:
    """An open session: an approved question, a hidden one, two attendees, a moderator."""

    live: LiveSession
    approved: LiveQuestion
    hidden: LiveQuestion
    asker: Participant
    token: str
    other_token: str
    moderator: User

    @property
    def path(self) -> str:
        return f"/ws/live/{self.live.pk}/"

    @property
    def attendee(self) -> dict[str, str]:
        """Cookies of the attendee who has asked the hidden question."""
        return {"participant": self.token}

    @property
    def other(self) -> dict[str, str]:
        """Cookies of somebody else in the hall."""
        return {"participant": self.other_token}

    def staff(self) -> dict[str, str]:
        """Cookies of the moderator."""
        return signed_in(self.moderator)

    def projector(self) -> dict[str, str]:
        """Cookies of a browser that has shown the stage key."""
        grant = keys.stage_grant(keys.stage_key(self.live))
        return session_cookie(lambda store: store.update({"stage_grants": {str(self.live.pk): grant}}))


def make_hall() -> Hall:
    live = make_live()
    token, other_token = keys.new_token(), keys.new_token()
    asker = make_participant(live, token)
    make_participant(live, other_token)
    moderator = make_staff(live, make_user())
    return Hall(
        live=live,
        approved=make_question(live),
        hidden=make_question(live, QuestionState.SUBMITTED, asker, text=SECRET_TEXT),
        asker=asker,
        token=token,
        other_token=other_token,
        moderator=moderator,
    )
