"""What happened to accounts. Heard inside the process only: nobody but the person and admins may know."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True)
class RolesChanged(Event):
    """A person's roles are others now."""

    user_id: int
    roles: tuple[str, ...]
