"""Every write of practice examples."""

from forum.practice.actions.case import Given
from forum.practice.actions.move import may, move
from forum.practice.actions.writing import (
    add_note,
    answer_note,
    rate_transfer,
    revise_example,
    save_draft,
    start_example,
)

__all__ = [
    "Given",
    "add_note",
    "answer_note",
    "may",
    "move",
    "rate_transfer",
    "revise_example",
    "save_draft",
    "start_example",
]
