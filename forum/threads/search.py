"""Finding threads by words in titles and published posts."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from forum.accounts.rules import Reader
from forum.core.markdown import plain
from forum.core.ports import SearchHit
from forum.municipalities.collation import fold
from forum.threads.enums import State
from forum.threads.models import Post, Thread
from forum.threads.projections import url_of
from forum.threads.queries import threads


def find(reader: Reader, query: str, limit: int) -> Iterable[SearchHit]:
    """Published threads with all the words in the title or in one post, the latest first; umlauts match ae, oe, ue.

    Only what this reader may read is searched, and nothing of who wrote it.
    """
    words = fold(query).split()
    if not words:
        return []
    in_title, in_post = Q(), Q(state=State.PUBLISHED)
    for word in words:
        in_title &= Q(folded_title__contains=word)
        in_post &= Q(folded__contains=word)
    matching = Post.objects.filter(in_post, thread=OuterRef("pk"))
    found = threads(reader).filter(state=State.PUBLISHED).filter(in_title | Exists(matching))
    rows = list(found.order_by("-last_activity", "-id")[:limit])
    posts = _best_posts(rows, in_post)
    return [_hit(thread, posts.get(thread.pk)) for thread in rows]


def _best_posts(rows: list[Thread], in_post: Q) -> dict[int, Post]:
    """The first matching post of each thread, else its first post."""
    candidates = Post.objects.filter(in_post | Q(number=1), thread__in=rows, state=State.PUBLISHED)
    matching = set(Post.objects.filter(in_post, thread__in=rows).values_list("pk", flat=True))
    best: dict[int, Post] = {}
    for post in sorted(candidates, key=lambda post: (post.pk not in matching, post.number or 0)):
        best.setdefault(post.thread_id, post)
    return best


def _hit(thread: Thread, post: Post | None) -> SearchHit:
    return SearchHit(
        kind="thread",
        title=thread.title,
        url=url_of(thread, post.number or 1 if post else 1),
        text=plain(post.html) if post else "",
        meta=thread.category.title,
    )
