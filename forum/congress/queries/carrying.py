"""Reads of questions on their way into the forum and back."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from forum.congress.carry import CARRY_STATES
from forum.congress.enums import CongressStatus, QuestionState
from forum.congress.models import LiveQuestion, LiveSession
from forum.core.errors import NotFoundError

SHOWN: frozenset[QuestionState] = frozenset({QuestionState.DEFERRED, QuestionState.ANSWERED})


def _with_sets(questions: QuerySet[LiveQuestion]) -> QuerySet[LiveQuestion]:
    return questions.prefetch_related(Prefetch("merged", LiveQuestion.objects.order_by("pk")))


def also_asked(question: LiveQuestion) -> list[str]:
    """Approved wordings of the questions that were merged into this one (read along by the queries here)."""
    return [merged.text for merged in question.merged.all() if merged.cleared]


def to_carry(live: LiveSession) -> list[LiveQuestion]:
    """Questions of a session that may become threads: the deferred first, then by score."""
    found = _with_sets(live.questions.filter(state__in=CARRY_STATES, thread=None)).order_by("-score", "pk")
    return sorted(found, key=lambda question: question.state != QuestionState.DEFERRED)


def carried(live: LiveSession) -> list[LiveQuestion]:
    """Questions of a session that are threads, in the order of their threads."""
    found = live.questions.filter(thread__isnull=False).select_related("thread")
    return list(found.order_by("thread", "pk"))


def chosen_to_carry(live: LiveSession, question_ids: Collection[int]) -> list[LiveQuestion]:
    """These questions of the session, most wanted first; raises ``NotFoundError`` when one is not of it."""
    found = list(
        _with_sets(live.questions.filter(pk__in=question_ids)).select_related("thread").order_by("-score", "pk")
    )
    if len(found) != len(set(question_ids)):
        raise NotFoundError
    return found


def of_threads(thread_ids: Collection[int]) -> QuerySet[LiveQuestion]:
    """Questions that lead to these threads, as everybody may see them: of published congresses."""
    found = LiveQuestion.objects.filter(
        thread__in=thread_ids, state__in=SHOWN, session__programme__congress__status=CongressStatus.PUBLISHED
    )
    return _with_sets(found).select_related("session__programme__congress").order_by("-score", "pk")


def sessions_of_thread(thread_id: int) -> list[int]:
    """Live sessions with questions that lead to this thread, in the order in which they are locked."""
    found = LiveSession.objects.filter(questions__thread=thread_id)
    return list(found.order_by("pk").values_list("pk", flat=True).distinct())
