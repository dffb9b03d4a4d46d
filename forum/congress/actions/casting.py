"""What a hall wants at one moment: votes and ballots together."""

from collections.abc import Sequence

from django.db import transaction

from forum.congress.actions.ballots import BallotCommand, BallotOutcome, cast_ballots
from forum.congress.actions.votes import VoteCommand, VoteOutcome, cast_votes


@transaction.atomic
def cast(
    *, session_id: int, votes: Sequence[VoteCommand], ballots: Sequence[BallotCommand]
) -> tuple[list[VoteOutcome], list[BallotOutcome]]:
    """Store votes and ballots in one transaction, each as ``cast_votes`` and ``cast_ballots`` say.

    Guaranteed: when the database fails in the middle, neither is stored; a bad command of one kind does not touch the
    other kind.
    """
    return (
        cast_votes(session_id=session_id, votes=votes),
        cast_ballots(session_id=session_id, ballots=ballots),
    )
