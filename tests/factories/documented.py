"""Closed live sessions with a published documentation, and what must never be seen of them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from forum.congress.enums import LiveState, QuestionState, SpeakerRole
from forum.congress.models import LiveAnswer, LiveQuestion, LiveSession, Session, SessionSpeaker, Speaker
from tests.factories.congress import make_live, make_question, make_room, make_session

START = datetime(2026, 3, 12, 8, 30, tzinfo=UTC)
ABSTRACT = "Woran merkt **eine Verwaltung**, dass ein Konflikt entsteht?"
SECRET = "Geheimnis-7281"
"""Is in every text that the public must not see."""


def make_documented(session: Session | None = None, **fields: Any) -> LiveSession:
    """A closed session in a room, with two speakers; everybody may read its documentation."""
    session = session or make_session(
        starts=START, abstract="Woran merkt **eine Verwaltung**, dass ein Konflikt entsteht?"
    )
    session.room = make_room(session.congress)
    session.save()
    for position, (name, role) in enumerate((("Dr. Emre Özkan", "speaker"), ("Hanne Lüders", "chair"))):
        speaker, _ = Speaker.objects.get_or_create(
            congress=session.congress, name=name, defaults={"function": "Kreis Beispielland"}
        )
        SessionSpeaker.objects.create(session=session, speaker=speaker, role=SpeakerRole(role), position=position)
    closed = START + timedelta(hours=1)
    values = {"state": LiveState.CLOSED, "opened": START, "closed": closed, "documented": closed}
    return make_live(session, **{**values, **fields})


def make_answered(live: LiveSession, **fields: Any) -> LiveQuestion:
    """An answered question with one written answer."""
    question = make_question(live, QuestionState.ANSWERED, score=12, answered_how="written", **fields)
    LiveAnswer.objects.create(question=question, text="Das Amt.\nSeit 2016.", by="Leila Haddad", created=START)
    return question


def make_merged(leader: LiveQuestion, text: str, **fields: Any) -> LiveQuestion:
    """A question merged into another one."""
    return make_question(
        leader.session, QuestionState.MERGED, text=text, merged_into=leader, merged_with=leader, **fields
    )


def make_hidden(live: LiveSession) -> list[LiveQuestion]:
    """Questions that nobody but staff may see, each with the secret in text, name and original wording."""
    states = (QuestionState.SUBMITTED, QuestionState.REJECTED, QuestionState.WITHDRAWN)
    secret: dict[str, Any] = {"text": f"{SECRET}: eine Frage", "shown_name": SECRET, "original_text": SECRET}
    once = {"published": START}
    return [
        *(make_question(live, state, **secret) for state in states),
        make_question(live, QuestionState.REJECTED, **secret, **once),
        make_question(live, QuestionState.WITHDRAWN, **secret, **once),
        make_question(live, QuestionState.ANSWERED, original_text=f"{SECRET}: der erste Wortlaut"),
    ]
