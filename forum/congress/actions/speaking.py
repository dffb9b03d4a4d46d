"""Who speaks in a point of the programme. People of a congress are known by their names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from forum.congress import timetable
from forum.congress.enums import SpeakerRole
from forum.congress.events import AccessEnded
from forum.congress.models import Congress, LiveSession, Session, SessionSpeaker, Speaker
from forum.core.errors import InvalidError
from forum.core.events import emit


@dataclass(frozen=True)
class PartGiven:
    """Somebody's part as hosts write it."""

    name: str
    role: SpeakerRole
    function: str = ""
    topic: str = ""


def same_parts(session: Session, parts: Sequence[PartGiven]) -> bool:
    """Whether the point already has exactly these parts in this order."""
    rows = session.speaking.select_related("speaker").order_by("position", "pk")
    there = [(row.speaker.name, row.role, row.speaker.function, row.topic) for row in rows]
    return there == [(part.name, part.role, part.function, part.topic) for part in parts]


def set_parts(session: Session, parts: Sequence[PartGiven]) -> None:
    """Give the point exactly these parts, in this order; for an action's transaction, under the congress's lock.

    A name that the congress knows is the same person, whose function is the one given last. Who has no part left and
    no topic of their own is dropped from the congress. Raises ``InvalidError`` for names that do not hold.
    """
    rows: list[SessionSpeaker] = []
    for position, part in enumerate(parts):
        speaker = _speaker(session.congress, part)
        if any(row.speaker_id == speaker.pk for row in rows):
            raise InvalidError("named_twice", field="parts", name=speaker.name)
        topic = timetable.clean_title(part.topic, field="parts", shortest=0)
        rows.append(SessionSpeaker(session=session, speaker=speaker, role=part.role, topic=topic, position=position))
    gone = set(session.speaking.values_list("speaker", flat=True)) - {row.speaker_id for row in rows}
    session.speaking.all().delete()
    SessionSpeaker.objects.bulk_create(rows)
    lives = tuple(LiveSession.objects.filter(programme=session).values_list("pk", flat=True)) if gone else ()
    for speaker_id in sorted(gone):
        emit(AccessEnded(lives, speaker_id=speaker_id))
    session.congress.speakers.filter(speaking=None, topic="").delete()


def _speaker(congress: Congress, part: PartGiven) -> Speaker:
    name = timetable.clean_title(part.name, field="parts", longest=120)
    function = timetable.clean_title(part.function, field="parts", shortest=0)
    speaker = congress.speakers.filter(name=name).first()
    if speaker is None:
        last = congress.speakers.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        return Speaker.objects.create(congress=congress, name=name, function=function, position=position)
    if speaker.function != function:
        speaker.function = function
        speaker.save(update_fields=["function"])
    return speaker
