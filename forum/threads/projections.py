"""The general view of threads and posts: what every reader of the category may see, the same for API and live frames.

Nothing here depends on the reader but through ``full``, and no author shows more than the post's identity level says.
Times are ISO 8601 in UTC.
"""

from datetime import UTC, datetime
from typing import Any

from django.utils.text import slugify

from forum.accounts.models import User
from forum.core.markdown import plain
from forum.municipalities.models import Municipality
from forum.threads.enums import Identity, State
from forum.threads.models import Authored, Category, Post, PostRevision, Thread
from forum.threads.queries import POSTS_PER_PAGE
from forum.threads.rules import CHOSEN_LEVELS, Description

EXCERPT_LENGTH = 200
_TRANSLITERATED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def iso(moment: datetime) -> str:
    """A moment in UTC, to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def slug_of(title: str) -> str:
    """The readable part of a thread's address; never only digits, which are the number of a post there."""
    slug = slugify(title.translate(_TRANSLITERATED))[:80].strip("-")
    return f"thema-{slug}".rstrip("-") if not slug or slug.isdigit() else slug


def url_of(thread: Thread, number: int = 1) -> str:
    """The address of a thread, or of one of its posts: with the thread's beginning while both are on one page."""
    address = f"/t/{thread.pk}/{slug_of(thread.title)}"
    if number == 1:
        return address
    return f"{address}{f'?from={number}' if number > POSTS_PER_PAGE else ''}#beitrag-{number}"


def municipality_view(municipality: Municipality | None) -> dict[str, str] | None:
    """The municipality that somebody acted for."""
    return {"ags": municipality.ags, "name": municipality.name} if municipality else None


def author_view(written: Authored) -> dict[str, Any]:
    """As much of the author as the level shows; every level has the same keys, empty where it says nothing."""
    level = Identity(written.identity)
    named, described = level in {Identity.NAMED, Identity.CARRIED}, level == Identity.DESCRIBED
    return {
        "level": level.value,
        "name": written.author.name if named and written.author else "",
        "municipality": None if described else municipality_view(written.acted_for),
        "group": written.described_group if described else "",
        "size": written.described_size if described else "",
    }


def identity_views(user: User, municipality: Municipality | None, description: Description) -> list[dict[str, Any]]:
    """How a new post of this person would name its author, for each level open to him."""
    levels = list(CHOSEN_LEVELS) if municipality else [Identity.NAMED]
    return [
        author_view(
            Post(
                author=user,
                acted_for=municipality,
                identity=level,
                described_group=description.group,
                described_size=description.size,
            )
        )
        for level in levels
    ]


def is_by_asker(post: Post) -> bool:
    """Whether a reader may know that the thread's author wrote this post.

    Only when it shows as much of its author as the thread does: else the mark would tie a name to a described author.
    """
    thread = post.thread
    same_person = post.author_id is not None and post.author_id == thread.author_id
    return same_person and post.identity == thread.identity and post.acted_for_id == thread.acted_for_id


def post_view(post: Post, *, full: bool = False) -> dict[str, Any]:
    """The general view of a post (``thread``, ``author`` and ``acted_for`` loaded).

    A post that is not published keeps its place and shows neither words nor author; ``full`` shows them to those for
    whom ``queries.shows_words`` is true.
    """
    shown = full or post.state == State.PUBLISHED
    return {
        "id": post.pk,
        "number": post.number,
        "state": post.state,
        "reason": post.state_reason if full and post.state != State.PUBLISHED else "",
        "html": post.html if shown else "",
        "author": author_view(post) if shown else None,
        "by_asker": shown and is_by_asker(post),
        "created": iso(post.created),
        "edited": iso(post.edited) if post.edited and shown else None,
        "version": post.version,
    }


def category_view(category: Category) -> dict[str, Any]:
    """A category as its readers see it."""
    return {
        "slug": category.slug,
        "title": category.title,
        "description": category.description,
        "access": category.access,
    }


def thread_view(thread: Thread) -> dict[str, Any]:
    """The general view of a thread."""
    return {
        "id": thread.pk,
        "slug": slug_of(thread.title),
        "title": thread.title,
        "kind": thread.kind,
        "state": thread.state,
        "category": {"slug": thread.category.slug, "title": thread.category.title, "access": thread.category.access},
        "author": author_view(thread),
        "highest": thread.highest_number,
        "answers": thread.answer_count,
        "created": iso(thread.created),
        "last_activity": iso(thread.last_activity),
    }


def revision_view(revision: PostRevision) -> dict[str, Any]:
    """An earlier text; a redacted one has lost its words."""
    return {
        "version": revision.version,
        "html": "" if revision.redacted else revision.html,
        "replaced": iso(revision.replaced),
        "redacted": revision.redacted,
    }


def excerpt(post: Post) -> str:
    """The beginning of a post as plain text."""
    text = plain(post.html)
    return text if len(text) <= EXCERPT_LENGTH else text[: EXCERPT_LENGTH - 2].rsplit(" ", 1)[0] + " …"
