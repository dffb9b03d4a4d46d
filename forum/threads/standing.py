"""Which answer stands in a thread: what a question that was carried into the forum is answered by."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, Subquery

from forum.threads.enums import State
from forum.threads.models import AcceptedAnswer, Post, Thread


def standing_answers(thread_ids: Collection[int]) -> dict[int, Post]:
    """The answer that stands in each of these threads: the first accepted one, else the first of anybody else.

    A thread without one, or that is not published, is left out: a word of whoever began the thread is no answer unless
    it was accepted. Each with its thread and category; who may read it is up to the caller.
    """
    accepted = Exists(AcceptedAnswer.objects.filter(post=OuterRef("pk")))
    by_others = Q(author=None) | Q(thread__author=None) | ~Q(author=F("thread__author"))
    answers = Post.objects.filter(thread=OuterRef("pk"), state=State.PUBLISHED, number__gt=1)
    first = answers.annotate(helped=accepted).filter(by_others | Q(helped=True)).order_by("-helped", "number")
    rows = Thread.objects.filter(pk__in=thread_ids, state=State.PUBLISHED)
    found = rows.annotate(standing=Subquery(first.values("pk")[:1])).values_list("standing", flat=True)
    posts = Post.objects.select_related("thread__category", "author", "acted_for").in_bulk(
        [pk for pk in found if pk is not None]
    )
    return {post.thread_id: post for post in posts.values()}
