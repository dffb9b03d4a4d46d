"""Saying what group one belongs to, if one likes."""

from django.db import transaction

from forum.congress import queries
from forum.congress.actions.revisions import require_open
from forum.congress.models import Participant


@transaction.atomic
def say_group(*, actor: Participant, size_class: str, function: str) -> None:
    """Keep the size class of the actor's municipality and their function, each ``""`` for not said.

    Only coarse groups are stored, whoever is signed in. Raises ``ConflictError`` unless the session runs. Not audited:
    a row would tell who said so when.
    """
    require_open(queries.lock_session(actor.session_id))
    Participant.objects.filter(pk=actor.pk).update(size_class=size_class, function=function)
