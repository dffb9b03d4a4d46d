"""Demo congresses: the first as it is documented, and an invented second one in which a live session is on now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from forum.accounts.demo import person
from forum.congress import actions, demo_polls, keys
from forum.congress.demo_programme import (
    FIRST_DOCUMENTATION,
    FIRST_SPEAKERS,
    LIVE_TITLE,
    POINTS,
    QUESTIONS,
    ROOMS,
    SPEAKERS,
    Asked,
    Point,
)
from forum.congress.enums import AnsweredHow, CongressStatus, LiveState, QuestionState, StaffRole
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
from forum.congress.models.live import new_secret
from forum.congress.texts import save_congress, save_session
from forum.core.clock import now

FIRST: Final = "gesellschaftliche-konflikte-2017"
SECOND: Final = "zweiter-kongress"
CODE: Final = "KX7P2M"
RUNNING_FOR: Final = timedelta(minutes=30)
STEP: Final = 15
VOTERS: Final = 60


@transaction.atomic
def load() -> None:
    """Load the congresses; repeating it changes nothing but the times of the second when its live session is over.

    Needs the people of ``forum.accounts.demo``.
    """
    if not Congress.objects.filter(slug=FIRST).exists():
        _load_first()
    start = _live_start()
    second = Congress.objects.filter(slug=SECOND).first()
    if second is None:
        _load_questions(_load_second(start), start)
    else:
        _move(second, start)


def join_code() -> str:
    """The code of the live session that is on now, as people read it."""
    return keys.shown_code(_live_now(Congress.objects.get(slug=SECOND)).code)


def _live_now(congress: Congress) -> LiveSession:
    return LiveSession.objects.select_related("programme").get(
        programme__congress=congress, programme__title=LIVE_TITLE
    )


def _live_start() -> datetime:
    """The last quarter of an hour that is at least half an hour ago: the session has been on for a while."""
    moment = now() - RUNNING_FOR
    return moment.replace(minute=moment.minute - moment.minute % STEP, second=0, microsecond=0)


def _load_first() -> None:
    congress = save_congress(
        Congress(
            slug=FIRST,
            title="Gesellschaftliche Konflikte effizient bearbeiten",
            subtitle="Erster von drei Kongressen im Projekt „Kommunales Konfliktmanagement fördern“",
            starts=date(2017, 12, 7),
            ends=date(2017, 12, 7),
            place="Westfalenhallen Dortmund",
            host="",  # who ran it is not documented; the coordination office is known for the project only
            summary="Austausch über aktuelle Herausforderungen und darüber, wie kommunales Konfliktmanagement gelingt.",
            status=CongressStatus.PUBLISHED,
            documentation=FIRST_DOCUMENTATION,
        )
    )
    for position, (name, function, topic) in enumerate(FIRST_SPEAKERS):
        Speaker.objects.create(congress=congress, name=name, function=function, topic=topic, position=position)


def _load_second(start: datetime) -> LiveSession:
    congress = save_congress(
        Congress(
            slug=SECOND,
            title="2. Kongress",
            subtitle="Konflikte früh erkennen, gemeinsam handeln",
            starts=timezone.localdate(start + timedelta(minutes=min(point.begin for point in POINTS))),
            ends=timezone.localdate(start + timedelta(minutes=max(point.end for point in POINTS))),
            place="Stadthalle Musterstadt",
            host="Musterstadt",
            summary="Zwei Tage für alle, die in ihrer Kommune Konflikte bearbeiten oder es vorhaben.",
            status=CongressStatus.PUBLISHED,
            fictional=True,
        )
    )
    load_programme(congress, start, POINTS, ROOMS)
    CongressStaff.objects.create(congress=congress, user=person("moderator"), role=StaffRole.MODERATOR)
    CongressStaff.objects.create(congress=congress, user=person("host"), role=StaffRole.HOST)
    programme = Session.objects.get(congress=congress, title=LIVE_TITLE)
    return LiveSession.objects.create(programme=programme, state=LiveState.OPEN, code=CODE, opened=start)


def load_programme(congress: Congress, start: datetime, points: Sequence[Point], rooms: Sequence[str]) -> None:
    """Make the points, counted from ``start``, with their rooms and the people who have a part in them."""
    made = {
        name: Room.objects.create(congress=congress, name=name, position=position)
        for position, name in enumerate(rooms)
    }
    named = {key for point in points for key, _ in point.parts}
    speakers = {
        key: Speaker.objects.create(congress=congress, name=name, function=function, position=position)
        for position, (key, (name, function)) in enumerate(SPEAKERS.items())
        if key in named
    }
    for point in points:
        session = save_session(
            Session(
                congress=congress,
                room=made[point.room] if point.room else None,
                title=point.title,
                abstract=point.abstract,
                kind=point.kind,
                starts=start + timedelta(minutes=point.begin),
                ends=start + timedelta(minutes=point.end),
                capacity=point.capacity,
            )
        )
        for position, (key, role) in enumerate(point.parts):
            SessionSpeaker.objects.create(session=session, speaker=speakers[key], role=role, position=position)


def _load_questions(live: LiveSession, start: datetime) -> None:
    """Questions in every state, each by somebody else, with votes of so many people, and polls."""
    people = [
        Participant.objects.create(session=live, key=keys.voter_key(live, keys.new_token())) for _ in range(VOTERS)
    ]
    for number, asked in enumerate(QUESTIONS):
        question = _question(live, people[number], asked, start)
        voters = (people[(number * 7 + step) % VOTERS] for step in range(asked.votes))
        QuestionVote.objects.bulk_create(QuestionVote(question=question, voter=voter) for voter in voters)
    live.rev = len(QUESTIONS)
    live.votes_rev = 1
    live.save()
    _moderate(live)
    demo_polls.load(live, people)


def _moderate(live: LiveSession) -> None:
    """What the moderator has done with questions, by the same actions as at the desk."""
    pks = dict(live.questions.values_list("text", "pk"))
    for asked in sorted(QUESTIONS, key=lambda one: one.pinned or 0):
        which: dict[str, Any] = {
            "actor": person("moderator"),
            "session_id": live.pk,
            "question_id": pks[asked.text],
        }
        if asked.labels:
            actions.label_question(**which, labels=asked.labels)
        if asked.pinned:
            actions.pin_question(**which, position=asked.pinned)
        if asked.answer:
            actions.answer_in_writing(**which, text=asked.answer)
        if asked.into:
            actions.merge_questions(**which, into=pks[asked.into])


def _question(live: LiveSession, asker: Participant, asked: Asked, start: datetime) -> LiveQuestion:
    created = start + timedelta(minutes=asked.asked)
    waited = asked.state in {QuestionState.SUBMITTED, QuestionState.REJECTED, QuestionState.WITHDRAWN}
    return LiveQuestion.objects.create(
        session=live,
        participant=asker,
        text=asked.text,
        identity=asked.identity,
        shown_name=asked.name,
        state=asked.state,
        reason=asked.reason or "",
        answered_how=AnsweredHow.ORAL if asked.state == QuestionState.ANSWERED else "",
        score=asked.votes,
        score_version=1 if asked.votes else 0,
        version=1 if asked.state == QuestionState.SUBMITTED else 2,
        changed_by=person("moderator") if asked.state in {QuestionState.ANSWERED, QuestionState.REJECTED} else None,
        created=created,
        published=None if waited else created + timedelta(minutes=1),
        staged=start + timedelta(minutes=26) if asked.state == QuestionState.ON_STAGE else None,
        answered=created + timedelta(minutes=12) if asked.state == QuestionState.ANSWERED else None,
    )


def _move(congress: Congress, start: datetime) -> None:
    """Bring the congress to now again, once its live session is over; what people did in it stays."""
    live = _live_now(congress)
    if live.programme.ends > now():
        return
    by = start - live.programme.starts
    for session in congress.sessions.all():
        session.starts += by
        session.ends += by
        session.save(update_fields=["starts", "ends"])
    points = congress.sessions.order_by("starts")
    congress.starts = timezone.localdate(points[0].starts)
    congress.ends = max(timezone.localdate(session.ends) for session in points)
    congress.save(update_fields=["starts", "ends"])
    for question in live.questions.all():
        for name in ("created", "published", "staged", "answered"):
            value = getattr(question, name)
            setattr(question, name, value + by if value else None)
        question.save()
    live.state, live.opened, live.closed, live.rev = LiveState.OPEN, start, None, live.rev + 1
    if live.voter_key is None:  # destroyed since: without one nobody could join
        live.voter_key, live.key_destroyed = new_secret(), None
    live.save()
    demo_polls.reopen(live)
