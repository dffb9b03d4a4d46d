"""Sets of questions: who voted counts once, and the way back is exact."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.actions import (
    VoteCommand,
    VoteOutcome,
    cast_votes,
    edit_question,
    merge_questions,
    moderate_question,
    pin_question,
    unmerge_question,
    withdraw_question,
)
from forum.congress.enums import QuestionState, RejectReason, Stream, Verb
from forum.congress.events import ScoresChanged, SessionChanged, SetsChanged
from forum.congress.models import LiveQuestion, LiveSession, Participant, QuestionVote
from forum.congress.projections import personal, receipt, snapshot, votes_in_sets
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.events import Event, subscribe
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff

pytestmark = pytest.mark.django_db


class Desk:
    """A session with a moderator and four people who vote."""

    def __init__(self) -> None:
        self.live: LiveSession = make_live()
        self.actor: User = make_staff(self.live, make_user(name="Malte Vogt"))
        self.people: list[Participant] = [make_participant(self.live) for _ in range(4)]

    def question(self, *voters: int, state: QuestionState = QuestionState.APPROVED) -> LiveQuestion:
        question = make_question(self.live)
        for voter in voters:
            self.vote(voter, question)
        LiveQuestion.objects.filter(pk=question.pk).update(state=state)
        return self.now(question)

    def vote(self, voter: int, question: LiveQuestion, value: int = 1) -> VoteOutcome:
        vote = VoteCommand(self.people[voter].pk, question.pk, value)
        return cast_votes(session_id=self.live.pk, votes=[vote])[0]

    def merge(self, question: LiveQuestion, into: LiveQuestion, **more: Any) -> LiveQuestion:
        return merge_questions(actor=self.actor, session_id=self.live.pk, question_id=question.pk, into=into.pk, **more)

    def unmerge(self, question: LiveQuestion) -> LiveQuestion:
        return unmerge_question(actor=self.actor, session_id=self.live.pk, question_id=question.pk)

    def reject(self, question: LiveQuestion) -> LiveQuestion:
        return moderate_question(
            actor=self.actor,
            session_id=self.live.pk,
            question_id=question.pk,
            verb=Verb.REJECT,
            reason=RejectReason.UNCLEAR,
        )

    def now(self, question: LiveQuestion) -> LiveQuestion:
        return LiveQuestion.objects.get(pk=question.pk)

    def scores(self, *questions: LiveQuestion) -> list[tuple[str, int]]:
        return [(row.state, row.score) for row in map(self.now, questions)]

    def votes(self) -> set[tuple[int, int]]:
        found = QuestionVote.objects.values_list("question", "voter")
        return {(question, [one.pk for one in self.people].index(voter)) for question, voter in found}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_score_of_a_set_counts_each_person_once(desk: Desk) -> None:
    leader, other = desk.question(0, 1), desk.question(1, 2)
    merged = desk.merge(other, leader)
    assert (merged.state, merged.merged_into_id) == ("merged", leader.pk)
    assert desk.scores(leader, other) == [("approved", 3), ("merged", 2)]
    rows = snapshot(desk.live.pk, Stream.PUBLIC)["questions"]
    assert [(row["id"], row["score"], row["also"]) for row in rows] == [(str(leader.pk), 3, [other.text])]
    (first, second) = snapshot(desk.live.pk, Stream.MODERATION)["questions"]
    assert first["merged"] == [{"id": str(other.pk), "text": other.text, "score": 2, "shown": True}]
    assert (second["id"], second["merged_into"]) == (str(other.pk), str(leader.pk))


@pytest.mark.parametrize("state", [QuestionState.SUBMITTED, QuestionState.APPROVED])
def test_unmerging_restores_state_votes_and_scores(desk: Desk, state: QuestionState) -> None:
    leader, other = desk.question(0, 1), desk.question(1, 2, state=state)
    before, votes = desk.scores(leader, other), desk.votes()
    desk.merge(other, leader)
    desk.unmerge(other)
    assert (desk.scores(leader, other), desk.votes()) == (before, votes)
    assert desk.now(other).merged_into is None


def test_unmerging_puts_a_question_back_on_its_place_of_the_shortlist(desk: Desk) -> None:
    first, second, third, leader = (desk.question() for _ in range(4))
    for number, one in enumerate((first, second, third), 1):
        pin_question(actor=desk.actor, session_id=desk.live.pk, question_id=one.pk, position=number)

    def places() -> list[int | None]:
        return [desk.now(one).pinned for one in (first, second, third)]

    desk.merge(second, leader)
    assert places() == [1, None, 2]
    desk.unmerge(second)
    assert places() == [1, 2, 3]
    desk.merge(first, leader)
    desk.reject(leader)
    assert places() == [1, 2, 3]


def test_merging_into_a_question_that_somebody_has_just_reworded_is_refused(desk: Desk) -> None:
    leader, other = desk.question(state=QuestionState.SUBMITTED), desk.question()
    seen = leader.version
    which: dict[str, Any] = {"session_id": desk.live.pk, "question_id": leader.pk}
    edit_question(actor=desk.actor, **which, text="Wer zahlt am Ende die Reise nach Rom?")
    with pytest.raises(ConflictError) as refused:
        desk.merge(other, leader, into_version=seen)
    assert (refused.value.code, refused.value.params) == ("changed_meanwhile", {"by": "Malte Vogt"})
    assert desk.merge(other, leader, into_version=seen + 1).merged_into == leader


def test_votes_cast_for_the_leader_meanwhile_stay_with_it(desk: Desk) -> None:
    leader, other = desk.question(0), desk.question(1)
    desk.merge(other, leader)
    assert desk.vote(2, leader).ok
    assert desk.vote(1, leader).ok  # counts already
    desk.unmerge(other)
    assert desk.votes() == {(leader.pk, 0), (leader.pk, 2), (other.pk, 1)}
    assert desk.scores(leader, other) == [("approved", 2), ("approved", 1)]


def test_taking_the_vote_back_takes_back_all_in_the_set(desk: Desk) -> None:
    leader, other = desk.question(0, 1), desk.question(0, 2)
    desk.merge(other, leader)
    assert desk.vote(0, leader, 0).ok
    assert desk.scores(leader, other) == [("approved", 2), ("merged", 1)]
    assert desk.votes() == {(leader.pk, 1), (other.pk, 2)}
    desk.unmerge(other)
    assert desk.scores(leader, other) == [("approved", 1), ("approved", 1)]


def test_a_phone_that_has_not_heard_of_the_merge_votes_for_the_set(desk: Desk) -> None:
    leader, other = desk.question(0), desk.question()
    desk.merge(other, leader)
    assert desk.vote(3, other).ok
    assert desk.vote(0, other).ok
    assert desk.scores(leader, other) == [("approved", 2), ("merged", 1)]
    assert desk.vote(0, other, 0).ok
    assert desk.votes() == {(other.pk, 3)}


def test_a_set_whose_leader_is_hidden_takes_no_votes(desk: Desk) -> None:
    leader, other = desk.question(state=QuestionState.SUBMITTED), desk.question(0)
    desk.merge(other, leader)
    assert [desk.vote(1, one).error for one in (leader, other)] == ["not_found", "not_found"]
    assert snapshot(desk.live.pk, Stream.PUBLIC)["questions"] == []
    assert personal(desk.live.pk, desk.people[0].pk)["votes"] == {}


def test_a_chain_is_flat_and_its_way_back_exact(desk: Desk) -> None:
    first, second, third = desk.question(0), desk.question(0, 1), desk.question(1, 2)
    desk.merge(third, second)
    in_between = desk.scores(first, second, third)
    desk.merge(second, first)
    assert desk.now(third).merged_into_id == first.pk
    assert desk.scores(first, second, third) == [("approved", 3), ("merged", 2), ("merged", 2)]
    desk.unmerge(second)
    assert desk.now(third).merged_into_id == second.pk
    assert desk.scores(first, second, third) == in_between == [("approved", 1), ("approved", 3), ("merged", 2)]
    desk.merge(second, first)
    desk.unmerge(third)
    assert desk.scores(first, second, third) == [("approved", 2), ("merged", 2), ("approved", 2)]


def test_a_merge_that_cannot_be_is_refused(desk: Desk) -> None:
    question, merged, done = desk.question(), desk.question(), desk.question(state=QuestionState.ANSWERED)
    desk.merge(merged, desk.question())
    with pytest.raises(InvalidError) as invalid:
        desk.merge(question, question)
    assert (invalid.value.code, invalid.value.field) == ("merge_into_itself", "into")
    for leader in (merged, done):
        with pytest.raises(ConflictError) as conflict:
            desk.merge(question, leader)
        assert (conflict.value.code, conflict.value.params) == ("wrong_leader", {"state": desk.now(leader).state})
    with pytest.raises(NotFoundError):
        desk.merge(question, make_question(make_live()))
    assert desk.now(question).state == "approved"


def test_the_later_of_two_moderators_is_told_who_was_first(desk: Desk) -> None:
    question, leader = desk.question(), desk.question()
    desk.merge(question, leader, version=1)
    other = make_staff(desk.live, make_user())
    with pytest.raises(ConflictError) as refused:
        merge_questions(actor=other, session_id=desk.live.pk, question_id=question.pk, into=leader.pk, version=1)
    assert (refused.value.code, refused.value.params) == ("changed_meanwhile", {"by": "Malte Vogt"})


def test_repeating_changes_nothing_and_each_transition_has_one_audit_row(desk: Desk) -> None:
    question, leader = desk.question(), desk.question()
    for _ in range(2):
        desk.merge(question, leader, version=1)
    for _ in range(2):
        desk.unmerge(question)
    facts = list(AuditEntry.objects.order_by("pk").values_list("action", "object_id", "facts"))
    pk, ids = str(question.pk), {"session": desk.live.pk}
    assert facts == [
        ("live_question.merge", pk, ids | {"from": "approved", "to": "merged", "into": leader.pk}),
        ("live_question.unmerge", pk, ids | {"from": "merged", "to": "approved", "out_of": leader.pk}),
    ]
    assert LiveSession.objects.get(pk=desk.live.pk).rev == 2


def test_a_rejected_leader_sets_free_what_was_merged_into_it(desk: Desk) -> None:
    leader, one, two, under = desk.question(0), desk.question(1), desk.question(2), desk.question(3)
    desk.merge(under, two)
    desk.merge(one, leader)
    desk.merge(two, leader)
    desk.reject(leader)
    assert desk.scores(leader, one, two, under) == [("rejected", 1), ("approved", 1), ("approved", 2), ("merged", 1)]
    assert desk.now(under).merged_into_id == two.pk


def test_a_withdrawn_leader_sets_free_what_was_merged_into_it(desk: Desk) -> None:
    leader, other = desk.question(0), desk.question(0, 1)
    desk.merge(other, leader)
    withdraw_question(actor=leader.participant, question_id=leader.pk)
    assert desk.scores(leader, other) == [("withdrawn", 1), ("approved", 2)]


def test_the_asker_of_a_merged_question_keeps_the_receipt_and_may_withdraw(desk: Desk) -> None:
    leader, middle, last = desk.question(0), desk.question(1), desk.question(2)
    desk.merge(last, middle)
    desk.merge(middle, leader)
    own = personal(desk.live.pk, middle.participant_id or 0)["own"]
    assert [(row["state"], row["merged_into"]) for row in own] == [("merged", str(leader.pk))]
    withdraw_question(actor=middle.participant, question_id=middle.pk)
    assert desk.scores(leader, middle, last) == [("approved", 2), ("withdrawn", 1), ("merged", 1)]
    desk.unmerge(last)
    assert desk.scores(leader, last) == [("approved", 1), ("approved", 1)]


def test_an_asker_sees_no_wording_of_others_before_the_hall_does(desk: Desk) -> None:
    leader, other, third = (desk.question(state=QuestionState.SUBMITTED) for _ in range(3))
    desk.merge(other, leader)
    desk.merge(third, leader, approve=True)
    seen = receipt(desk.now(leader))
    assert (seen["also"], seen["also_more"]) == ([], 0)
    moderate_question(actor=desk.actor, session_id=desk.live.pk, question_id=leader.pk, verb=Verb.APPROVE)
    seen = receipt(desk.now(leader))
    assert (seen["also"], seen["also_more"]) == ([third.text], 1)


def test_each_voter_learns_where_the_own_vote_shows_and_nobody_else_does(
    desk: Desk, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    leader, other, apart = desk.question(0, 1), desk.question(1, 2), desk.question(3)
    events: list[Event] = []
    stop = subscribe(SetsChanged, events.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            desk.merge(other, leader)
        ids = [one.pk for one in desk.people]
        shown = votes_in_sets(desk.live.pk, events[0].question_ids)  # type: ignore[attr-defined] # subscribed above
        assert shown == {pk: {str(leader.pk): 1} for pk in ids[:3]}
        assert personal(desk.live.pk, ids[2])["votes"] == {str(leader.pk): 1}
        with django_capture_on_commit_callbacks(execute=True):
            desk.unmerge(other)
        one, two = str(leader.pk), str(other.pk)
        assert votes_in_sets(desk.live.pk, events[1].question_ids) == {  # type: ignore[attr-defined] # as above
            ids[0]: {one: 1, two: 0},
            ids[1]: {one: 1, two: 1},
            ids[2]: {one: 0, two: 1},
        }
        assert apart.pk not in events[1].question_ids  # type: ignore[attr-defined] # as above
    finally:
        stop()


def test_who_voted_for_a_question_that_leaves_its_set_hears_that_the_leader_has_no_vote_of_theirs(
    desk: Desk, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    leader, other = desk.question(0, 1), desk.question(1, 2)
    desk.merge(other, leader)
    events: list[Event] = []
    stop = subscribe(SetsChanged, events.append)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_question(actor=other.participant, question_id=other.pk)
    finally:
        stop()
    (event,) = events
    one, ids = str(leader.pk), [one.pk for one in desk.people]
    told = votes_in_sets(desk.live.pk, event.question_ids)  # type: ignore[attr-defined] # subscribed above
    assert told == {ids[0]: {one: 1}, ids[1]: {one: 1}, ids[2]: {one: 0}}
    assert desk.scores(leader) == [("approved", 2)]


def test_scores_of_merged_questions_are_told_apart(
    desk: Desk, heard: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    leader, other = desk.question(0), desk.question(0)
    with django_capture_on_commit_callbacks(execute=True):
        desk.merge(other, leader)
        desk.vote(0, leader, 0)
    changed, scored = heard
    assert isinstance(changed, SessionChanged)
    assert changed.question_ids == (other.pk, leader.pk)
    assert scored == ScoresChanged(desk.live.pk, {str(leader.pk): (0, 2)}, 3, {str(other.pk): (0, 2)})


def test_a_batch_for_sets_takes_as_many_statements_whatever_its_size(
    desk: Desk, statements: Callable[[Callable[[], object]], list[str]]
) -> None:
    def cast(size: int) -> int:
        leaders = [desk.question() for _ in range(size)]
        for leader in leaders:
            desk.merge(desk.question(0), leader)
        wanted = [(desk.people[0], 0), (desk.people[1], 1)]
        votes = [VoteCommand(voter.pk, leader.pk, value) for leader in leaders for voter, value in wanted]
        return len(statements(lambda: cast_votes(session_id=desk.live.pk, votes=votes)))

    counts = {cast(size) for size in (1, 3, 20)}
    assert len(counts) == 1
    assert counts <= {8, 9}
