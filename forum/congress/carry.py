"""How a live question reads as a thread in the forum. Pure: no reads, no writes."""

import re
from typing import Final

from forum.congress.enums import QuestionState
from forum.congress.models import LiveQuestion
from forum.threads.actions import Carried
from forum.threads.rules import TITLE_LENGTH

CARRY_STATES: Final = frozenset({QuestionState.APPROVED, QuestionState.ON_STAGE, QuestionState.DEFERRED})
"""What the hall has seen and nobody has answered; once carried, a question is deferred."""
MOST_AT_ONCE: Final = 50
ALSO: Final = "Auch so gefragt:"
_MARKS: Final = re.compile(r"([\\`*_\[\]<>~|&])")
_NUMBER: Final = re.compile(r"^(\d+)([.)])")
_BULLET: Final = re.compile(r"^([#+=-])")


def title_of(text: str) -> str:
    """The question as a title: whole when it fits, else its beginning up to a word's end, with an ellipsis."""
    most = TITLE_LENGTH[1]
    if len(text) <= most:
        return text
    cut = text[: most - 2]
    words = cut.rsplit(" ", 1)[0] if " " in cut[most // 2 :] else cut
    return f"{words.rstrip(' ,;:')} …"


def literal(text: str) -> str:
    """One line of Markdown that shows exactly this text."""
    return _BULLET.sub(r"\\\1", _NUMBER.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text)))


def as_thread(question: LiveQuestion, also: list[str]) -> Carried:
    """Title and text of the thread that a question becomes; of its asker nothing is in them."""
    paragraphs = [literal(question.text)]
    if also:
        paragraphs += [ALSO, "\n".join(f"- {literal(text)}" for text in also)]
    return Carried(title=title_of(question.text), text="\n\n".join(paragraphs))
