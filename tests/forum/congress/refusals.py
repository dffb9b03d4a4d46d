"""What came of acts in threads of their own."""

from collections.abc import Callable

from django.db import connection

from forum.core.errors import DomainError


def refusal(act: Callable[[], object]) -> str:
    """``ok``, or the code of the refusal, for an act in a thread of its own."""
    try:
        act()
    except DomainError as refused:
        return refused.code
    finally:
        connection.close()
    return "ok"
