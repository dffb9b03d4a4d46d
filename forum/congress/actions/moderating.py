"""What moderators and hosts do with questions along the table of transitions: wording, labels, places, states."""

from collections.abc import Sequence

from django.db import transaction

from forum.accounts.models import User
from forum.congress import queries, rules
from forum.congress.actions.merging import set_free
from forum.congress.actions.returning import settle
from forum.congress.actions.revisions import advance
from forum.congress.actions.shortlist import place
from forum.congress.actions.steps import CHANGED, enter, move, note, require_time, require_unchanged, touch
from forum.congress.enums import AnsweredHow, QuestionState, RejectReason, Verb
from forum.congress.events import SetsChanged
from forum.congress.models import LiveQuestion, LiveSession
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.events import emit

MOVES = frozenset(
    {Verb.APPROVE, Verb.UNAPPROVE, Verb.REJECT, Verb.STAGE, Verb.UNSTAGE, Verb.ANSWER, Verb.DEFER, Verb.RESTORE},
)
"""Verbs that do nothing but change the state."""


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

    ``version`` is the version of the question that the actor saw. Putting a question on stage takes the one before
    back to the approved ones; rejecting one sets free what was merged into it. Rejecting also takes down what was
    answered or deferred; its thread stays known, and restoring it leads back there. An approval that is taken back
    hides the question; its votes stay stored and count again with the next approval. Repeating one's own last act
    changes nothing. Raises ``NotFoundError`` unless the actor is staff of this congress, ``ConflictError``
    (``session_closed``; ``changed_meanwhile`` with ``by`` when somebody else changed the question; ``wrong_state``;
    ``has_thread``) and ``InvalidError("reason_required")``.
    """
    if verb not in MOVES:
        raise NotFoundError
    live, question = enter(actor, session_id, question_id)
    _require_reason(verb, reason)
    require_time(live, verb)
    target = _target(question, verb)
    if question.state == target and question.changed_by_id == actor.pk and question.reason == (reason or ""):
        return question
    require_unchanged(question, verb, version)
    if target is None:
        raise ConflictError("has_thread")
    moved = _before(live, question, verb, actor)
    how = AnsweredHow.ORAL if verb == Verb.ANSWER else None
    comes_back = verb in {Verb.APPROVE, Verb.RESTORE} and question.published is not None
    moved += move(live, question, verb, target, actor=actor, reason=reason or "", how=how)
    settle(question, actor=actor)
    advance(live, moved)
    if comes_back:  # who came into the hall meanwhile has not been told of the own vote for it
        emit(SetsChanged(live.pk, (question.pk,)))
    return question


def _require_reason(verb: Verb, reason: RejectReason | None) -> None:
    needed = rules.TRANSITIONS[verb].needs_reason
    if needed != (reason is not None):
        raise InvalidError("reason_required" if needed else "reason_not_allowed", field="reason")


def _target(question: LiveQuestion, verb: Verb) -> QuestionState | None:
    """Where the verb leads: for a rejected question that is a thread back there, for any other that is one nowhere."""
    if verb == Verb.RESTORE and question.thread_id is not None:
        return QuestionState.DEFERRED if question.state == QuestionState.REJECTED else None
    return rules.target_of(rules.TRANSITIONS[verb], published=question.cleared)


def _before(live: LiveSession, question: LiveQuestion, verb: Verb, actor: User) -> list[LiveQuestion]:
    """What must happen to other questions first: only one can be on stage, and a rejected one leads no others."""
    if verb == Verb.REJECT:
        return set_free(live, question, actor=actor)
    if verb != Verb.STAGE:
        return []
    there = live.questions.filter(state=QuestionState.ON_STAGE)
    return [one for before in there for one in move(live, before, Verb.UNSTAGE, QuestionState.APPROVED, actor=actor)]


@transaction.atomic
def edit_question(
    *, actor: User, session_id: int, question_id: int, text: str, version: int | None = None
) -> LiveQuestion:
    """Change the wording before approval; the asker's own is kept, and going back to it takes the mark away.

    Repeating the call changes nothing. Raises as ``moderate_question`` does, and ``InvalidError`` for the text.
    """
    line = rules.question_text(text)
    live, question = enter(actor, session_id, question_id)
    require_time(live, Verb.EDIT)
    if question.text == line and question.state == QuestionState.SUBMITTED:
        return question
    require_unchanged(question, Verb.EDIT, version)
    original = question.original_text or question.text
    question.text, question.original_text = line, "" if line == original else original
    question.similar = queries.alike(live, line, before=question.pk)
    touch(question, actor)
    question.save(update_fields=["text", "original_text", "similar", *CHANGED])
    note(question, Verb.EDIT, actor, {"state": question.state, "edited": bool(question.original_text)})
    advance(live, [question])
    return question


@transaction.atomic
def label_question(
    *, actor: User, session_id: int, question_id: int, labels: Sequence[str], version: int | None = None
) -> LiveQuestion:
    """Give a question exactly these labels. Repeating the call changes nothing.

    Raises as ``moderate_question`` does, and ``InvalidError`` for ``labels``.
    """
    wanted = rules.labels(labels)
    live, question = enter(actor, session_id, question_id)
    require_time(live, Verb.LABEL)
    if question.labels == wanted and rules.may_move(Verb.LABEL, question.state):
        return question
    require_unchanged(question, Verb.LABEL, version)
    question.labels = wanted
    touch(question, actor)
    question.save(update_fields=["labels", *CHANGED])
    note(question, Verb.LABEL, actor, {"state": question.state, "labels": len(wanted)})
    advance(live, [question])
    return question


@transaction.atomic
def pin_question(
    *, actor: User, session_id: int, question_id: int, position: int | None, version: int | None = None
) -> LiveQuestion:
    """Put an approved question at this place of the shortlist (1 comes next, beyond the end is the end), or off it.

    The others move along; their versions do not change. Repeating the call changes nothing. Raises as
    ``moderate_question`` does.
    """
    live, question = enter(actor, session_id, question_id)
    require_time(live, Verb.PIN)
    if question.pinned == position and rules.may_move(Verb.PIN, question.state):
        return question
    require_unchanged(question, Verb.PIN, version)
    before = question.pinned
    others = place(live, question, position)
    if question.pinned == before:
        return question
    touch(question, actor)
    question.save(update_fields=["pinned", *CHANGED])
    note(question, Verb.PIN, actor, {"from": before, "to": question.pinned})
    advance(live, [*others, question])
    return question
