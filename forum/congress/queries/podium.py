"""The podium: speakers' secret links, the gate they open, and what each has written."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from forum.congress import keys
from forum.congress.models import LiveAnswer, LiveSession, SessionSpeaker, Speaker, SpeakerLink
from forum.core.errors import NotFoundError

OWN_FOR: Final = timedelta(minutes=10)
"""So long speakers may change or take back what they have written; then it is part of the documentation."""


@dataclass(frozen=True)
class PodiumAccess:
    """A gate that was passed by a speaker's link: to which session, and as whom."""

    live: LiveSession
    part: SessionSpeaker

    @property
    def speaker(self) -> Speaker:
        return self.part.speaker


def speaking_parts(live: LiveSession) -> QuerySet[SessionSpeaker]:
    """Who speaks in this point of the programme, in order."""
    rows = SessionSpeaker.objects.select_related("speaker").filter(session=live.programme_id)
    return rows.order_by("position", "pk")


def speaker_keys(live: LiveSession) -> list[tuple[SessionSpeaker, str]]:
    """Everybody who speaks, with the secret of their link."""
    nonces = dict(SpeakerLink.objects.filter(session=live).values_list("speaker", "nonce"))
    rows = speaking_parts(live)
    return [(part, keys.speaker_key(live, part.speaker_id, nonces.get(part.speaker_id, ""))) for part in rows]


def grant_podium(*, live: LiveSession, key: str) -> str:
    """The grant for a browser that shows a speaker's key; raises ``NotFoundError("unknown_key")`` for a wrong one."""
    for part, expected in speaker_keys(live):
        if keys.same(key, expected):
            return keys.podium_grant(part.speaker_id, key)
    raise NotFoundError("unknown_key")


def part_of_grant(live: LiveSession, grant: str) -> SessionSpeaker | None:
    """Whose grant this is, while that person speaks in this session and the link has not been renewed."""
    if not grant:
        return None
    for part, key in speaker_keys(live):
        if keys.same(grant, keys.podium_grant(part.speaker_id, key)):
            return part
    return None


def own_answers(access: PodiumAccess, moment: datetime) -> QuerySet[LiveAnswer]:
    """What the speaker has written in this session and may still change at this moment."""
    written = LiveAnswer.objects.filter(question__session=access.live, speaker=access.speaker)
    return written.filter(created__gt=moment - OWN_FOR).order_by("pk")
