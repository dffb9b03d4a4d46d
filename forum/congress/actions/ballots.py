"""Ballots, stored in batches. Secret: no moment, no audit row per ballot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from forum.congress import poll_rules, tallies
from forum.congress.enums import LiveState, PollState
from forum.congress.events import BallotsChanged
from forum.congress.models import Ballot, LiveSession, Poll, PollOption
from forum.core.errors import InvalidError
from forum.core.events import emit

LARGEST_ID: Final = 2**63 - 1


@dataclass(frozen=True)
class BallotCommand:
    """What a participant wants in a poll, absolute, so that a retry changes nothing; ``[]`` takes the ballot back."""

    participant_id: int
    poll_id: int
    choices: object


@dataclass(frozen=True)
class BallotOutcome:
    """Whether the ballot is stored as wanted; ``error`` is ``""``, ``not_found``, ``poll_closed``,
    ``session_not_open``, ``session_closed`` or a code of ``poll_rules.ballot``."""

    ok: bool
    error: str = ""


Pair = tuple[int, int]
"""Poll and voter."""
Choices = list[str | int]


@transaction.atomic
def cast_ballots(*, session_id: int, ballots: Sequence[BallotCommand]) -> list[BallotOutcome]:
    """Store a batch of ballots in one transaction; one outcome per command, in order.

    Of several commands of one person for one poll the last good one wins. One bad command does not touch the others.
    Guaranteed: afterwards ``counts`` and ``ballot_count`` of each poll are the sum of its ballots, at most one per
    person; ``result_version`` has grown exactly where a ballot changed, ``votes_rev`` exactly when everybody sees such
    a result; the number of statements does not depend on the size of the batch (up to 500). Nothing is raised for bad
    commands.
    """
    live = LiveSession.objects.select_for_update().filter(pk=session_id).first()
    if live is None:
        return [BallotOutcome(False, "not_found") for _ in ballots]
    if live.state != LiveState.OPEN:
        error = "session_closed" if live.state == LiveState.CLOSED else "session_not_open"
        return [BallotOutcome(False, error) for _ in ballots]
    desk = _Desk(live, [ballot for ballot in ballots if _is_well_formed(ballot)])
    outcomes, wanted = [], dict[Pair, Choices]()
    for ballot in ballots:
        try:
            choices = desk.checked(ballot)
        except InvalidError as error:
            outcomes.append(BallotOutcome(False, error.code))
        else:
            wanted[ballot.poll_id, ballot.participant_id] = choices
            outcomes.append(BallotOutcome(True))
    _store(live, desk.polls, wanted)
    return outcomes


def _is_well_formed(ballot: BallotCommand) -> bool:
    ids = (ballot.participant_id, ballot.poll_id)
    return all(type(value) is int and 0 < value <= LARGEST_ID for value in ids)


class _Desk:
    """What must be known to check the ballots of a batch, read in three statements."""

    def __init__(self, live: LiveSession, ballots: Sequence[BallotCommand]) -> None:
        shown = live.polls.filter(
            pk__in={ballot.poll_id for ballot in ballots}, state__in=poll_rules.SHOWN_STATES
        ).order_by("pk")
        self.polls = {poll.pk: poll for poll in shown}
        self._options: dict[int, list[str]] = {pk: [] for pk in self.polls}
        for option in PollOption.objects.filter(poll__in=self.polls):
            self._options[option.poll_id].append(str(option.pk))
        people = {ballot.participant_id for ballot in ballots}
        self._voters = set(live.participants.filter(pk__in=people).values_list("pk", flat=True))

    def checked(self, ballot: BallotCommand) -> Choices:
        """The choices as stored; raises ``InvalidError``, also with ``not_found`` and ``poll_closed``."""
        known = _is_well_formed(ballot) and ballot.poll_id in self.polls and ballot.participant_id in self._voters
        if not known:
            raise InvalidError("not_found")
        poll = self.polls[ballot.poll_id]
        if poll.state != PollState.OPEN:
            raise InvalidError("poll_closed")
        return poll_rules.ballot(poll, self._options[poll.pk], ballot.choices)


def _store(live: LiveSession, polls: dict[int, Poll], wanted: dict[Pair, Choices]) -> None:
    """Write the difference between the stored and the wanted ballots; the session's lock keeps others out meanwhile."""
    if not wanted:
        return
    stored = {
        (ballot.poll_id, ballot.voter_id): ballot
        for ballot in Ballot.objects.filter(
            poll__in={poll for poll, _ in wanted}, voter__in={voter for _, voter in wanted}
        )
    }
    before: dict[Pair, Choices] = {pair: stored[pair].choices if pair in stored else [] for pair in wanted}
    changed = {pair: choices for pair, choices in wanted.items() if choices != before[pair]}
    if not changed:
        return
    Ballot.objects.bulk_create(
        [
            Ballot(poll_id=poll, voter_id=voter, choices=choices)
            for (poll, voter), choices in changed.items()
            if choices
        ],
        update_conflicts=True,
        unique_fields=["poll", "voter"],
        update_fields=["choices"],
    )
    if taken_back := [stored[pair].pk for pair, choices in changed.items() if not choices]:
        Ballot.objects.filter(pk__in=taken_back).delete()
    touched = [polls[pk] for pk in sorted({poll for poll, _ in changed})]
    for poll in touched:
        _count(poll, [(before[pair], choices) for pair, choices in changed.items() if pair[0] == poll.pk])
    Poll.objects.bulk_update(touched, ["counts", "ballot_count", "result_version"])
    if any(poll_rules.has_open_result(poll) for poll in touched):
        live.votes_rev += 1  # everybody sees it, and would see by it how many vote where the result is hidden
        live.save(update_fields=["votes_rev"])
    emit(BallotsChanged(session_id=live.pk, poll_ids=tuple(poll.pk for poll in touched)))


def _count(poll: Poll, ballots: Sequence[tuple[Choices, Choices]]) -> None:
    poll.counts = tallies.changed(poll.counts, poll.kind, ballots)
    poll.ballot_count += sum(bool(after) - bool(before) for before, after in ballots)
    poll.result_version += 1
