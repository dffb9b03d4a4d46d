"""Answers in the forum come back to the questions that were carried there."""

from collections import defaultdict

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries
from forum.congress.actions.revisions import advance
from forum.congress.enums import AnsweredHow, QuestionState
from forum.congress.models import LiveQuestion
from forum.core.clock import now
from forum.threads.standing import standing_answers


@transaction.atomic
def settle_thread(*, actor: User, thread_id: int) -> None:
    """Let the questions that lead to a thread say whether an answer stands there; repeating it changes nothing.

    Called in the transaction of each act that may change that, so nothing is lost between the two. A deferred question
    becomes answered ``forum`` and whoever wanted to hear of it is told; when no answer stands any more it is deferred
    again. One that was answered in the hall or in writing stays so. Each change has an audit row and a revision; the
    hall and the desk do not learn who answered, because in the forum that may be hidden.
    """
    stands = thread_id in standing_answers([thread_id])
    for session_id in queries.sessions_of_thread(thread_id):
        live = queries.lock_session(session_id)
        changed = [one for one in live.questions.filter(thread=thread_id) if _settle(one, stands=stands)]
        for question in changed:
            _store(actor, question)
        if changed:
            advance(live, changed)


@transaction.atomic
def follow_merge(*, actor: User, source_id: int, target_id: int) -> None:
    """Let the questions that led to one thread lead to another, and ask there whether they are answered.

    For the merge of threads, in its transaction; see ``forum.core.ports``.
    """
    moved: dict[int, list[LiveQuestion]] = defaultdict(list)
    for session_id in queries.sessions_of_thread(source_id):
        live = queries.lock_session(session_id)
        for question in live.questions.filter(thread=source_id):
            question.thread_id = target_id
            question.version += 1
            question.save(update_fields=["thread", "version"])
            facts = {"session": session_id, "from": source_id, "to": target_id}
            record(actor=actor, action="live_question.follow_thread", target=question, facts=facts)
            moved[session_id].append(question)
        advance(live, moved[session_id])
    settle_thread(actor=actor, thread_id=target_id)


def settle(question: LiveQuestion, *, actor: User | None) -> None:
    """Let a question that has just been deferred be answered by what stands in its thread, if it has one.

    Under the session's lock; the caller counts the revision.
    """
    thread_id = question.thread_id
    if thread_id is not None and _settle(question, stands=thread_id in standing_answers([thread_id])):
        _store(actor, question)


def _settle(question: LiveQuestion, *, stands: bool) -> bool:
    """Set what follows for the question, from now on; whether that is another state than before."""
    if stands and question.state == QuestionState.DEFERRED:
        question.state = QuestionState.ANSWERED
        question.answered_how = AnsweredHow.FORUM
        question.answered = now()
        return True
    by_forum = question.state == QuestionState.ANSWERED and question.answered_how == AnsweredHow.FORUM
    if not stands and by_forum:
        question.state = QuestionState.DEFERRED
        question.answered_how = ""
        question.answered = None
        return True
    return False


def _store(actor: User | None, question: LiveQuestion) -> None:
    question.version += 1
    question.changed_by = None
    question.save(update_fields=["state", "answered_how", "answered", "version", "changed_by"])
    answered = question.state == QuestionState.ANSWERED
    facts = {"session": question.session_id, "to": question.state, "thread": question.thread_id}
    action = "live_question.answer_in_forum" if answered else "live_question.lose_forum_answer"
    record(actor=actor, action=action, target=question, facts=facts)
