"""Every write of the forum. Each action names its actor, asks its gate, keeps its rule, leaves an audit row."""

from forum.threads.actions.accepting import accept_answer, withdraw_acceptance
from forum.threads.actions.editing import edit_post, redact_revision
from forum.threads.actions.moderating import change_post_state, change_thread_state
from forum.threads.actions.posting import answer, ask, preview
from forum.threads.actions.reading import mark_all_read, mark_read

__all__ = [
    "accept_answer",
    "answer",
    "ask",
    "change_post_state",
    "change_thread_state",
    "edit_post",
    "mark_all_read",
    "mark_read",
    "preview",
    "redact_revision",
    "withdraw_acceptance",
]
