"""From rows to answers: the general view, and what concerns only the caller."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from forum.accounts.models import User
from forum.accounts.rules import Reader, is_member
from forum.core.ports import Origin, origins
from forum.threads import queries, rules
from forum.threads.enums import State
from forum.threads.models import Thread
from forum.threads.projections import post_view, thread_view


def thread_answers(reader: Reader, threads: Sequence[Thread]) -> list[dict[str, Any]]:
    """Threads with the marks of ``queries.with_marks``; where carried ones came from is asked for all at once."""
    known = origins([thread.pk for thread in threads if thread.carried])
    return [_thread_answer(reader, thread, known.get(thread.pk, [])) for thread in threads]


def thread_answer(reader: Reader, thread: Thread) -> dict[str, Any]:
    """One thread as in ``thread_answers``."""
    return thread_answers(reader, [thread])[0]


def _thread_answer(reader: Reader, thread: Thread, came_from: list[Origin]) -> dict[str, Any]:
    last_read = getattr(thread, "last_read", 0)
    floor = getattr(thread, "read_floor", None)
    unread = thread.state == State.PUBLISHED and thread.highest_number > last_read
    return {
        **thread_view(thread),
        "origins": [asdict(origin) for origin in came_from],
        "answered": getattr(thread, "answered", False),
        "last_read": last_read,
        "unread": is_member(reader) and unread and (floor is None or thread.last_activity > floor),
    }


def posts_answer(reader: Reader, found: queries.PostPage) -> dict[str, Any]:
    """A page of posts as this reader sees it."""
    own = reader.pk if isinstance(reader, User) else None
    return {
        "posts": [post_view(post, full=queries.shows_words(reader, post)) for post in found.posts],
        "own": [post.pk for post in found.posts if own is not None and post.author_id == own],
        "before": found.before,
        "after": found.after,
    }


def reason_answer(thread: Thread) -> str:
    """Why a thread is not published; only its author and moderators read such a thread at all."""
    return "" if thread.state == State.PUBLISHED else thread.state_reason


def rights_answer(reader: Reader, thread: Thread) -> dict[str, bool]:
    """What the reader may do in this thread."""
    return {
        "answer": is_member(reader) and thread.state == State.PUBLISHED,
        "accept": rules.may_accept(reader, thread),
        "moderate": rules.is_moderator(reader),
    }
