"""Fills the demo's open session with 500 questions that everybody sees and some that only the desk sees.

Another session with the same questions is over and documented.

``python -m scripts.full_hall``, with the environment of the server whose database it fills.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

SEEN = 500
"""Questions that attendees see; the benchmark waits for so many."""
WAITING, REJECTED = 60, 20
DOCUMENTED_CODE = "D7KU4A"
"""Of the session that is over; whoever types it is led to the documentation."""
LABELS = ("Räume", "Zuständigkeiten", "Öffentlichkeitsarbeit", "Kosten")
TEXTS = (
    "Wie gewinnt man das Ordnungsamt für die gemeinsame Runde?",
    "Gibt es eine Vorlage für das Protokollblatt, die Sie mit anderen Kommunen teilen würden?",
    "Was tun, wenn eine Seite das Gespräch ablehnt und auch auf eine schriftliche Einladung nicht reagiert?",
    "Wer übernimmt die Kosten, wenn die Mediation über das Haushaltsjahr hinausgeht und der Rat noch nicht beschlossen "
    "hat, ob die Koordinierungsstelle im nächsten Doppelhaushalt weitergeführt wird?",
    "Wie lange hat es bis zum Ratsbeschluss gedauert?",
)


def states() -> Iterator[dict[str, Any]]:
    """What is particular about each question, in the order of asking."""
    for number in range(SEEN):
        if number < 60:
            yield {"state": "answered", "answered_how": "oral"}
        elif number < 80:
            yield {"state": "deferred"}
        elif number == 80:
            yield {"state": "on_stage"}
        else:
            yield {"state": "approved", "pinned": number - 80 if number <= 88 else None}
    yield from ({"state": "submitted"} for _ in range(WAITING))
    yield from ({"state": "rejected", "reason": "unclear"} for _ in range(REJECTED))


def fill() -> None:
    """Put the questions into the session that is open in the demo, in place of its own, and into one that is over."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from forum.congress import demo
    from forum.congress.models import LiveSession
    from forum.core.clock import now

    live = LiveSession.objects.get(code=demo.join_code().replace(" ", ""))
    live.questions.all().delete()
    _ask(live)
    point = live.programme.congress.sessions.filter(live=None).order_by("pk")[0]
    over = LiveSession.objects.create(
        programme=point, code=DOCUMENTED_CODE, state="closed", opened=now(), closed=now(), documented=now()
    )
    _ask(over)


def _ask(live: Any) -> None:
    from forum.congress.models import LiveQuestion, Participant
    from forum.core.clock import now

    asker = Participant.objects.create(session=live, key="0" * 64)
    start = now() - timedelta(hours=1)
    rows = []
    for number, facts in enumerate(states()):
        asked = start + timedelta(seconds=5 * number)
        shown = facts["state"] not in {"submitted", "rejected"}
        rows.append(
            LiveQuestion(
                session=live,
                participant=asker,
                text=f"{TEXTS[number % len(TEXTS)]} ({number + 1})",
                labels=[LABELS[number % len(LABELS)]] if number % 3 == 0 else [],
                score=(number * 7919) % 97 if shown else 0,
                created=asked,
                published=asked if shown else None,
                staged=now() if facts["state"] == "on_stage" else None,
                answered=asked if facts["state"] == "answered" else None,
                **facts,
            )
        )
    LiveQuestion.objects.bulk_create(rows)


if __name__ == "__main__":
    fill()
