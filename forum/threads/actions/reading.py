"""What somebody has read: moves only forward, keeps no times, and is no act that the log needs to know."""

from django.db import transaction

from forum.accounts.rules import Reader, require_member
from forum.core.clock import now
from forum.threads import queries
from forum.threads.models import ReadFloor, ReadState


@transaction.atomic
def mark_read(*, actor: Reader, thread_id: int, number: int) -> int:
    """Everything up to this post is read; returns how far that is now. Raises ``NotSignedInError``, ``NotFoundError``.

    Never moves back, and never beyond the last post.
    """
    member = require_member(actor)
    thread = queries.access_thread(reader=member, thread_id=thread_id)
    number = max(0, min(number, thread.highest_number))
    state, created = ReadState.objects.get_or_create(user=member, thread=thread, defaults={"last_read": number})
    if created or state.last_read >= number:
        return state.last_read
    ReadState.objects.filter(pk=state.pk, last_read__lt=number).update(last_read=number)
    return number


@transaction.atomic
def mark_all_read(*, actor: Reader, category: str = "") -> None:
    """Everything in the category with this slug, or in all that the actor may read, counts as read from now on.

    Raises ``NotSignedInError``, ``NotFoundError``.
    """
    member = require_member(actor)
    moment = now()
    rows = queries.categories(member)
    if category:
        rows = rows.filter(pk=queries.access_category(reader=member, slug=category).pk)
    ReadFloor.objects.bulk_create(
        [ReadFloor(user=member, category=row, moment=moment) for row in rows],
        update_conflicts=True,
        unique_fields=["user", "category"],
        update_fields=["moment"],
    )
