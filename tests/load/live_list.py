"""What a phone knows of a session, kept up to date as PROTOCOL.md asks. Knows no network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = tuple[str, str, int]
"""Of a question: its text, its state, its score."""
Result = tuple[int, Any]
"""Of a poll: the version of its result, and the result; ``None`` while it is hidden."""


@dataclass
class LiveList:
    """The list of one phone. ``hear`` says whether the phone has to ask for a snapshot."""

    epoch: str = ""
    rev: int = -1
    rows: dict[str, Row] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    polls: dict[str, Result] = field(default_factory=dict)
    loaded: bool = False

    def hear(self, frame: Mapping[str, Any]) -> bool:
        """Take over what a frame says; true when something is missing and has to be asked for."""
        kind = frame["t"]
        if kind == "scores":
            self._scores(frame.get("q", {}))
            told = frame.get("p", {}).items()
            self._results({poll: (result["version"], _without_version(result)) for poll, result in told})
        elif kind == "snapshot":
            self.replace(frame)
        elif kind == "delta":
            return self._delta(frame)
        elif kind == "hello":
            return True  # scores told while the phone was away have no revision
        return False

    def replace(self, state: Mapping[str, Any]) -> None:
        """Take over a whole state: a snapshot, or the answer of ``GET state``."""
        if self.loaded and state["epoch"] == self.epoch and state["rev"] < self.rev:
            return
        # Scores of the same revision may be older in a snapshot than those heard since; the higher version is right.
        known = self.versions if self.loaded and state["epoch"] == self.epoch else {}
        rows, versions = rows_of(state), {row["id"]: row["version"] for row in state["questions"]}
        for question, version in known.items():
            if question in rows and version > versions[question]:
                rows[question] = (*rows[question][:2], self.rows[question][2])
                versions[question] = version
        self.polls = {}
        self._results(results_of(state))
        self.epoch, self.rev, self.rows, self.versions = state["epoch"], state["rev"], rows, versions
        self.loaded = True

    def _results(self, results: Mapping[str, Result]) -> None:
        for poll, result in results.items():
            if poll not in self.polls or result[0] >= self.polls[poll][0]:
                self.polls[poll] = result

    def _scores(self, scores: Mapping[str, tuple[int, int]]) -> None:
        for question, (score, version) in scores.items():
            if question in self.rows and version > self.versions[question]:
                self.versions[question] = version
                text, state, _ = self.rows[question]
                self.rows[question] = (text, state, score)

    def _delta(self, frame: Mapping[str, Any]) -> bool:
        if not self.loaded:
            return True
        if frame["rev"] <= self.rev:
            return False
        if frame["from"] != self.rev:
            return True
        for row in frame.get("questions", ()):
            question = row["id"]
            score = row["score"]
            if self.versions.get(question, -1) > row["version"]:
                score = self.rows[question][2]
            self.versions[question] = max(self.versions.get(question, -1), row["version"])
            self.rows[question] = (row["text"], row["state"], score)
        for question in frame.get("gone", ()):
            self.rows.pop(question, None)
            self.versions.pop(question, None)
        self._results(results_of(frame))
        for poll in frame.get("gone_polls", ()):
            self.polls.pop(poll, None)
        self.rev = frame["rev"]
        return False


def rows_of(state: Mapping[str, Any]) -> dict[str, Row]:
    """The rows of a snapshot."""
    return {row["id"]: (row["text"], row["state"], row["score"]) for row in state["questions"]}


def results_of(state: Mapping[str, Any]) -> dict[str, Result]:
    """The results of the polls in a snapshot or a change."""
    return {poll["id"]: (poll["version"], poll["result"]) for poll in state.get("polls", ())}


def _without_version(result: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in result.items() if name != "version"}
