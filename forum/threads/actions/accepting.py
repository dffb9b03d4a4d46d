"""Saying which answers helped."""

from django.db import transaction

from forum.accounts.models import User
from forum.accounts.rules import Reader, require_member
from forum.audit.actions import record
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError
from forum.core.events import emit
from forum.threads import queries, rules
from forum.threads.actions.posting import audience, say_answers
from forum.threads.events import AnswerAccepted
from forum.threads.models import AcceptedAnswer, Post


@transaction.atomic
def accept_answer(*, actor: Reader, post_id: int) -> Post:
    """Mark an answer as one that helped; a question may have several. Repeating it changes nothing.

    Raises ``NotSignedInError``, ``NotFoundError``, ``ForbiddenError("not_your_question")`` and
    ``ConflictError("not_an_answer")``.
    """
    member, post = _gate(actor, post_id)
    if not rules.is_acceptable(post):
        raise ConflictError("not_an_answer")
    _, created = AcceptedAnswer.objects.get_or_create(
        post=post, defaults={"thread": post.thread, "accepted_by": member, "accepted": now()}
    )
    if created:
        _tell(member, post, accepted=True)
    return post


@transaction.atomic
def withdraw_acceptance(*, actor: Reader, post_id: int) -> Post:
    """Take an acceptance back; without one nothing changes. Raises like ``accept_answer``."""
    member, post = _gate(actor, post_id)
    deleted, _ = AcceptedAnswer.objects.filter(post=post).delete()
    if deleted:
        _tell(member, post, accepted=False)
    return post


def _gate(actor: Reader, post_id: int) -> tuple[User, Post]:
    member = require_member(actor)
    post = queries.access_post(reader=member, post_id=post_id, lock=True)
    if not rules.may_accept(member, post.thread):
        raise ForbiddenError("not_your_question")
    return member, post


def _tell(member: User, post: Post, *, accepted: bool) -> None:
    action = "answer.accept" if accepted else "answer.withdraw_acceptance"
    record(actor=member, action=action, target=post, facts={"thread": post.thread_id, "number": post.number})
    say_answers(actor=member, thread=post.thread)
    emit(AnswerAccepted(post.thread_id, post.pk, post.number or 0, accepted, audience(post.thread.category)))
