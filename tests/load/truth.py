"""What the database holds, read beside the application: the measure of what was acknowledged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.load.place import Hall, Place

VOTES = (
    "SELECT v.question_id, v.voter_id FROM {votes} v JOIN {questions} q ON q.id = v.question_id WHERE q.session_id = %s"
)
# Votes stay with the question they were cast for; a merged question's count for the one that leads.
SCORES = """
    SELECT q.id, q.score, (
        SELECT count(DISTINCT v.voter_id) FROM {votes} v JOIN {questions} m ON m.id = v.question_id
        WHERE m.id = q.id {merged}
    ) FROM {questions} q WHERE q.session_id = %s AND q.state <> 'merged'
"""
TABLES = {"votes": "congress_questionvote", "questions": "congress_livequestion"}


@dataclass(frozen=True)
class Truth:
    """The stored votes of a session as (question, voter); the questions whose score is not their distinct voters."""

    votes: set[tuple[int, int]]
    questions: set[int]
    wrong_scores: dict[int, tuple[int, int]]

    def lost(self, acknowledged: Iterable[tuple[int, int]], leads: Mapping[int, int]) -> int:
        """Acknowledged votes that are not stored, for the question or another of the set that it was in at times."""
        stored = {(leads.get(question, question), voter) for question, voter in self.votes}
        return len({(leads.get(question, question), voter) for question, voter in acknowledged} - stored)

    def invented(self, cast: Iterable[tuple[int, int]]) -> int:
        """Stored votes that nobody has cast."""
        return len(self.votes - set(cast))


def truth(place: Place, hall: Hall) -> Truth:
    """Read it now."""
    with psycopg.connect(place.postgres.url) as connection:
        merges = connection.execute(
            "SELECT count(*) FROM information_schema.columns WHERE table_name = %s AND column_name = 'merged_into_id'",
            [TABLES["questions"]],
        ).fetchone()
        merged = "OR m.merged_into_id = q.id" if merges and merges[0] else ""
        rows = _rows(connection, SCORES.format(merged=merged, **TABLES), hall)
        votes = _rows(connection, VOTES.format(**TABLES), hall)
    return Truth(
        votes={(question, voter) for question, voter in votes},
        questions={row[0] for row in rows},
        wrong_scores={question: (score, voters) for question, score, voters in rows if score != voters},
    )


def _rows(connection: "psycopg.Connection[Any]", statement: str, hall: Hall) -> list[Any]:
    return connection.execute(statement.encode(), [hall.session]).fetchall()
