"""Congresses and live sessions for tests."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate

from forum.accounts.models import User
from forum.congress import keys, texts
from forum.congress.enums import CongressStatus, LiveState, QuestionState, SessionKind, SpeakerRole, StaffRole
from forum.congress.models import (
    Congress,
    CongressStaff,
    LiveQuestion,
    LiveSession,
    Participant,
    QuestionVote,
    Room,
    Session,
    SessionSpeaker,
    Speaker,
)
from forum.core.clock import now

_numbers = count(1)


def make_congress(**fields: Any) -> Congress:
    """A fictional congress that runs today and tomorrow, so that what begins late today ends within it."""
    number = next(_numbers)
    today = localdate(now())
    values = {
        "slug": f"kongress-{number}",
        "title": f"{number}. Kongress",
        "starts": today,
        "ends": today + timedelta(days=1),
        "place": "Stadthalle Musterstadt",
        "host": "Stadt Musterstadt",
        "status": CongressStatus.PUBLISHED,
        "fictional": True,
    }
    return texts.save_congress(Congress(**{**values, **fields}))


def make_session(congress: Congress | None = None, **fields: Any) -> Session:
    """A point of the programme: one hour from now on."""
    congress = congress or make_congress()
    starts = fields.pop("starts", now())
    values: dict[str, Any] = {"title": f"Konflikte früh erkennen {next(_numbers)}", "kind": SessionKind.PLENARY}
    values |= {"starts": starts, "ends": starts + timedelta(hours=1)}
    return texts.save_session(Session(congress=congress, **{**values, **fields}))


def make_room(congress: Congress, **fields: Any) -> Room:
    """A room."""
    number = next(_numbers)
    return Room.objects.create(congress=congress, **{"name": f"Saal {number}", "position": number, **fields})


def make_live(session: Session | None = None, **fields: Any) -> LiveSession:
    """An open live session with pre-moderation."""
    values = {"state": LiveState.OPEN, "code": keys.new_code(), **fields}
    return LiveSession.objects.create(programme=session or make_session(), **values)


def make_staff(live: LiveSession, user: User, role: StaffRole = StaffRole.MODERATOR) -> User:
    """The user as staff of the session's congress."""
    CongressStaff.objects.create(congress=live.programme.congress, user=user, role=role)
    return user


def make_speaker(live: LiveSession, name: str = "Dr. Jana Öztürk") -> Speaker:
    """Somebody who speaks in the session."""
    speaker = Speaker.objects.create(congress=live.programme.congress, name=name)
    SessionSpeaker.objects.create(session=live.programme, speaker=speaker, role=SpeakerRole.SPEAKER)
    return speaker


def make_participant(live: LiveSession, token: str = "") -> Participant:
    """Somebody who has joined."""
    return Participant.objects.create(session=live, key=keys.voter_key(live, token or keys.new_token()))


def make_question(
    live: LiveSession,
    state: QuestionState = QuestionState.APPROVED,
    participant: Participant | None = None,
    **fields: Any,
) -> LiveQuestion:
    """A question in a state, without the acts that led to it."""
    moment = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
    shown = state not in {QuestionState.SUBMITTED, QuestionState.REJECTED, QuestionState.WITHDRAWN}
    values = {
        "text": f"Wer lädt die Ämter eigentlich ein? {next(_numbers)}",
        "created": moment,
        "published": moment if shown else None,
        "staged": moment if state == QuestionState.ON_STAGE else None,
        "answered": moment if state == QuestionState.ANSWERED else None,
        "state_before_merge": QuestionState.APPROVED if state == QuestionState.MERGED else "",
    }
    return LiveQuestion.objects.create(
        session=live, state=state, participant=participant or make_participant(live), **{**values, **fields}
    )


def make_merged(leader: LiveQuestion, **fields: Any) -> LiveQuestion:
    """A question that was approved and then merged into this one, without votes."""
    return make_question(leader.session, QuestionState.MERGED, merged_into=leader, merged_with=leader, **fields)


def make_votes(question: LiveQuestion, number: int) -> list[Participant]:
    """So many voters of a question, with the score that they make."""
    voters = [make_participant(question.session) for _ in range(number)]
    QuestionVote.objects.bulk_create(QuestionVote(question=question, voter=voter) for voter in voters)
    question.score += number
    question.score_version += 1
    question.save()
    return voters
