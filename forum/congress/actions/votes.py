"""Votes, stored in batches. A secret ballot: no moment, no audit row per vote."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from forum.congress import rules
from forum.congress.enums import LiveState
from forum.congress.events import ScoresChanged
from forum.congress.models import LiveQuestion, LiveSession, QuestionVote
from forum.core.events import emit

LARGEST_ID: Final = 2**63 - 1


@dataclass(frozen=True)
class VoteCommand:
    """The vote that a participant shall have: 1 or 0, absolute, so that a retry never undoes it."""

    participant_id: int
    question_id: int
    value: int


@dataclass(frozen=True)
class VoteOutcome:
    """Whether the vote is stored as wanted; ``error`` is ``""``, ``invalid``, ``not_found``, ``session_not_open`` or
    ``session_closed``."""

    ok: bool
    error: str = ""


Pair = tuple[int, int]
"""Question and voter."""


@transaction.atomic
def cast_votes(*, session_id: int, votes: Sequence[VoteCommand]) -> list[VoteOutcome]:
    """Store a batch of votes in one transaction; one outcome per command, in order.

    Of several commands of one person for one question the last wins. Votes count only for visible questions of this
    session and from its participants; one bad command does not touch the others. Guaranteed: afterwards each score is
    the number of distinct voters; ``score_version`` and ``votes_rev`` have grown exactly where a score changed; the
    number of statements does not depend on the size of the batch (up to 500). Nothing is raised for bad commands.
    """
    live = LiveSession.objects.select_for_update().filter(pk=session_id).first()
    if live is None:
        return [VoteOutcome(False, "not_found") for _ in votes]
    if live.state != LiveState.OPEN:
        error = "session_closed" if live.state == LiveState.CLOSED else "session_not_open"
        return [VoteOutcome(False, error) for _ in votes]
    well_formed = [vote for vote in votes if _is_well_formed(vote)]
    questions = {
        question.pk: question
        for question in live.questions.filter(pk__in={vote.question_id for vote in well_formed})
        if question.state in rules.VOTE_STATES
    }
    voters = set(
        live.participants.filter(pk__in={vote.participant_id for vote in well_formed}).values_list("pk", flat=True)
    )
    outcomes = [_outcome(vote, questions, voters) for vote in votes]
    wanted = {
        (vote.question_id, vote.participant_id): vote.value
        for vote, outcome in zip(votes, outcomes, strict=True)
        if outcome.ok
    }
    _store(live, questions, wanted)
    return outcomes


def _is_well_formed(vote: VoteCommand) -> bool:
    ids = (vote.participant_id, vote.question_id)
    return all(type(value) is int and 0 < value <= LARGEST_ID for value in ids)


def _outcome(vote: VoteCommand, questions: dict[int, LiveQuestion], voters: set[int]) -> VoteOutcome:
    if type(vote.value) is not int or vote.value not in (0, 1):
        return VoteOutcome(False, "invalid")
    if not _is_well_formed(vote) or vote.question_id not in questions or vote.participant_id not in voters:
        return VoteOutcome(False, "not_found")
    return VoteOutcome(True)


def _store(live: LiveSession, questions: dict[int, LiveQuestion], wanted: dict[Pair, int]) -> None:
    """Write the difference between the stored and the wanted votes; the session's lock keeps others out meanwhile."""
    if not wanted:
        return
    stored: dict[Pair, int] = {
        (vote.question_id, vote.voter_id): vote.pk
        for vote in QuestionVote.objects.filter(
            question__in={question for question, _ in wanted}, voter__in={voter for _, voter in wanted}
        )
    }
    added = [pair for pair, value in wanted.items() if value == 1 and pair not in stored]
    removed = [pair for pair, value in wanted.items() if value == 0 and pair in stored]
    if not added and not removed:
        return
    QuestionVote.objects.bulk_create(QuestionVote(question_id=question, voter_id=voter) for question, voter in added)
    if removed:
        QuestionVote.objects.filter(pk__in=[stored[pair] for pair in removed]).delete()
    change = Counter(question for question, _ in added)
    change.subtract(question for question, _ in removed)
    _count(live, [questions[pk] for pk in change], change)


def _count(live: LiveSession, questions: list[LiveQuestion], change: Counter[int]) -> None:
    for question in questions:
        question.score += change[question.pk]
        question.score_version += 1
    LiveQuestion.objects.bulk_update(questions, ["score", "score_version"])
    live.votes_rev += 1
    live.save(update_fields=["votes_rev"])
    scores = {str(question.pk): (question.score, question.score_version) for question in questions}
    emit(ScoresChanged(session_id=live.pk, scores=scores, votes_rev=live.votes_rev))
