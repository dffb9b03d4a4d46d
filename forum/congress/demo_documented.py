"""A workshop of the second demo congress that is over: its documentation shows what becomes of questions in the end.

Some were answered on stage or in writing, two went on in the forum, one of them was answered there. All invented.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from forum.accounts.demo import person
from forum.congress import actions, keys
from forum.congress.demo import SECOND
from forum.congress.demo_programme import LIVE_TITLE
from forum.congress.enums import (
    AnsweredHow,
    Function,
    Identity,
    LiveState,
    QuestionState,
    SessionKind,
    SpeakerRole,
)
from forum.congress.models import (
    Congress,
    LiveAnswer,
    LiveQuestion,
    LiveSession,
    Participant,
    QuestionVote,
    Room,
    Session,
    SessionSpeaker,
    Speaker,
)
from forum.congress.texts import save_session
from forum.municipalities.enums import SizeClass
from forum.threads.actions import answer

TITLE: Final = "Die erste Beschwerde ernst nehmen"
ABSTRACT: Final = (
    "Was tun, wenn sich zum ersten Mal jemand beschwert? Eine **Fallwerkstatt** mit drei kurzen Berichten aus "
    "Rathäusern."
)
CODE: Final = "W3RKST"
QUESTION_TIMES: Final = ("created", "published", "answered")
CATEGORY: Final = "aufbau"
BEFORE: Final = timedelta(minutes=150)
LENGTH: Final = timedelta(minutes=75)
SIZES: Final = (*[SizeClass.FROM_20] * 14, *[SizeClass.FROM_100] * 12, *[""] * 15)
SAID: Final = (*[Function.INTEGRATION] * 17, *[Function.SOCIAL] * 13, *[""] * 11)
FORUM_ANSWER: Final = (
    "*Beispieldaten*\n\nWir haben mit einem einzigen Blatt angefangen: Datum, Ort, worum es geht, wer sich kümmert, "
    "bis wann. Es liegt in allen Ämtern gleich aus, und die Koordinierungsstelle bekommt eine Kopie. Nach einem halben "
    "Jahr sahen wir, dass sich die Hälfte der Beschwerden um drei Orte drehte."
)


@dataclass(frozen=True)
class Past:
    """A question of the workshop, asked so many minutes after its start, with so many votes."""

    text: str
    asked: int
    votes: int
    how: AnsweredHow | None = None
    answer: str = ""
    identity: Identity = Identity.ANONYMOUS
    name: str = ""
    verified: bool = False
    labels: tuple[str, ...] = ()
    carried: bool = False
    also: str = ""


RECORDED: Final = "Wie halten Sie Beschwerden fest, die in verschiedenen Ämtern ankommen?"
PAST: Final = (
    Past(
        "Ab wann ist eine Beschwerde mehr als eine Beschwerde?",
        6,
        27,
        AnsweredHow.WRITTEN,
        "Wenn sie zum dritten Mal kommt, wenn sich zwei Seiten beschweren oder wenn jemand ankündigt, selbst zu "
        "handeln.\nDann rufen wir alle Beteiligten einzeln an, bevor wir zusammen einladen.",
        labels=("Erkennen",),
        also="Woran erkennt man, dass es ernst wird?",
    ),
    Past("Wer ruft zuerst zurück?", 9, 18, AnsweredHow.ORAL, labels=("Zuständigkeit",)),
    Past(RECORDED, 14, 24, identity=Identity.MUNICIPALITY, name="Beispielburg", verified=True, carried=True),
    Past(
        "Wie gehen Sie mit anonymen Beschwerden um?",
        21,
        15,
        identity=Identity.PSEUDONYM,
        name="Ratlos im Rathaus",
        carried=True,
        labels=("Recht",),
    ),
    Past(
        "Gibt es eine Fortbildung für Mitarbeitende am Telefon?",
        30,
        11,
        AnsweredHow.ORAL,
        identity=Identity.NAMED,
        name="Jonas Weiß",
        verified=True,
    ),
    Past("Wie viel Zeit brauchen Sie für einen Fall im Durchschnitt?", 41, 7),
)


@transaction.atomic
def load() -> None:
    """Load it; repeating it changes nothing but the times, when the congress was moved.

    Needs the demo of the congresses and of the forum.
    """
    congress = Congress.objects.get(slug=SECOND)
    live = LiveSession.objects.select_related("programme").filter(programme__congress=congress, code=CODE).first()
    if live is not None:
        _move(live)
        return
    start = congress.sessions.get(title=LIVE_TITLE).starts - BEFORE
    live = _workshop(congress, start)
    people = [
        Participant.objects.create(
            session=live, key=keys.voter_key(live, keys.new_token()), size_class=size, function=function
        )
        for size, function in zip(SIZES, SAID, strict=True)
    ]
    asked = {past.text: _ask(live, people, past, start) for past in PAST}
    actions.close_session(actor=person("moderator"), session_id=live.pk)  # which counts the groups
    LiveSession.objects.filter(pk=live.pk).update(closed=start + LENGTH)
    carried = [asked[past.text].pk for past in PAST if past.carried]
    actions.carry_over(actor=person("moderator"), session_id=live.pk, category=CATEGORY, question_ids=carried)
    actions.publish_documentation(actor=person("host"), session_id=live.pk, on=True)
    thread = LiveQuestion.objects.get(pk=asked[RECORDED].pk).thread_id
    if thread is not None:
        answer(actor=person("lead"), thread_id=thread, text=FORUM_ANSWER, identity="named")


def _workshop(congress: Congress, start: datetime) -> LiveSession:
    session = save_session(
        Session(
            congress=congress,
            room=Room.objects.get(congress=congress, name="Raum Lippe"),
            title=TITLE,
            abstract=ABSTRACT,
            kind=SessionKind.WORKSHOP,
            starts=start,
            ends=start + LENGTH,
        )
    )
    for position, (name, role) in enumerate((("Jens Brock", SpeakerRole.SPEAKER), ("Leila Haddad", SpeakerRole.CHAIR))):
        speaker = Speaker.objects.get(congress=congress, name=name)
        SessionSpeaker.objects.create(session=session, speaker=speaker, role=role, position=position)
    return LiveSession.objects.create(programme=session, state=LiveState.OPEN, code=CODE, opened=start)


def _ask(live: LiveSession, people: list[Participant], past: Past, start: datetime) -> LiveQuestion:
    created = start + timedelta(minutes=past.asked)
    facts: dict[str, Any] = {"created": created, "published": created + timedelta(minutes=1), "version": 2}
    question = LiveQuestion.objects.create(
        session=live,
        participant=people[past.asked % len(people)],
        text=past.text,
        identity=past.identity,
        shown_name=past.name,
        verified=past.verified,
        labels=list(past.labels),
        state=QuestionState.ANSWERED if past.how else QuestionState.APPROVED,
        answered=created + timedelta(minutes=12) if past.how else None,
        answered_how=past.how or "",
        score=past.votes,
        score_version=1,
        **facts,
    )
    if past.answer:
        moment = created + timedelta(minutes=20)
        LiveAnswer.objects.create(question=question, text=past.answer, by="Jens Brock", created=moment)
    if past.also:
        LiveQuestion.objects.create(
            session=live,
            text=past.also,
            state=QuestionState.MERGED,
            state_before_merge=QuestionState.APPROVED,
            merged_into=question,
            merged_with=question,
            **facts,
        )
    voters = (people[(past.asked + step) % len(people)] for step in range(past.votes))
    QuestionVote.objects.bulk_create(QuestionVote(question=question, voter=voter) for voter in voters)
    return question


def _move(live: LiveSession) -> None:
    by = live.programme.starts - (live.opened or live.programme.starts)
    if not by:
        return
    rows = [(live, ("opened", "closed", "documented")), *((one, QUESTION_TIMES) for one in live.questions.all())]
    for row, names in rows:
        for name in names:
            value = getattr(row, name)
            setattr(row, name, value + by if value else None)
        row.save(update_fields=names)
