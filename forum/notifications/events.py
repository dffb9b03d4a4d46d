"""What the worker may hear. It names no mail: a queue of tasks keeps no trace of who got one."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True)
class MailStored(Event):
    """There are new mails in the outbox. Heard inside the process only."""
