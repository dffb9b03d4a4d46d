"""What the forum is told of the live questions behind its threads, and the congress of the answers there."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from forum.congress import queries
from forum.congress.models import LiveQuestion, LiveSession
from forum.core.ports import Origin
from forum.threads.enums import Access, State
from forum.threads.models import Thread
from forum.threads.projections import excerpt, url_of
from forum.threads.standing import standing_answers


def documentation_path(live: LiveSession) -> str:
    """The public page of a session once it is closed."""
    return f"/live/{live.pk}/dokumentation"


def documentation_url(live: LiveSession) -> str:
    """The same as an address that can be scanned, typed and sent."""
    return f"{settings.BASE_URL}{documentation_path(live)}"


def origins(thread_ids: Collection[int]) -> dict[int, list[Origin]]:
    """Where these threads came from; see ``forum.core.ports``."""
    found: dict[int, list[Origin]] = {}
    for question in queries.of_threads(thread_ids):
        if question.thread_id is not None:
            found.setdefault(question.thread_id, []).append(_origin(question))
    return found


def _origin(question: LiveQuestion) -> Origin:
    live, programme = question.session, question.session.programme
    published = queries.is_documented(live)  # else neither page nor name has left the hall
    return Origin(
        question=question.text,
        by=question.shown_name if published else "",
        votes=question.score,
        also=tuple(queries.also_asked(question)),
        labels=tuple(question.labels),
        session=programme.title,
        congress=programme.congress.title,
        date=timezone.localtime(programme.starts).date(),
        url=documentation_path(live) if published else "",
        fictional=programme.congress.fictional,
    )


@dataclass(frozen=True)
class ForumAnswer:
    """What everybody may know of the thread of a question and of the answer that stands in it.

    ``title`` and ``text`` (the beginning of the answer) are empty where the category is not public; ``url`` leads to
    the answer, else to the thread; ``at`` is ``None`` without an answer.
    """

    url: str
    title: str
    text: str
    at: datetime | None


def forum_answers(questions: Iterable[LiveQuestion]) -> dict[int, ForumAnswer]:
    """By question id, for those that are threads; in as many statements for one question as for a thousand."""
    led = {question.pk: question.thread_id for question in questions if question.thread_id is not None}
    ids = set(led.values())
    threads = Thread.objects.select_related("category").in_bulk(ids) if ids else {}
    answers = standing_answers(ids) if ids else {}
    found = {}
    for question_id, thread_id in led.items():
        thread, answer = threads[thread_id], answers.get(thread_id)
        public = thread.category.access == Access.PUBLIC and thread.state == State.PUBLISHED
        found[question_id] = ForumAnswer(
            url=url_of(thread, (answer.number or 1) if answer else 1) if public else f"/t/{thread.pk}",
            title=thread.title if public else "",
            text=excerpt(answer) if public and answer else "",
            at=answer.created if answer else None,
        )
    return found
