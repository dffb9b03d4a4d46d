"""Changing what has been written; nothing is lost but what a moderator redacts."""

from django.db import transaction

from forum.accounts.rules import Reader, require_member
from forum.audit.actions import record
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError, NotFoundError
from forum.core.events import emit
from forum.core.limits import take
from forum.threads import queries, rules
from forum.threads.actions.posting import audience, rendered
from forum.threads.events import PostChanged
from forum.threads.models import Post, PostRevision


@transaction.atomic
def edit_post(*, actor: Reader, post_id: int, text: str, version: int) -> Post:
    """Replace the text of one's own post and keep the old one in full; the same text changes nothing.

    ``version`` is the one that the author saw. The edit is marked unless it is within the grace period.
    Raises ``NotSignedInError``, ``NotFoundError``, ``ForbiddenError("not_your_post")``,
    ``ConflictError("changed_meanwhile")``, ``InvalidError`` and ``RateLimitedError``.
    """
    author = require_member(actor)
    post = queries.access_post(reader=author, post_id=post_id, lock=True)
    if not rules.may_edit(author, post):
        raise ForbiddenError("not_your_post")
    text = rules.clean_text(text)
    if post.version != version:
        raise ConflictError("changed_meanwhile", version=post.version)
    if text == post.source:
        return post
    take(rules.POST_LIMIT, str(author.pk))
    silent = _is_silent(post, text)
    _keep(post, marked=not silent)
    for name, value in rendered(text).items():
        setattr(post, name, value)
    post.version += 1
    post.edited = post.edited if silent else now()
    post.save(update_fields=["source", "html", "render_version", "folded", "version", "edited"])
    record(actor=author, action="post.edit", target=post, facts={"version": post.version, "marked": not silent})
    emit(PostChanged(post.thread_id, post.pk, post.number or 0, audience(post.thread.category)))
    return post


@transaction.atomic
def redact_revision(*, actor: Reader, post_id: int, version: int, reason: str) -> PostRevision:
    """Destroy the words of an earlier text, for good; that it existed stays. Repeating it changes nothing.

    For moderators. Raises ``NotSignedInError``, ``ForbiddenError``, ``NotFoundError``, ``InvalidError``.
    """
    moderator = require_member(actor)
    post = queries.access_post(reader=moderator, post_id=post_id)
    if not rules.is_moderator(moderator):
        raise ForbiddenError
    reason = rules.clean_reason(reason)
    revision = post.revisions.filter(version=version).first()
    if revision is None:
        raise NotFoundError
    if not revision.redacted:
        revision.source, revision.html, revision.redacted = "", "", True
        revision.save(update_fields=["source", "html", "redacted"])
        record(actor=moderator, action="post.redact", target=post, facts={"version": version, "reason": reason})
    return revision


def _is_silent(post: Post, text: str) -> bool:
    first = post.revisions.order_by("version").first()
    return rules.is_silent_edit(
        post=post,
        first_text=first.source if first else post.source,
        new_text=text,
        replied=post.number != post.thread.highest_number,
        moment=now(),
    )


def _keep(post: Post, *, marked: bool) -> None:
    PostRevision.objects.create(
        post=post, version=post.version, source=post.source, html=post.html, marked=marked, replaced=now()
    )
