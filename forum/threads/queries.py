"""Every read of the forum, narrowed to the reader by the access functions at the top and by nothing else."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from forum.accounts.models import User
from forum.accounts.rules import Reader, is_member
from forum.core.errors import InvalidError, NotFoundError
from forum.core.keyset import Page, page
from forum.municipalities.collation import fold
from forum.municipalities.models import Municipality
from forum.municipalities.queries import municipality_of
from forum.threads import rules
from forum.threads.enums import Access, Kind, State
from forum.threads.models import (
    AcceptedAnswer,
    Category,
    CircleMember,
    Post,
    PostRevision,
    ReadFloor,
    ReadState,
    Thread,
)

THREADS_PER_PAGE: Final = 20
POSTS_PER_PAGE: Final = 20
MOST_COUNTED: Final = 100
ORDER: Final = ("-last_activity", "-id")


# Access: who sees what.


def categories(reader: Reader) -> QuerySet[Category]:
    """The categories that the reader may read: the one decision that everything below stands on.

    Guests read public ones, members those for members and their circles, moderators all.
    """
    rows = Category.objects.order_by("position", "title")
    if not is_member(reader):
        return rows.filter(access=Access.PUBLIC)
    if rules.is_moderator(reader):
        return rows
    circles = CircleMember.objects.filter(user=reader).values("category")
    return rows.filter(Q(access__in=[Access.PUBLIC, Access.MEMBERS]) | Q(access=Access.CIRCLE, pk__in=circles))


def may_read_category(*, reader: Reader, category_id: int) -> bool:
    """Whether the reader belongs to the audience of this category."""
    return categories(reader).filter(pk=category_id).exists()


def threads(reader: Reader) -> QuerySet[Thread]:
    """The threads that the reader may read: published ones, own ones that are not, to moderators all but drafts."""
    rows = Thread.objects.filter(category__in=categories(reader).order_by())
    rows = rows.select_related("category", "author", "acted_for")
    if rules.is_moderator(reader):
        return rows.exclude(state=State.DRAFT)
    if not isinstance(reader, User):
        return rows.filter(state=State.PUBLISHED)
    own = Q(author=reader, state__in=[State.DRAFT, State.PENDING, State.HIDDEN])
    return rows.filter(Q(state=State.PUBLISHED) | own)


def access_category(*, reader: Reader, slug: str) -> Category:
    """One category; raises ``NotFoundError`` when there is none or the reader may not read it."""
    found = categories(reader).filter(slug=slug).first()
    if found is None:
        raise NotFoundError
    return found


def access_thread(*, reader: Reader, thread_id: int, lock: bool = False) -> Thread:
    """One thread; raises ``NotFoundError`` when there is none or the reader may not read it.

    ``lock`` takes its row lock until the end of the transaction.
    """
    rows = threads(reader)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=thread_id).first()
    if found is None:
        raise NotFoundError
    return found


def access_marked_thread(*, reader: Reader, thread_id: int) -> Thread:
    """Like ``access_thread``, with the marks of ``with_marks``."""
    found = with_marks(reader, threads(reader)).filter(pk=thread_id).first()
    if found is None:
        raise NotFoundError
    return found


def access_post(*, reader: Reader, post_id: int, lock: bool = False) -> Post:
    """One post whose words the reader may see, with its thread; raises ``NotFoundError``.

    What is not published is seen by its author and by moderators only; removed posts by moderators only.
    """
    rows = Post.objects.select_related("thread__category", "author", "acted_for")
    rows = rows.filter(pk=post_id, thread__in=threads(reader).order_by())
    found = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if found is None or not shows_words(reader, found):
        raise NotFoundError
    return found


def access_source(*, reader: User, post_id: int) -> Post:
    """One's own post, to edit it; raises ``NotFoundError`` for any other."""
    post = access_post(reader=reader, post_id=post_id)
    if not rules.may_edit(reader, post):
        raise NotFoundError
    return post


