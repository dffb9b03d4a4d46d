"""Whoever follows a stream by its messages has in the end what a new reader gets."""

from typing import Any

import pytest
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.accounts.models import User
from forum.congress import rules
from forum.congress.actions import (
    VoteCommand,
    cast_votes,
    moderate_question,
    set_premoderation,
    submit_question,
    withdraw_question,
)
from forum.congress.enums import Identity, QuestionState, RejectReason, Stream, Verb
from forum.congress.events import ScoresChanged, SessionChanged
from forum.congress.models import LiveQuestion, LiveSession, Participant, QuestionVote
from forum.congress.projections import delta, snapshot
from forum.core.errors import DomainError
from forum.core.events import subscribe
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_staff

pytestmark = pytest.mark.django_db
ASKERS = 4


class Follower:
    """A client of one stream: a snapshot at the start, then nothing but messages."""

    def __init__(self, live: LiveSession, stream: Stream) -> None:
        self.live, self.stream = live, stream
        first = snapshot(live.pk, stream)
        self.rev, self.session = first["rev"], first["session"]
        self.rows: dict[str, dict[str, Any]] = {row["id"]: row for row in first["questions"]}

    def hear(self, event: SessionChanged) -> None:
        change = delta(self.live.pk, self.stream, event.from_rev, event.rev, event.question_ids)
        assert change["from"] == self.rev
        self.rev = change["rev"]
        self.session = change.get("session", self.session)
        self.rows |= {row["id"]: row for row in change["questions"]}
        for gone in change["gone"]:
            self.rows.pop(gone, None)

    def hear_scores(self, event: ScoresChanged) -> None:
        for pk, (score, version) in event.scores.items():
            if pk in self.rows and version >= self.rows[pk]["version"]:
                self.rows[pk] |= {"score": score, "version": version}

    def is_up_to_date(self) -> bool:
        fresh = snapshot(self.live.pk, self.stream)
        rows = {row["id"]: row for row in fresh["questions"]}
        return (self.rev, self.session, self.rows) == (fresh["rev"], fresh["session"], rows)


class Hall:
    """A session with some people, and what they do by number."""

    def __init__(self) -> None:
        self.live = make_live()
        self.staff: User = make_staff(self.live, make_user())
        self.people: list[Participant] = [make_participant(self.live) for _ in range(ASKERS)]
        self.done = 0

    def act(self, kind: int, person: int, number: int) -> None:
        asker = self.people[person]
        ids = list(LiveQuestion.objects.filter(session=self.live).order_by("pk").values_list("pk", flat=True))
        if kind == 0 or not ids:
            submit_question(actor=asker, text=f"Frage {number} aus dem Saal", identity=Identity.ANONYMOUS)
        elif kind == 1:
            withdraw_question(actor=asker, question_id=ids[number % len(ids)])
        elif kind == 2:
            set_premoderation(actor=self.staff, session_id=self.live.pk, on=bool(number % 2))
        elif kind == 3:
            votes = [VoteCommand(asker.pk, pk, number % 3 % 2) for pk in ids]
            cast_votes(session_id=self.live.pk, votes=votes)
        else:
            verb = list(Verb)[kind - 4]
            reason = RejectReason.UNCLEAR if verb == Verb.REJECT else None
            moderate_question(
                actor=self.staff,
                session_id=self.live.pk,
                question_id=ids[number % len(ids)],
                verb=verb,
                reason=reason,
            )


steps = st.tuples(st.integers(0, 3 + len(Verb)), st.integers(0, ASKERS - 1), st.integers(0, 11))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=24))
def test_followers_of_each_stream_have_the_fresh_state_after_any_sequence(
    sequence: list[tuple[int, int, int]],
) -> None:
    hall = Hall()
    followers = [Follower(hall.live, stream) for stream in Stream]
    revisions: list[tuple[int, int]] = []

    def changed(event: SessionChanged) -> None:
        revisions.append((event.from_rev, event.rev))
        for follower in followers:
            follower.hear(event)

    def scored(event: ScoresChanged) -> None:
        for follower in followers:
            follower.hear_scores(event)

    stop = [subscribe(SessionChanged, changed), subscribe(ScoresChanged, scored)]
    try:
        for kind, person, number in sequence:
            before = snapshot(hall.live.pk, Stream.MODERATION)
            with TestCase.captureOnCommitCallbacks(execute=True):
                try:
                    hall.act(kind, person, number)
                except DomainError:
                    assert snapshot(hall.live.pk, Stream.MODERATION) == before
            assert [follower.is_up_to_date() for follower in followers] == [True] * len(followers)
    finally:
        for unsubscribe in stop:
            unsubscribe()
    assert revisions == [(number, number + 1) for number in range(len(revisions))]
    hall.live.refresh_from_db()
    assert hall.live.rev == len(revisions)
    questions = LiveQuestion.objects.filter(session=hall.live)
    assert questions.filter(state=QuestionState.ON_STAGE).count() <= 1
    for question in questions:
        assert question.score == QuestionVote.objects.filter(question=question).count()
        assert question.published is not None or question.state not in rules.VISIBLE[Stream.PUBLIC]
