"""What moderators do, always with a reason: change the state of threads and posts, look up who wrote one."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from forum.accounts.models import User
from forum.accounts.rules import Reader, require_member
from forum.audit.actions import record
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError, InvalidError
from forum.core.events import emit
from forum.municipalities.models import Municipality
from forum.threads import queries, rules
from forum.threads.actions.posting import audience, next_number, say_answers
from forum.threads.enums import State
from forum.threads.events import PostChanged, PostPublished, ReadersChanged
from forum.threads.models import Post, Thread

_STATE_FIELDS = ["state", "state_reason", "state_by", "state_changed"]


@transaction.atomic
def change_post_state(*, actor: Reader, post_id: int, to: str, reason: str) -> Post:
    """Hide, restore, remove or approve an answer. An approved one gets its number now.

    For moderators. The first post shares the fate of its thread: ``ConflictError("first_post")``. Raises
    ``NotSignedInError``, ``NotFoundError``, ``ForbiddenError``, ``ConflictError("bad_transition")``, ``InvalidError``.
    """
    moderator = require_member(actor)
    post = queries.access_post(reader=moderator, post_id=post_id, lock=True)
    state, reason = _check(moderator, to, reason)
    if post.number == 1:
        raise ConflictError("first_post")
    old = post.state
    rules.check_transition(old, state)
    if post.number is None and state == State.PUBLISHED:
        post.number = next_number(post.thread, now())
    elif State.PUBLISHED in {old, state}:
        step = 1 if state == State.PUBLISHED else -1
        Thread.objects.filter(pk=post.thread_id).update(answer_count=F("answer_count") + step)
    _set(post, moderator, state, reason)
    post.save(update_fields=["number", *_STATE_FIELDS])
    _record(moderator, "post.state", post, old)
    say_answers(actor=moderator, thread=post.thread)
    heard = audience(post.thread.category)
    if old == State.PENDING and post.number is not None:
        emit(PostPublished(post.thread_id, post.pk, post.number, heard))
    else:
        emit(PostChanged(post.thread_id, post.pk, post.number or 0, heard))
    return post


@transaction.atomic
def change_thread_state(*, actor: Reader, thread_id: int, to: str, reason: str) -> Thread:
    """Hide, restore, remove or approve a whole thread. For moderators; raises like ``change_post_state``."""
    moderator = require_member(actor)
    thread = queries.access_thread(reader=moderator, thread_id=thread_id, lock=True)
    state, reason = _check(moderator, to, reason)
    old = thread.state
    rules.check_transition(old, state)
    _set(thread, moderator, state, reason)
    thread.save(update_fields=_STATE_FIELDS)
    _record(moderator, "thread.state", thread, old)
    say_answers(actor=moderator, thread=thread)
    emit(ReadersChanged(thread.pk))
    return thread


@dataclass(frozen=True)
class RealAuthor:
    """Who wrote a post, whatever it shows; without name and municipality once the author's account is erased."""

    name: str = ""
    municipality: Municipality | None = None


@transaction.atomic
def look_up_author(*, actor: Reader, post_id: int, reason: str) -> RealAuthor:
    """Tell a moderator who wrote a post, with the municipality acted for, in a case of abuse.

    Each look is in the audit log with its reason and without its result; nothing else keeps or shows the result.
    Raises ``NotSignedInError``, ``NotFoundError``, ``ForbiddenError`` and ``InvalidError``.
    """
    moderator = require_member(actor)
    post = queries.access_post(reader=moderator, post_id=post_id)
    if not rules.is_moderator(moderator):
        raise ForbiddenError
    reason = rules.clean_reason(reason)
    record(actor=moderator, action="post.author_looked_up", target=post, facts={"reason": reason})
    return RealAuthor(post.author.name, post.acted_for) if post.author else RealAuthor()


def _check(moderator: User, to: str, reason: str) -> tuple[State, str]:
    if not rules.is_moderator(moderator):
        raise ForbiddenError
    if to not in State.values:
        raise InvalidError("unknown_state", field="to")
    return State(to), rules.clean_reason(reason)


def _set(target: Post | Thread, moderator: User, state: State, reason: str) -> None:
    target.state = state
    target.state_reason = reason
    target.state_by = moderator
    target.state_changed = now()


def _record(moderator: User, action: str, target: Post | Thread, old: str) -> None:
    facts = {"from": old, "to": str(target.state), "reason": target.state_reason}
    record(actor=moderator, action=action, target=target, facts=facts)
