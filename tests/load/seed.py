"""Makes the halls that are measured, in a process of its own: ``python -m tests.load.seed`` reads and writes JSON.

In: ``[[name, people, questions, with_polls], ...]``. Out: by name the session, its code, its questions, its polls, a
moderator's cookies, and each person's token.
"""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from forum.congress import keys  # noqa: E402 - needs the apps loaded above
from forum.congress.enums import PollKind, PollResults, QuestionState  # noqa: E402 - likewise
from forum.congress.models import LiveQuestion, LiveSession, Participant  # noqa: E402 - likewise
from forum.core.clock import now  # noqa: E402 - likewise
from tests.factories.accounts import make_user  # noqa: E402 - likewise
from tests.factories.congress import make_live, make_staff  # noqa: E402 - likewise
from tests.factories.polls import make_poll, option_ids  # noqa: E402 - likewise
from tests.realtime.clients import signed_in  # noqa: E402 - likewise

TEXT = "Wie gelingt die Zusammenarbeit der Ämter, wenn die Zuständigkeit zwischen Kreis und Gemeinde liegt? "
LETTERS = 200


def make_polls(live: LiveSession) -> list[dict[str, object]]:
    """An open poll of each kind with live results, and one whose result is hidden."""
    made = [make_poll(live, kind) for kind in PollKind] + [make_poll(live, results=PollResults.HIDDEN)]
    return [
        {"id": str(poll.pk), "kind": poll.kind, "options": option_ids(poll), "hidden": poll.results == "hidden"}
        for poll in made
    ]


def make(people: int, questions: int, with_polls: bool) -> dict[str, object]:
    """An open session without pre-moderation: people who have joined, questions that all may see."""
    live = make_live(premoderation=False)
    tokens = [keys.new_token() for _ in range(people)]
    participants = Participant.objects.bulk_create(
        Participant(session=live, key=keys.voter_key(live, token)) for token in tokens
    )
    moment, asker = now(), Participant.objects.create(session=live, key=keys.voter_key(live, keys.new_token()))
    rows = LiveQuestion.objects.bulk_create(
        LiveQuestion(
            session=live,
            participant=asker,
            text=f"{number}. {TEXT * 3}"[:LETTERS],
            state=QuestionState.APPROVED,
            created=moment,
            published=moment,
        )
        for number in range(1, questions + 1)
    )
    return {
        "session": str(live.pk),
        "code": live.code,
        "moderator": signed_in(make_staff(live, make_user())),
        "questions": [str(row.pk) for row in rows],
        "polls": make_polls(live) if with_polls else [],
        "people": [[person.pk, token] for person, token in zip(participants, tokens, strict=True)],
    }


if __name__ == "__main__":
    json.dump({name: make(*plan) for name, *plan in json.load(sys.stdin)}, sys.stdout)
