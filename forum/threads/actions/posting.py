"""Beginning a thread and answering in it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from forum.accounts.models import User
from forum.accounts.rules import Reader, require_member
from forum.audit.actions import record
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError, InvalidError
from forum.core.events import emit
from forum.core.limits import take
from forum.core.markdown import RENDER_VERSION, plain, render
from forum.core.ports import answers_changed
from forum.municipalities.collation import fold
from forum.municipalities.queries import municipality_of
from forum.threads import queries, rules
from forum.threads.enums import Identity, Kind, State
from forum.threads.events import Audience, PostPublished
from forum.threads.models import Category, Post, ReadState, Thread


@transaction.atomic
def ask(*, actor: Reader, category: str, kind: str, title: str, text: str, identity: str) -> Post:
    """Begin a thread in the category with this slug; returns its first post, number 1.

    Raises ``NotSignedInError`` for who is no member, ``NotFoundError`` for a category the actor may not read,
    ``ForbiddenError("kind_not_allowed")``, ``InvalidError`` and ``RateLimitedError``.
    """
    author = require_member(actor)
    place = queries.access_category(reader=author, slug=category)
    if kind not in Kind.values:
        raise InvalidError("unknown_kind", field="kind")
    if not rules.may_use_kind(author, kind):
        raise ForbiddenError("kind_not_allowed")
    title, text, authored = rules.clean_title(title), rules.clean_text(text), authorship(author, identity)
    take(rules.ASK_LIMIT, str(author.pk))
    moment = now()
    thread = Thread.objects.create(
        category=place,
        kind=kind,
        title=title,
        folded_title=fold(title),
        highest_number=1,
        last_activity=moment,
        created=moment,
        **authored,
    )
    post = _write(thread, 1, text, moment, authored)
    ReadState.objects.create(user=author, thread=thread, last_read=1)
    record(actor=author, action="thread.ask", target=thread, facts={"category": place.slug, "kind": kind})
    emit(PostPublished(thread.pk, post.pk, 1, audience(place)))
    return post


@transaction.atomic
def answer(*, actor: Reader, thread_id: int, text: str, identity: str) -> Post:
    """Add a post to a published thread; its number is one above all others, without gaps under any concurrency.

    The author's own post counts as read when everything before it was. Raises ``NotSignedInError``, ``NotFoundError``,
    ``ConflictError("thread_closed")`` when the thread is not published, ``InvalidError`` and ``RateLimitedError``.
    """
    author = require_member(actor)
    thread = queries.access_thread(reader=author, thread_id=thread_id)
    text, authored = rules.clean_text(text), authorship(author, identity)
    take(rules.POST_LIMIT, str(author.pk))
    moment = now()
    number = next_number(thread, moment)
    post = _write(thread, number, text, moment, authored)
    ReadState.objects.filter(user=author, thread=thread, last_read=number - 1).update(last_read=number)
    record(actor=author, action="thread.answer", target=post, facts={"thread": thread.pk, "number": number})
    say_answers(actor=author, thread=thread)
    emit(PostPublished(thread.pk, post.pk, number, audience(thread.category)))
    return post


def preview(*, actor: Reader, text: str) -> str:
    """The HTML that a text will have as a post.

    Raises ``NotSignedInError``, ``InvalidError`` and ``RateLimitedError``.
    """
    author = require_member(actor)
    if len(text) > rules.TEXT_LENGTH[1]:
        raise InvalidError("too_long", field="text", limit=rules.TEXT_LENGTH[1])
    take(rules.PREVIEW_LIMIT, str(author.pk))
    return render(text)


def next_number(thread: Thread, moment: datetime) -> int:
    """Take the next number under the row lock, which the UPDATE holds until the transaction ends."""
    row = Thread.objects.filter(pk=thread.pk, state=State.PUBLISHED)
    taken = row.update(highest_number=F("highest_number") + 1, answer_count=F("answer_count") + 1, last_activity=moment)
    if not taken:
        raise ConflictError("thread_closed")
    thread.refresh_from_db(fields=["highest_number", "answer_count", "last_activity"])
    return thread.highest_number


def authorship(author: User, identity: str) -> dict[str, Any]:
    """The columns of ``Authored``; raises ``InvalidError`` for an unknown level or a municipality that is missing."""
    if identity not in rules.CHOSEN_LEVELS:
        raise InvalidError("unknown_identity", field="identity")
    municipality = municipality_of(author)
    authored: dict[str, Any] = {"author": author, "acted_for": municipality, "identity": identity}
    if identity == Identity.NAMED:
        return authored
    if municipality is None:
        raise InvalidError("municipality_needed", field="identity")
    if identity == Identity.DESCRIBED:
        description = queries.description_of(municipality)
        authored |= {"described_group": description.group, "described_size": description.size}
    return authored


def say_answers(*, actor: User, thread: Thread) -> None:
    """Tell whoever carried the thread here, in this transaction, that other answers may stand in it now."""
    if thread.carried:
        answers_changed(actor, thread.pk)


def audience(category: Category) -> Audience:
    """Who may hear of what happens in this category."""
    return Audience(category_id=category.pk, access=category.access)


def rendered(text: str) -> dict[str, Any]:
    """The columns of a post that are made from its text."""
    html = render(text)
    return {"source": text, "html": html, "render_version": RENDER_VERSION, "folded": fold(plain(html))}


def _write(thread: Thread, number: int, text: str, moment: datetime, authored: dict[str, Any]) -> Post:
    return Post.objects.create(thread=thread, number=number, created=moment, **authored, **rendered(text))
