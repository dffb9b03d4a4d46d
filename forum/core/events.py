"""Domain events: said by an action, heard after its transaction has been committed.

An event is a frozen dataclass that names *what happened* by ids; who may hear it is decided where it is defined.
A handler that fails is logged and never turns a stored write into an error.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

logger = logging.getLogger(__name__)


class Event:
    """Base of all events."""


E = TypeVar("E", bound=Event)
_handlers: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[E], handler: Callable[[E], None]) -> Callable[[], None]:
    """Call ``handler`` for each event of exactly this type; repeating it changes nothing. Returns the unsubscriber."""
    if handler not in _handlers[event_type]:
        _handlers[event_type].append(handler)
    return lambda: _handlers[event_type].remove(handler)


def emit(event: Event) -> None:
    """Hand the event to its handlers once the surrounding transaction is committed (at once without one)."""
    # Not functools.partial with robust=True: Django 5.2 fails in its own error message for partials.
    transaction.on_commit(lambda: dispatch(event))


def dispatch(event: Event) -> None:
    """Hand the event to its handlers now."""
    for handler in tuple(_handlers[type(event)]):
        try:
            handler(event)
        except Exception:
            logger.exception("a handler of %s failed", type(event).__name__)
