"""Reads of notices: who may ask for one, and who is to be told."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.congress import notice_links
from forum.congress.enums import QuestionState, Stream
from forum.congress.models import AnswerNotice, LiveQuestion, LiveSession, Participant
from forum.congress.queries.documentation import access_documentation, is_documented, publication_numbers
from forum.congress.queries.live import LiveAccess, access_attendee
from forum.core.errors import ConflictError, NotFoundError

AWAITED: Final = frozenset({QuestionState.APPROVED, QuestionState.ON_STAGE, QuestionState.DEFERRED})
"""States of questions whose answer the hall waits for; their asker also waits while it is checked."""
CONFIRM_DAYS: Final = 7
KEPT_FOR: Final = timedelta(days=365)
MOST_WAITING: Final = 3
"""Notices that one address may have that nobody has confirmed; further ones are not sent a mail."""


def access_notices(*, session_id: int, reader: Reader, token: str, podium: str) -> LiveAccess:
    """Gate to asking for notices: as to the public stream, and for everybody once the documentation is published."""
    try:
        return access_attendee(session_id=session_id, reader=reader, token=token, podium=podium)
    except NotFoundError:
        return LiveAccess(access_documentation(session_id=session_id, reader=reader), Stream.PUBLIC)


def awaited_numbers(live: LiveSession) -> dict[str, str]:
    """By their number in the documentation the ids of the questions whose answer everybody can wait for."""
    if not is_documented(live) or live.imported:
        return {}
    numbers = publication_numbers(live)
    waiting = live.questions.filter(state__in=AWAITED, published__isnull=False).order_by("published", "pk")
    return {str(numbers[str(pk)]): str(pk) for pk in waiting.values_list("pk", flat=True)}


def access_awaited(*, live: LiveSession, participant: Participant | None, question_id: int) -> LiveQuestion:
    """The question whose answer can be waited for; for one that was merged, the one that leads the set.

    Raises ``NotFoundError`` for a question that the caller cannot see, ``ConflictError("already_answered")``.
    """
    question = LiveQuestion.objects.select_related("merged_into").filter(session=live, pk=question_id).first()
    own = question is not None and participant is not None and question.participant_id == participant.pk
    if question is not None and own and question.merged_into is not None:
        question = question.merged_into
    if question is not None and question.state == QuestionState.ANSWERED:
        raise ConflictError("already_answered")
    awaited = AWAITED | {QuestionState.SUBMITTED} if own else AWAITED
    if question is None or question.state not in awaited:
        raise NotFoundError
    return question


def awaited_by(*, live: LiveSession, user: User) -> list[int]:
    """Questions of the session of whose answer this account wants to be told."""
    found = AnswerNotice.objects.filter(question__session=live, user=user).order_by("question")
    return list(found.values_list("question", flat=True))


def notice_of(token: str, *, lock: bool = False) -> AnswerNotice | None:
    """The notice that a link names; ``None`` once it is gone. Raises ``NotFoundError`` for a link that is not ours."""
    named = notice_links.named(token)
    if named is None:
        raise NotFoundError
    rows = AnswerNotice.objects.select_related("question__session__programme__congress", "user")
    rows = rows.select_for_update(of=("self",)) if lock else rows
    return rows.filter(pk=named[0], nonce=named[1]).first()


def to_be_told(questions: Collection[LiveQuestion]) -> QuerySet[AnswerNotice]:
    """Confirmed notices of these questions and of those merged into them, locked."""
    ids = [question.pk for question in questions]
    wanted = AnswerNotice.objects.filter(Q(question__in=ids) | Q(question__merged_into__in=ids), confirmed=True)
    return wanted.select_related("question__merged_into", "user").select_for_update(of=("self",)).order_by("pk")


def due_to_be_told(before: datetime) -> QuerySet[LiveQuestion]:
    """Questions that were answered before this moment and for which somebody still waits, each once."""
    waits = AnswerNotice.objects.filter(confirmed=True)
    own, merged = waits.filter(question=OuterRef("pk")), waits.filter(question__merged_into=OuterRef("pk"))
    answered = LiveQuestion.objects.filter(state=QuestionState.ANSWERED, answered__lte=before)
    return answered.filter(Exists(own) | Exists(merged)).order_by("pk")


def expired(today: date) -> QuerySet[AnswerNotice]:
    """Notices that nobody has confirmed within a week, or whose question found no answer within a year."""
    waiting = Q(confirmed=False, asked_on__lt=today - timedelta(days=CONFIRM_DAYS))
    return AnswerNotice.objects.filter(waiting | Q(asked_on__lt=today - KEPT_FOR))
