"""Opposite acts at the same moment, on a database with real transactions: each is done or refused, and all adds up."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress import actions, keys
from forum.congress.actions import BallotCommand, VoteCommand, cast_ballots, cast_votes
from forum.congress.enums import Identity, LiveState, PollState, PollVerb, QuestionState, RejectReason, Verb
from forum.congress.models import LiveAnswer, LiveQuestion, LiveSession, Participant, Poll
from forum.congress.queries import access_podium, enter_podium
from forum.threads.models import Thread
from tests.api.congress.people import key_of
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_merged, make_participant, make_question, make_speaker, make_staff
from tests.factories.polls import make_poll, option_ids
from tests.factories.threads import make_category
from tests.forum.congress.invariants import require_invariants
from tests.forum.congress.test_at_once import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[], Any]


class Desk:
    """A session with two moderators, and what they and the hall do."""

    def __init__(self) -> None:
        self.live: LiveSession = make_live()
        self.actors: list[User] = [make_staff(self.live, make_user()) for _ in range(2)]

    def verb(self, question: LiveQuestion, verb: Verb, who: int = 0) -> Act:
        reason = RejectReason.UNCLEAR if verb == Verb.REJECT else None
        return lambda: actions.moderate_question(
            actor=self.actors[who], session_id=self.live.pk, question_id=question.pk, verb=verb, reason=reason
        )

    def merge(self, question: LiveQuestion, into: LiveQuestion, who: int = 0) -> Act:
        return lambda: actions.merge_questions(
            actor=self.actors[who], session_id=self.live.pk, question_id=question.pk, into=into.pk
        )

    def unmerge(self, question: LiveQuestion, who: int = 0) -> Act:
        return lambda: actions.unmerge_question(
            actor=self.actors[who], session_id=self.live.pk, question_id=question.pk
        )

    def votes(self, voter: Participant, *questions: LiveQuestion) -> Act:
        commands = [VoteCommand(voter.pk, question.pk, 1) for question in questions]
        return lambda: cast_votes(session_id=self.live.pk, votes=commands)

    def close(self, who: int = 0) -> Act:
        return lambda: actions.close_session(actor=self.actors[who], session_id=self.live.pk)

    def adds_up(self) -> None:
        """The invariants hold, and each revision stands for something that was done."""
        require_invariants(self.live)
        rev = LiveSession.objects.get(pk=self.live.pk).rev
        moved = AuditEntry.objects.exclude(action="live_poll.close").count()
        assert rev <= moved


@pytest.fixture
def desk(transactional_db: None) -> Desk:
    return Desk()


def states(*questions: LiveQuestion) -> list[str]:
    return [LiveQuestion.objects.get(pk=question.pk).state for question in questions]


def test_withdrawing_against_approving_ends_withdrawn(desk: Desk) -> None:
    questions = [make_question(desk.live, QuestionState.SUBMITTED) for _ in range(THREADS // 2)]

    def withdraw(question: LiveQuestion) -> Act:
        return lambda: actions.withdraw_question(actor=question.participant, question_id=question.pk)

    acts = [act for one in questions for act in (withdraw(one), desk.verb(one, Verb.APPROVE))]
    assert set(at_once(*acts)) <= {"ok", "wrong_state", "changed_meanwhile"}
    assert set(states(*questions)) == {"withdrawn"}
    desk.adds_up()


def test_two_that_are_merged_into_each_other_are_one_set(desk: Desk) -> None:
    one, other = make_question(desk.live), make_question(desk.live)
    results = at_once(desk.merge(one, other), desk.merge(other, one, who=1))
    assert results in (["ok", "wrong_leader"], ["ok", "wrong_state"], ["changed_meanwhile", "ok"])
    assert sorted(states(one, other)) == ["approved", "merged"]
    desk.adds_up()


def test_votes_while_sets_are_made_and_taken_apart_are_all_counted_once(desk: Desk) -> None:
    leader, other = make_question(desk.live), make_question(desk.live)
    merged = make_merged(leader)
    people = [make_participant(desk.live) for _ in range(THREADS)]
    acts = [desk.votes(voter, merged, other, leader) for voter in people]
    assert at_once(*acts, desk.merge(other, leader), desk.unmerge(merged, who=1)) == ["ok"] * (THREADS + 2)
    assert states(other, merged) == ["merged", "approved"]
    leader.refresh_from_db()
    assert leader.score == THREADS
    desk.adds_up()


def test_rejecting_the_leader_while_another_joins_its_set_leaves_nobody_behind(desk: Desk) -> None:
    leader, other, third = (make_question(desk.live) for _ in range(3))
    desk.merge(third, leader)()
    results = at_once(desk.verb(leader, Verb.REJECT), desk.merge(other, leader, who=1))
    assert results in (["ok", "ok"], ["ok", "wrong_leader"])
    assert states(leader, other, third) == ["rejected", "approved", "approved"]
    desk.adds_up()


def test_asking_and_voting_while_the_session_closes(desk: Desk) -> None:
    question, poll = make_question(desk.live), make_poll(desk.live)
    people = [make_participant(desk.live) for _ in range(THREADS)]
    choices = option_ids(poll)[:1]

    def asks(person: Participant) -> Act:
        return lambda: actions.submit_question(
            actor=person, text="Wer lädt die Ämter ein?", identity=Identity.ANONYMOUS
        )

    def ballots(person: Participant) -> Act:
        commands = [BallotCommand(person.pk, poll.pk, choices)]
        return lambda: cast_ballots(session_id=desk.live.pk, ballots=commands)

    acts = [act for one in people for act in (asks(one), desk.votes(one, question), ballots(one))]
    results = at_once(*acts, desk.close(), desk.close(who=1))
    asked = LiveQuestion.objects.filter(session=desk.live).count() - 1
    assert results.count("session_closed") == THREADS - asked
    assert results.count("ok") == len(results) - THREADS + asked
    assert AuditEntry.objects.filter(action="live_session.close").count() == 1
    assert Poll.objects.get().state == PollState.CLOSED
    require_invariants(desk.live)


def test_closing_twice_with_carrying_makes_each_thread_once(desk: Desk) -> None:
    deferred = [make_question(desk.live, QuestionState.DEFERRED).pk for _ in range(3)]
    place = make_category().slug

    def carry(who: int) -> Act:
        return lambda: actions.carry_over(
            actor=desk.actors[who], session_id=desk.live.pk, category=place, question_ids=deferred, close=True
        )

    assert at_once(carry(0), carry(1), desk.close()) == ["ok"] * 3
    assert Thread.objects.count() == 3
    assert LiveSession.objects.get().state == LiveState.CLOSED


def test_a_speaker_writes_while_a_moderator_ticks_the_same_question(desk: Desk) -> None:
    questions = [make_question(desk.live) for _ in range(3)]
    key = key_of(desk.live, make_speaker(desk.live))
    speaker = access_podium(session_id=desk.live.pk, grant=enter_podium(session_id=desk.live.pk, key=key))

    def writes(question: LiveQuestion) -> Act:
        return lambda: actions.answer_from_podium(actor=speaker, question_id=question.pk, text="Ja, seit 2024.")

    acts = [act for one in questions for act in (writes(one), desk.verb(one, Verb.ANSWER))]
    assert set(at_once(*acts)) <= {"ok", "wrong_state", "changed_meanwhile"}
    assert states(*questions) == ["answered"] * 3
    assert LiveAnswer.objects.count() == 3
    desk.adds_up()


def test_a_poll_that_two_open_and_close_at_once_keeps_every_ballot(desk: Desk) -> None:
    poll = make_poll(desk.live)
    people = [make_participant(desk.live, keys.new_token()) for _ in range(THREADS)]
    first, second = option_ids(poll)[:2]

    def ballot(voter: Participant, choice: str) -> Act:
        commands = [BallotCommand(voter.pk, poll.pk, [choice])]
        return lambda: cast_ballots(session_id=desk.live.pk, ballots=commands)

    def run(verb: PollVerb, who: int) -> Act:
        return lambda: actions.run_poll(actor=desk.actors[who], session_id=desk.live.pk, poll_id=poll.pk, verb=verb)

    acts = [ballot(voter, choice) for voter in people for choice in (first, second)]
    results = at_once(*acts, run(PollVerb.CLOSE, 0), run(PollVerb.CLOSE, 1), run(PollVerb.REOPEN, 0))
    assert set(results) <= {"ok", "wrong_state", "changed_meanwhile"}
    require_invariants(desk.live)
