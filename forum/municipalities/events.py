"""What happened to affiliations. Coordinators may hear of requests, the person of the decision, nobody else."""

from dataclasses import dataclass

from forum.core.events import Event


@dataclass(frozen=True)
class AffiliationRequested(Event):
    """A person with a confirmed address waits for a coordinator."""

    affiliation_id: int
    user_id: int


@dataclass(frozen=True)
class AffiliationDecided(Event):
    """A coordinator or the mail domain decided; ``state`` is confirmed or declined."""

    affiliation_id: int
    user_id: int
    state: str
