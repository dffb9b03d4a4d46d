"""What moderators and hosts do with questions: one function over one table of transitions."""

from datetime import datetime

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries, rules
from forum.congress.actions.revisions import advance, require_open
from forum.congress.enums import QuestionState, RejectReason, Verb
from forum.congress.models import LiveQuestion, LiveSession
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError, NotFoundError


@transaction.atomic
def moderate_question(
    *,
    actor: User,
    session_id: int,
    question_id: int,
    verb: Verb,
    version: int | None = None,
    reason: RejectReason | None = None,
) -> LiveQuestion:
    """Move a question along ``rules.TRANSITIONS``, with one audit row and one new revision of the session.

    ``version`` is the version of the question that the actor saw. Putting a question on stage takes the one before back
    to the approved ones. Repeating one's own last act changes nothing. Raises ``NotFoundError`` unless the actor is
    staff of this congress, ``ConflictError`` (``session_closed``; ``changed_meanwhile`` with ``by`` when somebody else
    changed the question; ``wrong_state``) and ``InvalidError("reason_required")``.
    """
    live = queries.access_desk(session_id=session_id, reader=actor).live
    live = queries.lock_session(live.pk)
    question = queries.access_question(live=live, question_id=question_id)
    step = rules.TRANSITIONS[verb]
    if step.who is not rules.Who.STAFF:
        raise NotFoundError
    if step.needs_reason != (reason is not None):
        code = "reason_required" if step.needs_reason else "reason_not_allowed"
        raise InvalidError(code, field="reason")
    require_open(live)
    if question.state == step.target and question.changed_by_id == actor.pk and question.reason == (reason or ""):
        return question
    _require_unchanged(question, verb, version)
    moved = [*(_clear_stage(actor, live) if verb == Verb.STAGE else []), question]
    _move(question, step, actor, reason, now())
    advance(live, moved)
    return question


def _require_unchanged(question: LiveQuestion, verb: Verb, version: int | None) -> None:
    if version is not None and version != question.version:
        raise ConflictError("changed_meanwhile", by=question.changed_by.name if question.changed_by else "")
    if not rules.may_move(verb, question.state):
        raise ConflictError("wrong_state", state=question.state)


def _clear_stage(actor: User, live: LiveSession) -> list[LiveQuestion]:
    """Take whatever is on stage back to the approved questions: only one can be there."""
    questions = list(live.questions.filter(state=QuestionState.ON_STAGE))
    for question in questions:
        _move(question, rules.TRANSITIONS[Verb.UNSTAGE], actor, None, now())
    return questions


def _move(
    question: LiveQuestion, step: rules.Transition, actor: User, reason: RejectReason | None, moment: datetime
) -> None:
    before = question.state
    question.state = step.target
    question.reason = reason or ""
    question.staged = moment if step.target == QuestionState.ON_STAGE else None
    question.answered = moment if step.target == QuestionState.ANSWERED else None
    if step.target in rules.VOTE_STATES and question.published is None:
        question.published = moment
    question.version += 1
    question.changed_by = actor
    question.save(update_fields=["state", "reason", "staged", "answered", "published", "version", "changed_by"])
    facts = {"session": question.session_id, "from": before, "to": question.state, "reason": question.reason}
    record(actor=actor, action=f"live_question.{step.verb.value}", target=question, facts=facts)
