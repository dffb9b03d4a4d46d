"""Carrying questions that found no answer in the hall into the forum."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import carry, queries
from forum.congress.actions.revisions import advance
from forum.congress.actions.running import shut
from forum.congress.actions.shortlist import leave_shortlist
from forum.congress.enums import LiveState, QuestionState
from forum.congress.models import Congress, LiveQuestion, LiveSession
from forum.core.errors import ConflictError
from forum.threads.actions import carry_in
from forum.threads.models import Thread
from forum.threads.queries import access_category, categories


@dataclass(frozen=True)
class CarriedOver:
    """What became of the chosen questions: threads now, threads already, or nothing to carry any more."""

    now: list[LiveQuestion]
    before: list[LiveQuestion]
    left: list[LiveQuestion]


@transaction.atomic
def carry_over(
    *, actor: User, session_id: int, category: str, question_ids: Sequence[int], close: bool = False
) -> CarriedOver:
    """Make threads of deferred and open questions of a closed session; ``close`` closes it in the same transaction.

    Guaranteed: each question becomes a thread once, under any repetition, by however many moderators at once, and after
    the session was opened and closed again; one that was answered, rejected or merged meanwhile is left. Such a
    question is deferred and knows its thread. The category (by its slug) is suggested the next time. Nothing of an
    asker is handed on. Raises ``NotFoundError`` unless the actor is staff of this congress, for a question of
    another session and for a category that the actor may not read; ``ConflictError("session_not_closed")``.
    """
    live = queries.access_desk(session_id=session_id, reader=actor).live
    place = access_category(reader=actor, slug=category)
    # The congress before its sessions: the order of every lock.
    congress = Congress.objects.select_for_update().get(pk=live.programme.congress_id)
    live = queries.lock_session(session_id)
    if close and live.state != LiveState.CLOSED:
        shut(live, actor=actor)
    if live.state != LiveState.CLOSED:
        raise ConflictError("session_not_closed")
    chosen = queries.chosen_to_carry(live, question_ids)
    fresh = [one for one in chosen if one.thread_id is None and one.state in carry.CARRY_STATES]
    if fresh:
        _carry(actor, live, place.slug, fresh)
        congress.carry_category = place
        congress.save(update_fields=["carry_category"])
    moved = {one.pk for one in fresh}
    rest = [one for one in chosen if one.pk not in moved]
    return CarriedOver(
        now=fresh,
        before=[one for one in rest if one.thread_id is not None],
        left=[one for one in rest if one.thread_id is None],
    )


def carry_deferred(live: LiveSession, *, actor: User | None) -> list[LiveQuestion]:
    """Make threads of the deferred questions of a session that has just been closed, under its lock; returns them.

    Only where the congress's questions have a category already, and whoever closes may read it; ``actor`` is ``None``
    when nobody closes: such threads have no author. Each becomes a thread once, as in ``carry_over``.
    """
    place = live.programme.congress.carry_category
    if place is None or (actor is not None and not categories(actor).filter(pk=place.pk).exists()):
        return []
    deferred = [question for question in queries.to_carry(live) if question.state == QuestionState.DEFERRED]
    if deferred:
        _carry(actor, live, place.slug, deferred)
    return deferred


def _carry(actor: User | None, live: LiveSession, category: str, questions: list[LiveQuestion]) -> None:
    texts = [carry.as_thread(question, queries.also_asked(question)) for question in questions]
    threads = carry_in(actor=actor, category=category, questions=texts)
    others = {
        other.pk: other
        for question, thread in zip(questions, threads, strict=True)
        for other in _lead(live, actor, question, thread)
    }
    advance(live, [*questions, *(other for pk, other in others.items() if pk not in {one.pk for one in questions})])


def _lead(live: LiveSession, actor: User | None, question: LiveQuestion, thread: Thread) -> list[LiveQuestion]:
    """Defer a question and let it lead to its thread; returns the others that moved up on the shortlist."""
    before = question.state
    others = leave_shortlist(live, question)
    question.state = QuestionState.DEFERRED
    question.thread = thread
    question.staged = None
    question.version += 1
    question.changed_by = actor
    question.save(update_fields=["state", "thread", "pinned", "staged", "version", "changed_by"])
    facts = {"session": question.session_id, "from": before, "to": question.state, "thread": thread.pk}
    record(actor=actor, action="live_question.carry", target=question, facts=facts)
    return others
