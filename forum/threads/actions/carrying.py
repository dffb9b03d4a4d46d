"""Carrying questions into the forum that were asked elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.core.clock import now
from forum.core.events import emit
from forum.core.ports import threads_merged
from forum.municipalities.collation import fold
from forum.threads import queries, rules
from forum.threads.actions.posting import audience, rendered
from forum.threads.enums import Identity, Kind
from forum.threads.events import PostPublished
from forum.threads.models import Category, Post, ReadState, Thread


@transaction.atomic
def lead_on(*, actor: User, source: Thread, target: Thread) -> None:
    """Let the questions that led to one thread lead to the other: part of every merge of threads, in its transaction.

    The caller has checked that the actor may merge them.
    """
    if source.carried:
        Thread.objects.filter(pk=target.pk).update(carried=True)
        threads_merged(actor, source.pk, target.pk)


@dataclass(frozen=True)
class Carried:
    """A question as it is to begin a thread; ``text`` is Markdown."""

    title: str
    text: str


@transaction.atomic
def carry_in(*, actor: User | None, category: str, questions: Sequence[Carried]) -> list[Thread]:
    """Begin one thread for each question in the category with this slug; the actor is named as who carried it over.

    Without an actor it is carried by itself, and nobody is named.

    The caller has checked that the actor may carry these questions and gives nothing of who asked them. Such a thread
    is a question whose acceptance is the actor's or a moderator's; what answers stand in it is told in the transaction
    of each act (``core.ports.register_carried``). Raises ``NotFoundError`` for a category the actor may not read and
    ``InvalidError`` for a title or text.
    """
    place = queries.access_category(reader=actor, slug=category) if actor else Category.objects.get(slug=category)
    moment = now()
    authored = {"author": actor, "identity": Identity.CARRIED}
    titles = [rules.clean_title(question.title) for question in questions]
    threads = Thread.objects.bulk_create(
        Thread(
            category=place,
            kind=Kind.QUESTION,
            title=title,
            folded_title=fold(title),
            highest_number=1,
            carried=True,
            last_activity=moment,
            created=moment,
            **authored,
        )
        for title in titles
    )
    posts = Post.objects.bulk_create(
        Post(thread=thread, number=1, created=moment, **authored, **rendered(rules.clean_text(question.text)))
        for thread, question in zip(threads, questions, strict=True)
    )
    if actor:
        ReadState.objects.bulk_create(ReadState(user=actor, thread=thread, last_read=1) for thread in threads)
    for post in posts:
        record(actor=actor, action="thread.carry", target=post.thread, facts={"category": place.slug})
        emit(PostPublished(post.thread_id, post.pk, 1, audience(place)))
    return threads
