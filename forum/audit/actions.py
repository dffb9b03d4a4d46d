"""Writing the log; reading it is the operator's business."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from forum.audit.models import AuditEntry


def record(
    *,
    actor: AbstractBaseUser | None,
    action: str,
    target: models.Model,
    actor_kind: str = "",
    facts: dict[str, Any] | None = None,
) -> AuditEntry:
    """Add one entry in the caller's transaction.

    ``actor`` is the signed-in user; without one ``actor_kind`` says who acted ("participant", "system"): a guest of a
    live session is never named, so that the log cannot join anonymous questions to a person. ``facts`` holds states and
    ids, never secrets and never the text of a post.
    """
    return AuditEntry.objects.create(
        actor_id=actor.pk if actor is not None else None,
        actor_kind=actor_kind or ("user" if actor is not None else "system"),
        action=action,
        object_kind=target._meta.label_lower,
        object_id=str(target.pk),
        facts=facts or {},
    )
