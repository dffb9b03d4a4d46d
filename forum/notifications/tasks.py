"""Delivering the outbox behind the request."""

from datetime import datetime

from django_tasks import task

from forum.notifications.actions import deliver_due
from forum.notifications.events import MailStored


@task()
def deliver_mails() -> int:
    """Deliver all that is due, also what a killed worker has left; returns how many mails were taken up.

    Where the task backend can wait, a failed mail is tried again when its pause is over; else with the next mail.
    """
    taken = 0
    retries: set[datetime] = set()
    while (done := deliver_due()).taken:
        taken += done.taken
        retries |= done.retries
    if deliver_mails.get_backend().supports_defer:
        for moment in sorted(retries):
            deliver_mails.using(run_after=moment).enqueue()
    return taken


def plan_delivery(event: MailStored) -> None:
    """Hand the outbox to the worker."""
    deliver_mails.enqueue()


def upkeep() -> dict[str, int]:
    """What a killed process has left, and what nobody tried again."""
    return {"mails": deliver_mails.call()}
