"""Votes, stored in batches. A secret ballot: no moment, no audit row per vote."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Q

from forum.congress import rules
from forum.congress.enums import LiveState, Stream
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
    """Whether the vote is stored as wanted; ``error`` is ``""``, ``invalid``, ``not_found``, ``voting_over``,
    ``session_not_open`` or ``session_closed``."""

    ok: bool
    error: str = ""


Pair = tuple[int, int]
"""The leader of a set (a question by itself leads its own) and a voter."""


@transaction.atomic
def cast_votes(*, session_id: int, votes: Sequence[VoteCommand]) -> list[VoteOutcome]:
    """Store a batch of votes in one transaction; one outcome per command, in order.

    Votes count only for open visible questions of this session and from its participants (``voting_over`` for one that
    is visible and was answered or deferred); a vote for a merged question counts for its leader. Of several commands of
    one person for one set of questions the last wins: 1 leaves a vote that is somewhere in the set and else stores one
    for the question named, 0 takes back all of the person's in the set. One bad command does not touch the others.
    Guaranteed: afterwards the score of each leader is the number of
    distinct voters of its set, that of a merged question the number of its own; ``score_version`` and ``votes_rev``
    have grown exactly where a score changed; the number of statements does not depend on the size of the batch (up to
    500). Nothing is raised for bad commands.
    """
    live = LiveSession.objects.select_for_update().filter(pk=session_id).first()
    if live is None:
        return [VoteOutcome(False, "not_found") for _ in votes]
    if live.state != LiveState.OPEN:
        error = "session_closed" if live.state == LiveState.CLOSED else "session_not_open"
        return [VoteOutcome(False, error) for _ in votes]
    well_formed = [vote for vote in votes if _is_well_formed(vote)]
    sets = VotableSets(live, {vote.question_id for vote in well_formed})
    voters = set(
        live.participants.filter(pk__in={vote.participant_id for vote in well_formed}).values_list("pk", flat=True)
    )
    outcomes = [_outcome(vote, sets, voters) for vote in votes]
    wanted = {
        (sets.leader[vote.question_id], vote.participant_id): vote
        for vote, outcome in zip(votes, outcomes, strict=True)
        if outcome.ok
    }
    _store(live, sets, wanted)
    return outcomes


class VotableSets:
    """The questions that may be voted for among those named, with their sets.

    ``leader`` maps each of these questions to the one that leads its set, ``members`` each leader to its set with
    itself. ``over`` are those that everybody sees and nobody votes for any more.
    """

    def __init__(self, live: LiveSession, named: set[int]) -> None:
        rows = self._read(live, Q(pk__in=named) | Q(merged_into__in=named))
        leaders = {row.merged_into_id for row in rows if row.merged_into_id is not None} - {row.pk for row in rows}
        if leaders:  # only a merged question was named: a phone that has not heard of it yet
            rows = self._read(live, Q(pk__in=named | leaders) | Q(merged_into__in=named | leaders))
        self.questions = {row.pk: row for row in rows}
        self.leader: dict[int, int] = {}
        self.members: dict[int, list[int]] = defaultdict(list)
        self.over: set[int] = set()
        for row in rows:
            head = self.questions.get(row.merged_into_id or row.pk)
            if head is not None and head.state in rules.VOTE_STATES:
                self.leader[row.pk] = head.pk
                self.members[head.pk].append(row.pk)
            elif head is not None and head.state in rules.VISIBLE[Stream.PUBLIC]:
                self.over.add(row.pk)

    @staticmethod
    def _read(live: LiveSession, which: Q) -> list[LiveQuestion]:
        return list(live.questions.filter(which).only("state", "score", "score_version", "merged_into", "session"))


def _is_well_formed(vote: VoteCommand) -> bool:
    ids = (vote.participant_id, vote.question_id)
    return all(type(value) is int and 0 < value <= LARGEST_ID for value in ids)


def _outcome(vote: VoteCommand, sets: VotableSets, voters: set[int]) -> VoteOutcome:
    if type(vote.value) is not int or vote.value not in (0, 1):
        return VoteOutcome(False, "invalid")
    if not _is_well_formed(vote) or vote.participant_id not in voters:
        return VoteOutcome(False, "not_found")
    if vote.question_id in sets.leader:
        return VoteOutcome(True)
    return VoteOutcome(False, "voting_over" if vote.question_id in sets.over else "not_found")


def _store(live: LiveSession, sets: VotableSets, wanted: dict[Pair, VoteCommand]) -> None:
    """Write the difference between the stored and the wanted votes; the session's lock keeps others out meanwhile."""
    if not wanted:
        return
    questions = [member for leader in {leader for leader, _ in wanted} for member in sets.members[leader]]
    stored: dict[Pair, list[QuestionVote]] = defaultdict(list)
    for vote in QuestionVote.objects.filter(question__in=questions, voter__in={voter for _, voter in wanted}):
        stored[sets.leader[vote.question_id], vote.voter_id].append(vote)
    added = {pair: vote.question_id for pair, vote in wanted.items() if vote.value == 1 and pair not in stored}
    removed = {pair: stored[pair] for pair, vote in wanted.items() if vote.value == 0 and pair in stored}
    if not added and not removed:
        return
    QuestionVote.objects.bulk_create(
        QuestionVote(question_id=question, voter_id=voter) for (_, voter), question in added.items()
    )
    gone = [vote for votes in removed.values() for vote in votes]
    if gone:
        QuestionVote.objects.filter(pk__in=[vote.pk for vote in gone]).delete()
    change: Counter[int] = Counter()
    for (leader, _), question in added.items():
        change.update({leader, question})
    for (leader, _), votes in removed.items():
        change.subtract({leader, *(vote.question_id for vote in votes)})
    _count(live, sets, change)


def _count(live: LiveSession, sets: VotableSets, change: Counter[int]) -> None:
    """Adjust the scores: a leader's by people in its set, a merged question's by its own votes."""
    questions = [sets.questions[pk] for pk, by in change.items() if by]
    if not questions:
        return
    for question in questions:
        question.score += change[question.pk]
        question.score_version += 1
    LiveQuestion.objects.bulk_update(questions, ["score", "score_version"])
    live.votes_rev += 1
    live.save(update_fields=["votes_rev"])
    told: dict[bool, dict[str, tuple[int, int]]] = {True: {}, False: {}}
    for question in questions:
        told[question.merged_into_id is None][str(question.pk)] = (question.score, question.score_version)
    emit(ScoresChanged(session_id=live.pk, scores=told[True], votes_rev=live.votes_rev, merged=told[False]))
