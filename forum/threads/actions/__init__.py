"""Every write of the forum. Each action names its actor, asks its gate, keeps its rule, leaves an audit row."""

from forum.threads.actions.accepting import accept_answer, withdraw_acceptance
from forum.threads.actions.carrying import Carried, carry_in, lead_on
from forum.threads.actions.editing import edit_post, redact_revision
from forum.threads.actions.moderating import RealAuthor, change_post_state, change_thread_state, look_up_author
from forum.threads.actions.posting import answer, ask, preview
from forum.threads.actions.reading import mark_all_read, mark_read

__all__ = [
    "Carried",
    "RealAuthor",
    "accept_answer",
    "answer",
    "ask",
    "carry_in",
    "change_post_state",
    "change_thread_state",
    "edit_post",
    "lead_on",
    "look_up_author",
    "mark_all_read",
    "mark_read",
    "preview",
    "redact_revision",
    "withdraw_acceptance",
]
