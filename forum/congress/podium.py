"""What a speaker's page shows beyond the public stream, and the links that staff hand out; JSON-ready data."""

from typing import Any

from django.conf import settings

from forum.congress import projections, queries
from forum.congress.models import LiveSession
from forum.core.clock import now

Shape = dict[str, Any]


def podium(access: queries.PodiumAccess) -> Shape:
    """Whose page it is, and which of their answers they may still change."""
    answers = queries.own_answers(access, now())
    return {
        "session": projections.session(access.live.pk),
        "speaker": {"name": access.speaker.name, "role": access.part.role},
        "answers": [{"id": str(one.pk), "until": (one.created + queries.OWN_FOR).isoformat()} for one in answers],
    }


def speaker_links(live: LiveSession) -> list[Shape]:
    """Everybody who speaks, each with a secret link; the key is in the fragment, which no server and no log sees."""
    return [
        {
            "id": str(part.speaker_id),
            "name": part.speaker.name,
            "role": part.role,
            "url": f"{settings.BASE_URL}/live/{live.pk}/podium#{key}",
        }
        for part, key in queries.speaker_keys(live)
    ]
