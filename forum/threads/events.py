"""What happened in a thread, by ids; who may hear of it is whoever may read its category.

No event names the author: the hearer reads the post through ``queries`` and ``projections`` like everybody else.
"""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True)
class Audience:
    """Those who may read this category (``queries.may_read_category``)."""

    category_id: int
    access: str


@dataclass(frozen=True)
class PostPublished(Event):
    """A post became readable in a thread, as its newest."""

    thread_id: int
    post_id: int
    number: int
    audience: Audience


@dataclass(frozen=True)
class PostChanged(Event):
    """A post's text or state is another one now."""

    thread_id: int
    post_id: int
    number: int
    audience: Audience


@dataclass(frozen=True)
class AnswerAccepted(Event):
    """An answer was accepted, or (``accepted`` false) the acceptance taken back."""

    thread_id: int
    post_id: int
    number: int
    accepted: bool
    audience: Audience


@dataclass(frozen=True)
class ReadersChanged(Event):
    """Who may read this thread may be others now (``queries.access_thread``): it was hidden, removed or shown."""

    thread_id: int
