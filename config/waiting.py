"""Which tasks of the worker wait or have failed, for the operator."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Case, F, Min, When
from django_tasks_db.models import DBTaskResult, get_date_max

from forum.core.clock import now

Figure = tuple[str, str, float]
"""Name, meaning, value."""


def tasks() -> Iterator[Figure]:
    """Tasks that could begin now and have not, for how long the oldest could have, and those failed within a day."""
    moment = now()
    ready = DBTaskResult.objects.ready()
    # A task without a date of its own has the last day there is.
    since = Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))
    oldest = ready.aggregate(first=Min(since))["first"]
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=moment - timedelta(days=1))
    yield "tasks_waiting", "Tasks that the worker could begin now", ready.count()
    yield "tasks_oldest_seconds", "For how long the oldest of them could", _seconds(moment - oldest) if oldest else 0.0
    yield "tasks_failed", "Tasks that have failed within the last 24 hours", failed.count()


def _seconds(span: timedelta) -> float:
    return max(0.0, span.total_seconds())
