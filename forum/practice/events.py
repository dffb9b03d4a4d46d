"""What others may hear about practice examples, after commit."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.events import Event


@dataclass(frozen=True)
class RevisionMoved(Event):
    """A revision went through a row of the transition table. For those who take part in it: ``queries.in_workshop``."""

    example_id: int
    revision_id: int
    verb: str
    state: str


@dataclass(frozen=True)
class ExamplePublished(Event):
    """A revision went live; said once per revision. For everybody who may read it: ``queries.published``."""

    example_id: int
    revision_id: int
    public_id: str


@dataclass(frozen=True)
class PublicationScheduled(Event):
    """A revision shall go live at that time. For the task that does it."""

    revision_id: int
    publish_at: datetime
