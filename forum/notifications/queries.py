"""Every read of the outbox. Nobody but the worker reads it."""

from datetime import datetime

from forum.notifications.models import OutboxMail
from forum.notifications.rules import BATCH


def take_due(moment: datetime) -> list[OutboxMail]:
    """The next mails that are due, locked; those that another worker is just taking are left to him."""
    due = OutboxMail.objects.filter(due__lte=moment).order_by("due", "pk")
    return list(due.select_for_update(skip_locked=True)[:BATCH])
