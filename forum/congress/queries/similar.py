"""Proposals for merging, found when a question is asked or reworded, so that no delta or snapshot looks for them."""

from typing import Final

from forum.congress.enums import QuestionState
from forum.congress.models import LiveSession
from forum.congress.similarity import ALIKE, likeness, profile

MOST_PROPOSED: Final = 5


def alike(live: LiveSession, text: str, *, before: int | None = None) -> list[int]:
    """Ids of questions in this session that ask much the same, the most similar first.

    ``before`` is the question's own id when it has one: only earlier ones are proposed, so that of two the later one
    says it. One statement, whatever their number. Rejected, withdrawn and merged ones are left out.
    """
    gone = (QuestionState.REJECTED, QuestionState.WITHDRAWN, QuestionState.MERGED)
    earlier = live.questions.exclude(state__in=gone)
    if before is not None:
        earlier = earlier.filter(pk__lt=before)
    own = profile(text)
    rated = ((likeness(own, profile(other)), pk) for pk, other in earlier.values_list("pk", "text"))
    found = sorted((-rate, pk) for rate, pk in rated if rate >= ALIKE)
    return [pk for _, pk in found[:MOST_PROPOSED]]
