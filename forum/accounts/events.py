"""What happened to accounts. Heard inside the process only: nobody but the person and admins may know."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True)
class RolesChanged(Event):
    """A person's roles are others now."""

    user_id: int
    roles: tuple[str, ...]


@dataclass(frozen=True)
class SignInsEnded(Event):
    """Some or all of a person's sessions have ended: by signing out, by a new password, with the account.

    What was opened by a session that has not ended stays open.
    """

    user_id: int
