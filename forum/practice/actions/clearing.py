"""Removing what was withdrawn, after the time in which its author could still want it back."""

from datetime import datetime

from django.db import transaction

from forum.audit.actions import record
from forum.practice.enums import State
from forum.practice.models import PracticeExample, Revision


@transaction.atomic
def remove_withdrawn(*, before: datetime) -> int:
    """Delete revisions withdrawn before that moment, and examples left without any. Returns how many revisions went.

    The id of a removed example is never given again. One audit row per revision remains.
    """
    rows = Revision.objects.select_for_update().filter(state=State.WITHDRAWN, state_since__lt=before)
    removed = list(rows)
    for revision in removed:
        record(actor=None, action="practice.remove", target=revision, facts={"example_id": revision.example_id})
    examples = {revision.example_id for revision in removed}
    Revision.objects.filter(pk__in=[revision.pk for revision in removed]).delete()
    PracticeExample.objects.filter(pk__in=examples, revisions=None).delete()
    return len(removed)
