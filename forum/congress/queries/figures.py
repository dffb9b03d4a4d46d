"""Numbers for the operator: how much goes on, and nothing of who or what."""

from collections.abc import Iterator

from forum.congress.enums import LiveState, QuestionState
from forum.congress.models import LiveQuestion, LiveSession, Participant


def live_figures() -> Iterator[tuple[str, str, float]]:
    """Name, meaning and value of what goes on in the live sessions that are open now, over all of them."""
    waiting = LiveQuestion.objects.filter(session__state=LiveState.OPEN, state=QuestionState.SUBMITTED)
    yield "live_sessions_open", "Live sessions that are open", LiveSession.objects.filter(state=LiveState.OPEN).count()
    joined = Participant.objects.filter(session__state=LiveState.OPEN)
    yield "live_participants", "People who have joined one of them", joined.count()
    yield "live_questions_waiting", "Questions in them that wait for approval", waiting.count()
