"""What every act upon a question has in common: the gate, the lock, the checks, the change of state and its record."""

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries, rules
from forum.congress.actions.revisions import require_open
from forum.congress.actions.shortlist import leave_shortlist
from forum.congress.enums import AnsweredHow, LiveState, QuestionState, Verb
from forum.congress.models import LiveQuestion, LiveSession
from forum.core.clock import now
from forum.core.errors import ConflictError

CHANGED = ("version", "changed_by")
SETS = ("merged_into", "merged_with", "state_before_merge", "pinned_before_merge")
MOVED = ("state", "reason", "pinned", "staged", "answered", "answered_how", "published", "unapproved", *SETS, *CHANGED)


def enter(staff: User, session_id: int, question_id: int) -> tuple[LiveSession, LiveQuestion]:
    """A session under its lock and a question of it, for staff of its congress; else ``NotFoundError``."""
    live = queries.lock_session(queries.access_desk(session_id=session_id, reader=staff).live.pk)
    return live, queries.access_question(live=live, question_id=question_id)


def require_time(live: LiveSession, verb: Verb) -> None:
    """Raise ``ConflictError`` (``session_closed``, ``session_not_open``) where the verb needs a running session."""
    if not rules.TRANSITIONS[verb].any_time or live.state == LiveState.PLANNED:
        require_open(live)


def require_unchanged(question: LiveQuestion, verb: Verb, version: int | None) -> None:
    """Raise ``ConflictError``: ``changed_meanwhile`` with ``by``, or ``wrong_state`` with ``state``.

    ``version`` is the one that the actor saw; without it only the state counts.
    """
    require_version(question, version)
    if not rules.may_move(verb, question.state):
        raise ConflictError("wrong_state", state=question.state)


def require_version(question: LiveQuestion, version: int | None) -> None:
    """Raise ``ConflictError("changed_meanwhile")`` with ``by`` when the question is not as the actor saw it."""
    if version is not None and version != question.version:
        raise ConflictError("changed_meanwhile", by=question.changed_by.name if question.changed_by else "")


def touch(question: LiveQuestion, by: User | None) -> None:
    """Count a change of the question; the caller stores ``CHANGED``."""
    question.version += 1
    question.changed_by = by


def move(
    live: LiveSession,
    question: LiveQuestion,
    verb: Verb,
    target: QuestionState,
    *,
    actor: User | None,
    reason: str = "",
    how: AnsweredHow | None = None,
    facts: dict[str, object] | None = None,
) -> list[LiveQuestion]:
    """Bring a question into another state, with one audit row; returns all questions that have changed, itself last.

    It leaves stage and shortlist on its way. ``actor`` is ``None`` when its asker acts, who is never named.
    """
    before, moment = question.state, now()
    others = leave_shortlist(live, question)
    question.state = target
    question.reason = reason
    question.staged = moment if target == QuestionState.ON_STAGE else None
    question.answered = moment if target == QuestionState.ANSWERED else None
    question.answered_how = how or ""
    if target in rules.VOTE_STATES:
        question.published = question.published or moment
    if verb in {Verb.APPROVE, Verb.UNAPPROVE}:
        question.unapproved = verb == Verb.UNAPPROVE
    touch(question, actor)
    question.save(update_fields=MOVED)
    note(
        question, verb, actor, {"from": before, "to": target, **({"reason": reason} if reason else {}), **(facts or {})}
    )
    return [*others, question]


def note(question: LiveQuestion, verb: str, by: User | None, facts: dict[str, object]) -> None:
    """Add the audit row of an act; ``facts`` holds states, ids and numbers, no text."""
    facts = {"session": question.session_id, **facts}
    kind = "" if by else "speaker" if facts.get("speaker") else "participant"
    record(actor=by, actor_kind=kind, action=f"live_question.{verb}", target=question, facts=facts)