def shows_words(reader: Reader, post: Post) -> bool:
    """Whether the reader sees the words and the author of a post in a thread that he may read."""
    if post.state == State.PUBLISHED or rules.is_moderator(reader):
        return True
    return isinstance(reader, User) and post.author_id == reader.pk and post.state != State.REMOVED


# Lists of threads.


@dataclass(frozen=True)
class Wanted:
    """Which threads a list is to hold; an empty part does not narrow."""

    category: str = ""
    kind: str = ""
    unanswered: bool = False
    mine: bool = False


def thread_page(*, reader: Reader, wanted: Wanted, cursor: str | None) -> Page[Thread]:
    """One page of threads, the latest activity first, each with ``answered`` and ``last_read``, ``read_floor``.

    Raises ``NotFoundError`` for a category the reader may not read, ``InvalidError("bad_cursor")``.
    """
    rows = with_marks(reader, threads(reader))
    if wanted.category:
        rows = rows.filter(category=access_category(reader=reader, slug=wanted.category))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.unanswered:
        rows = unanswered(rows)
    if wanted.mine:
        rows = _mine(reader, rows)
    return page(rows, order=ORDER, cursor=cursor, size=THREADS_PER_PAGE)


def with_marks(reader: Reader, rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """Add what a row shows beyond its columns: ``answered``, and for members how far they have read."""
    accepted = AcceptedAnswer.objects.filter(thread=OuterRef("pk"), post__state=State.PUBLISHED)
    rows = rows.annotate(answered=Exists(accepted))
    if not isinstance(reader, User):
        return rows
    read = ReadState.objects.filter(user=reader, thread=OuterRef("pk")).values("last_read")[:1]
    floor = ReadFloor.objects.filter(user=reader, category=OuterRef("category")).values("moment")[:1]
    return rows.annotate(last_read=Coalesce(Subquery(read), Value(0)), read_floor=Subquery(floor))


def unanswered(rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """Published questions to which nobody has answered yet."""
    return rows.filter(kind=Kind.QUESTION, state=State.PUBLISHED, answer_count=0)


def unread(reader: User, rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """Published threads with posts that the reader has not read."""
    news = with_marks(reader, rows).filter(state=State.PUBLISHED, highest_number__gt=F("last_read"))
    return news.filter(Q(read_floor=None) | Q(last_activity__gt=F("read_floor")))


def _mine(reader: Reader, rows: QuerySet[Thread]) -> QuerySet[Thread]:
    """Threads that the reader has begun or written in; a guest has none."""
    if not isinstance(reader, User):
        return rows.none()
    written = Post.objects.filter(author=reader, state=State.PUBLISHED).values("thread")
    return rows.filter(Q(author=reader) | Q(pk__in=written))


def how_many(rows: QuerySet[Thread]) -> int:
    """The number of rows, counted no further than ``MOST_COUNTED``."""
    return rows.order_by().values("pk")[:MOST_COUNTED].count()


def to_help_with(reader: Reader, most: int = 4) -> list[Thread]:
    """Questions of others that wait for an answer, the oldest first; none for guests."""
    if not is_member(reader):
        return []
    return list(unanswered(threads(reader)).exclude(author=reader).order_by("created", "id")[:most])


def similar(*, reader: Reader, title: str, most: int = 5) -> list[Thread]:
    """Threads whose titles share the most words of four or more letters with this one, best first."""
    words = sorted({word for word in fold(title[:200]).split() if len(word) > 3}, key=len, reverse=True)[:8]
    if not words:
        return []
    shared = Q()
    for word in words:
        shared |= Q(folded_title__contains=word)
    found = with_marks(reader, threads(reader)).filter(shared, state=State.PUBLISHED).order_by(*ORDER)[:50]
    ranked = sorted(found, key=lambda thread: -sum(word in thread.folded_title for word in words))
    return ranked[:most]


# One thread.


@dataclass(frozen=True)
class PostPage:
    """Posts in order; ``before`` and ``after`` say whether there are more in that direction."""

    posts: list[Post]
    before: bool
    after: bool


def post_page(*, thread: Thread, start: int | None = None, before: int | None = None) -> PostPage:
    """Posts of a thread that has been accessed: from number ``start`` on, or the last ones below ``before``.

    Any position costs the same: no OFFSET, no COUNT. Hidden and removed posts are in it, so that numbers have no gaps;
    ``projections`` shows their words to nobody who may not see them.
    """
    rows = thread.posts.filter(number__isnull=False).select_related("author", "acted_for")
    if before is not None:
        found = list(rows.filter(number__lt=before).order_by("-number")[: POSTS_PER_PAGE + 1])
        posts = found[:POSTS_PER_PAGE][::-1]
        more_before, more_after = len(found) > POSTS_PER_PAGE, before <= thread.highest_number
    else:
        start = max(1, start or 1)
        found = list(rows.filter(number__gte=start).order_by("number")[: POSTS_PER_PAGE + 1])
        posts = found[:POSTS_PER_PAGE]
        more_before, more_after = start > 1, len(found) > POSTS_PER_PAGE
    for post in posts:
        post.thread = thread
    return PostPage(posts, more_before, more_after)


def accepted_numbers(thread: Thread) -> list[int]:
    """Numbers of the accepted answers that are published, in order."""
    rows = Post.objects.filter(thread=thread, acceptance__isnull=False, state=State.PUBLISHED)
    return [number for number in rows.order_by("number").values_list("number", flat=True) if number is not None]


def last_read(*, reader: Reader, thread_id: int) -> int:
    """Up to which post the reader has read; 0 when not at all."""
    if not isinstance(reader, User):
        return 0
    return ReadState.objects.filter(user=reader, thread=thread_id).values_list("last_read", flat=True).first() or 0


def post_for_broadcast(post_id: int) -> Post | None:
    """A published post with all that its general view needs, for delivery to the audience of its event."""
    rows = Post.objects.select_related("thread__category", "author", "acted_for")
    return rows.filter(pk=post_id, state=State.PUBLISHED, thread__state=State.PUBLISHED).first()


def revisions(*, reader: Reader, post_id: int) -> list[PostRevision]:
    """Earlier texts of a post, latest first: marked ones for members, all for moderators.

    Raises ``NotFoundError`` for guests and whoever may not see the post.
    """
    post = access_post(reader=reader, post_id=post_id)
    if not is_member(reader):
        raise NotFoundError
    rows = post.revisions.order_by("-version")
    return list(rows if rules.is_moderator(reader) else rows.filter(marked=True))


# Describing an author.


def description_of(municipality: Municipality) -> rules.Description:
    """The finest description that fits at least five real municipalities (the last one fits all and always stands)."""
    candidates = rules.descriptions(municipality)
    kinds = Municipality.objects.filter(fictional=False).values("kind", "population").annotate(fitting=Count("pk"))
    fitting = dict.fromkeys(candidates, 0)
    for row in kinds.order_by():
        sample = Municipality(kind=row["kind"], population=row["population"])
        for candidate in candidates:
            fitting[candidate] += row["fitting"] if rules.fits(candidate, sample) else 0
    return next((c for c in candidates if fitting[c] >= rules.FEWEST_DESCRIBED), candidates[-1])


def acting_for(user: User) -> tuple[Municipality | None, rules.Description]:
    """The municipality that a person acts for, and how a described post of theirs would describe it."""
    municipality = municipality_of(user)
    return municipality, description_of(municipality) if municipality else rules.Description()


def check_kind(kind: str) -> None:
    """Raise ``InvalidError("unknown_kind")`` for a kind that does not exist."""
    if kind and kind not in Kind.values:
        raise InvalidError("unknown_kind", field="kind")
