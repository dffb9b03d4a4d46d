"""One attempt to move a revision: who, what, and what they gave with it."""

from dataclasses import dataclass, field
from datetime import datetime

from forum.accounts.models import User
from forum.practice.models import PracticeExample, Revision
from forum.practice.rules import Standing


@dataclass(frozen=True)
class Given:
    """What a person enters for a move; each verb reads what it needs."""

    reason: str = ""
    text: str = ""
    function: str = ""
    anonymisation: frozenset[str] = field(default_factory=frozenset)
    links_checked: bool = False
    publish_at: datetime | None = None


@dataclass(frozen=True)
class Case:
    """A move in progress, under the row locks."""

    actor: User | None
    who: Standing
    revision: Revision
    given: Given
    moment: datetime

    @property
    def example(self) -> PracticeExample:
        return self.revision.example

    @property
    def person(self) -> User:
        """The acting person; only rows that a task cannot take ask for it."""
        if self.actor is None:
            raise TypeError("a task has no person")
        return self.actor
