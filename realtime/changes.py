"""Absolute values that may be merged: scores and poll results with their versions, and the people count."""

from collections.abc import Mapping
from typing import Any

Score = tuple[int, int]
"""A score and the version of its row; of two scores of one question the higher version is the later one."""

Result = Mapping[str, Any]
"""A poll's result as its stream may see it, with its ``version``; the higher version is the later one."""


class Changes:
    """What has changed since the last merged frame. Merging is repeatable and does not depend on the order."""

    __slots__ = ("people", "polls", "scores")

    def __init__(self) -> None:
        self.scores: dict[str, Score] = {}
        self.polls: dict[str, Result] = {}
        self.people: str | None = None

    def __bool__(self) -> bool:
        return bool(self.scores) or bool(self.polls) or self.people is not None

    def add(
        self, scores: Mapping[str, Score], people: str | None = None, polls: Mapping[str, Result] | None = None
    ) -> None:
        """Take over what is later than what is held."""
        held = self.scores
        for question, score in scores.items():
            before = held.get(question)
            if before is None or score[1] >= before[1]:
                held[question] = score
        for poll, result in (polls or {}).items():
            known = self.polls.get(poll)
            if known is None or result["version"] >= known["version"]:
                self.polls[poll] = result
        if people is not None:
            self.people = people

    def merge(self, other: "Changes") -> None:
        """Take over another set of changes."""
        self.add(other.scores, other.people, other.polls)
