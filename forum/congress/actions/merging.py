"""Sets of questions that ask the same: one leads, the others show as "also asked as".

Votes stay stored with the question for which they were cast. The score of a leader is the number of distinct people
over its whole set, that of a merged question the number of its own. ``merged_into`` always names the leader of the
set, ``merged_with`` the question with which staff merged it: so a chain is flat to read, and the way back is exact.
"""

from collections.abc import Iterable

from django.db import transaction

from forum.accounts.models import User
from forum.congress import queries, rules
from forum.congress.actions.revisions import advance
from forum.congress.actions.shortlist import place
from forum.congress.actions.steps import SETS, enter, move, require_time, require_unchanged, require_version
from forum.congress.enums import QuestionState, Verb
from forum.congress.events import SetsChanged
from forum.congress.models import LiveQuestion, LiveSession, QuestionVote
from forum.core.errors import ConflictError, InvalidError
from forum.core.events import emit


@transaction.atomic
def merge_questions(
    *,
    actor: User,
    session_id: int,
    question_id: int,
    into: int,
    approve: bool = False,
    version: int | None = None,
    into_version: int | None = None,
) -> LiveQuestion:
    """Let another question of the session lead this one and all that were merged into it; returns the merged one.

    Wordings that were approved before show as "also asked as", others stay with the desk; ``approve`` approves this
    one on its way, with an audit row of its own, and changes nothing for one that is approved already.
    ``into_version`` is the leader's version that the actor saw. Repeating one's own last act changes nothing. Raises
    ``NotFoundError`` for either question and unless the actor is staff of this congress,
    ``InvalidError("merge_into_itself")``, ``ConflictError`` (``session_closed``; ``changed_meanwhile`` with ``by`` for
    either question; ``wrong_state``; ``wrong_leader`` with ``state``).
    """
    live, question = enter(actor, session_id, question_id)
    leader = queries.access_question(live=live, question_id=into)
    if leader.pk == question.pk:
        raise InvalidError("merge_into_itself", field="into")
    require_time(live, Verb.MERGE)
    if question.merged_with_id == leader.pk and question.changed_by_id == actor.pk:
        return question
    require_unchanged(question, Verb.MERGE, version)
    require_version(leader, into_version)
    if leader.state not in rules.LEADERS:
        raise ConflictError("wrong_leader", state=leader.state)
    if approve and question.state == QuestionState.SUBMITTED:
        move(live, question, Verb.APPROVE, QuestionState.APPROVED, actor=actor)
    moved = _put_in(live, question, leader, actor)
    _changed(live, [question, leader], [*moved, leader])
    return question


@transaction.atomic
def unmerge_question(*, actor: User, session_id: int, question_id: int, version: int | None = None) -> LiveQuestion:
    """Take a question out of its set again: state, votes and scores are as if they had never been merged, and it has
    its place on the shortlist again.

    What was merged into it goes with it. Repeating one's own last act changes nothing. Raises as ``merge_questions``.
    """
    live, question = enter(actor, session_id, question_id)
    require_time(live, Verb.UNMERGE)
    if question.state == question.state_before_merge and question.changed_by_id == actor.pk:
        return question
    require_unchanged(question, Verb.UNMERGE, version)
    leader = question.merged_into
    moved = _take_out(live, question, actor)
    leaders = [leader] if leader else []
    _changed(live, [question, *leaders], [*moved, *leaders])
    return question


def set_free(live: LiveSession, leader: LiveQuestion, *, actor: User | None) -> list[LiveQuestion]:
    """Take out of its set whatever was merged with this leader, before it leaves the hall; returns what changed."""
    moved: list[LiveQuestion] = []
    first = list(leader.merged.filter(merged_with=leader).order_by("pk"))
    for question in first:
        moved += _take_out(live, question, actor)
    if first:
        recount([leader, *first])
        emit(SetsChanged(live.pk, tuple(one.pk for one in (leader, *first))))
    return moved


def leave_set(live: LiveSession, question: LiveQuestion) -> list[LiveQuestion]:
    """Take a merged question out of its set for good; the others stay. Returns those that changed."""
    leader, parent = question.merged_into, question.merged_with
    if leader is None:
        return []
    others = list(leader.merged.filter(merged_with=question))
    for one in others:
        one.merged_with = parent
    LiveQuestion.objects.bulk_update(others, ["merged_with"])
    question.merged_into = question.merged_with = None
    question.save(update_fields=SETS)
    recount([leader])
    emit(SetsChanged(live.pk, (leader.pk, question.pk)))
    return [*others, leader]


def _put_in(live: LiveSession, question: LiveQuestion, leader: LiveQuestion, actor: User) -> list[LiveQuestion]:
    """Let a question and what was merged into it be led by another; returns what changed."""
    others = list(question.merged.order_by("pk"))
    for one in others:
        one.merged_into = leader
    LiveQuestion.objects.bulk_update(others, ["merged_into"])
    question.state_before_merge, question.pinned_before_merge = question.state, question.pinned
    question.merged_into = question.merged_with = leader
    facts: dict[str, object] = {"into": leader.pk}
    return [*others, *move(live, question, Verb.MERGE, QuestionState.MERGED, actor=actor, facts=facts)]


def _take_out(live: LiveSession, question: LiveQuestion, actor: User | None) -> list[LiveQuestion]:
    """Make a merged question the leader of itself and of what was merged with it; returns what changed."""
    leader_id = question.merged_into_id
    under = _under(question)
    for one in under:
        one.merged_into = question
    LiveQuestion.objects.bulk_update(under, ["merged_into"])
    question.merged_into = question.merged_with = None
    target = QuestionState(question.state_before_merge)
    facts: dict[str, object] = {"out_of": leader_id}
    moved = move(live, question, Verb.UNMERGE, target, actor=actor, facts=facts)
    return [*under, *_back_to_place(live, question), *moved]


def _back_to_place(live: LiveSession, question: LiveQuestion) -> list[LiveQuestion]:
    """Put a question on the shortlist again if it was there before it was merged; returns the others that moved."""
    if question.state != QuestionState.APPROVED or question.pinned_before_merge is None:
        return []
    others = place(live, question, question.pinned_before_merge)
    question.save(update_fields=["pinned"])
    return others


def _under(question: LiveQuestion) -> list[LiveQuestion]:
    """What was merged with this question, directly or by way of another."""
    whole = list(LiveQuestion.objects.filter(merged_into=question.merged_into_id).order_by("pk"))
    found, known = [], {question.pk}
    for _ in whole:
        more = [one for one in whole if one.merged_with_id in known and one.pk not in known]
        if not more:
            break
        found += more
        known |= {one.pk for one in more}
    return found


def _changed(live: LiveSession, recounted: list[LiveQuestion], moved: list[LiveQuestion]) -> None:
    recount(recounted)
    advance(live, moved)
    emit(SetsChanged(live.pk, tuple(one.pk for one in recounted)))


def recount(questions: Iterable[LiveQuestion]) -> None:
    """Count the distinct voters of each question and its set anew; a score that differs gets a new version."""
    for question in questions:
        members = [question.pk, *question.merged.values_list("pk", flat=True)]
        score = QuestionVote.objects.filter(question__in=members).values("voter").distinct().count()
        if score != question.score:
            question.score = score
            question.score_version += 1
            question.save(update_fields=["score", "score_version"])
