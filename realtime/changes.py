"""Absolute values that may be merged: scores with their versions, and the people count."""

from collections.abc import Mapping

Score = tuple[int, int]
"""A score and the version of its row; of two scores of one question the higher version is the later one."""


class Changes:
    """What has changed since the last merged frame. Merging is repeatable and does not depend on the order."""

    __slots__ = ("people", "scores")

    def __init__(self) -> None:
        self.scores: dict[str, Score] = {}
        self.people: str | None = None

    def __bool__(self) -> bool:
        return bool(self.scores) or self.people is not None

    def add(self, scores: Mapping[str, Score], people: str | None = None) -> None:
        """Take over what is later than what is held."""
        held = self.scores
        for question, score in scores.items():
            before = held.get(question)
            if before is None or score[1] >= before[1]:
                held[question] = score
        if people is not None:
            self.people = people

    def merge(self, other: "Changes") -> None:
        """Take over another set of changes."""
        self.add(other.scores, other.people)
