"""Every write to congresses and live sessions."""

from forum.congress.actions.asking import submit_question, withdraw_question
from forum.congress.actions.forgetting import forget_voters
from forum.congress.actions.joining import Joined, join
from forum.congress.actions.moderating import moderate_question
from forum.congress.actions.running import close_session, open_session, set_premoderation
from forum.congress.actions.votes import VoteCommand, VoteOutcome, cast_votes

__all__ = [
    "Joined",
    "VoteCommand",
    "VoteOutcome",
    "cast_votes",
    "close_session",
    "forget_voters",
    "join",
    "moderate_question",
    "open_session",
    "set_premoderation",
    "submit_question",
    "withdraw_question",
]
