"""What holds in a live session whatever has happened."""

from forum.congress import rules, tallies
from forum.congress.enums import PollState, QuestionState, Stream
from forum.congress.models import Ballot, LiveQuestion, LiveSession, Poll, QuestionVote


def require_invariants(live: LiveSession) -> None:
    """Whatever has happened: who voted counts once, one question at most is on stage, places have no gaps."""
    questions = {question.pk: question for question in LiveQuestion.objects.filter(session=live)}
    voters: dict[int, set[int]] = {pk: set() for pk in questions}
    for pk, voter in QuestionVote.objects.filter(question__in=questions).values_list("question", "voter"):
        voters[pk].add(voter)
    for pk, question in questions.items():
        members = {pk} | {one.pk for one in questions.values() if one.merged_into_id == pk}
        assert question.score == len(set().union(*(voters[member] for member in members)))
        assert question.published is not None or question.state not in rules.VISIBLE[Stream.PUBLIC]
        leader = questions.get(question.merged_into_id or 0)
        assert (question.state == QuestionState.MERGED) == (leader is not None)
        assert leader is None or leader.merged_into_id is None
    assert sum(question.state == QuestionState.ON_STAGE for question in questions.values()) <= 1
    places = sorted(question.pinned for question in questions.values() if question.pinned is not None)
    assert places == list(range(1, len(places) + 1))
    assert {one.state for one in questions.values() if one.pinned is not None} <= {QuestionState.APPROVED}
    for poll in Poll.objects.filter(session=live):
        choices = list(Ballot.objects.filter(poll=poll).values_list("choices", flat=True))
        assert poll.ballot_count == len(choices)
        assert poll.counts == tallies.changed({}, poll.kind, [([], ballot) for ballot in choices])
        assert not (poll.state == PollState.DRAFT and choices)
