"""What happens without a person: scheduled publication, the review date, and clearing what was withdrawn."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import default_task_backend, task

from forum.core.clock import now
from forum.core.errors import DomainError
from forum.practice.actions import Given, move
from forum.practice.actions.clearing import remove_withdrawn
from forum.practice.enums import Verb
from forum.practice.events import PublicationScheduled
from forum.practice.queries import due_for_publication, due_for_review
from forum.practice.rules import DAYS_KEPT_WITHDRAWN


@task
def publish_scheduled(revision_id: int) -> bool:
    """Publish one revision whose time has come; ``False`` when it is not (or no longer) to be published."""
    try:
        move(actor=None, revision_id=revision_id, verb=Verb.GO_LIVE)
    except DomainError:
        return False
    return True


def plan_publication(event: PublicationScheduled) -> None:
    """Hand the publication to the worker for its time.

    A backend that cannot wait gets nothing: there the hourly upkeep publishes what is due.
    """
    if default_task_backend.supports_defer:
        publish_scheduled.using(run_after=event.publish_at).enqueue(event.revision_id)


def upkeep() -> dict[str, int]:
    """Everything that is due now; safe to run at any time and as often as one likes. Returns what was done."""
    moment = now()
    published = sum(publish_scheduled.call(pk) for pk in due_for_publication(moment))
    flagged = 0
    for pk in due_for_review(timezone.localdate(moment)):
        move(actor=None, revision_id=pk, verb=Verb.FLAG_UPDATE, given=Given(text="review_due"))
        flagged += 1
    removed = remove_withdrawn(before=moment - timedelta(days=DAYS_KEPT_WITHDRAWN))
    return {"published": published, "flagged": flagged, "removed": removed}
