"""The shortlist of the next questions: places from 1 on, without gaps, for approved questions only."""

from forum.congress.models import LiveQuestion, LiveSession


def place(live: LiveSession, question: LiveQuestion, position: int | None) -> list[LiveQuestion]:
    """Put a question at this place (at the end for one beyond), or off the list; returns all others that moved along.

    The question itself gets its place, the caller stores it. The session must be locked.
    """
    others = _listed(live, question)
    rest = list(others)
    if position is not None:
        others.insert(min(position, len(others) + 1) - 1, question)
    else:
        question.pinned = None
    moved = [one for number, one in enumerate(others, 1) if one.pinned != number]
    for number, one in enumerate(others, 1):
        one.pinned = number
    changed = [one for one in rest if one in moved]
    LiveQuestion.objects.bulk_update(changed, ["pinned"])
    return changed


def leave_shortlist(live: LiveSession, question: LiveQuestion) -> list[LiveQuestion]:
    """Take a question off the list; returns the others that moved up. The caller stores the question."""
    return place(live, question, None) if question.pinned is not None else []


def _listed(live: LiveSession, without: LiveQuestion) -> list[LiveQuestion]:
    return list(live.questions.filter(pinned__isnull=False).exclude(pk=without.pk).order_by("pinned"))
