"""Hearing what the domain says after commit."""

from collections.abc import Callable, Iterator

import pytest

from forum.congress.events import BallotsChanged, ScoresChanged, SessionChanged
from forum.core.events import Event, subscribe


@pytest.fixture
def heard(django_capture_on_commit_callbacks: Callable[..., object]) -> Iterator[list[Event]]:
    """Every event that has been said; with ``django_capture_on_commit_callbacks(execute=True)`` around the act."""
    events: list[Event] = []
    kinds = (SessionChanged, ScoresChanged, BallotsChanged)
    stop = [subscribe(kind, events.append) for kind in kinds]
    yield events
    for unsubscribe in stop:
        unsubscribe()
