"""Whoever follows a stream by its messages has in the end what a new reader gets."""

from typing import Any

import pytest
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.accounts.models import User
from forum.congress import actions, rules
from forum.congress.actions import VoteCommand, cast_votes, submit_question, withdraw_question
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
        told = {**event.scores, **(event.merged if self.stream == Stream.MODERATION else {})}
        for pk, (score, version) in told.items():
            if pk in self.rows and version >= self.rows[pk]["version"]:
                self.rows[pk] |= {"score": score, "version": version}
        for row in self.rows.values():
            for merged in row.get("merged", ()):
                merged["score"] = self.rows[merged["id"]]["score"]

    def is_up_to_date(self) -> bool:
        fresh = snapshot(self.live.pk, self.stream)
        rows = {row["id"]: row for row in fresh["questions"]}
        return (self.rev, self.session, self.rows) == (fresh["rev"], fresh["session"], rows)


class Hall:
    """A session with some people, and what they do by number."""

    def __init__(self) -> None:
        self.live = make_live()
        self.staff: list[User] = [make_staff(self.live, make_user()) for _ in range(2)]
        self.people: list[Participant] = [make_participant(self.live) for _ in range(ASKERS)]
        self.done = 0

    def act(self, kind: int, person: int, number: int) -> None:
        asker, actor = self.people[person], self.staff[number % 2]
        ids = list(LiveQuestion.objects.filter(session=self.live).order_by("pk").values_list("pk", flat=True))
        if kind == 0 or not ids:
            submit_question(actor=asker, text=f"Frage {number} aus dem Saal", identity=Identity.ANONYMOUS)
        elif kind == 1:
            withdraw_question(actor=asker, question_id=ids[number % len(ids)])
        elif kind == 2:
            actions.set_premoderation(actor=actor, session_id=self.live.pk, on=bool(number % 2))
        elif kind == 3:
            votes = [VoteCommand(asker.pk, pk, number % 3 % 2) for pk in ids]
            cast_votes(session_id=self.live.pk, votes=votes)
        elif kind == 4:
            votes = [VoteCommand(asker.pk, ids[number % len(ids)], value) for value in (person % 2, 1, number % 2)]
            cast_votes(session_id=self.live.pk, votes=votes)
        else:
            self.moderate(actor, list(Verb)[kind - 5], ids[number % len(ids)], ids[person % len(ids)], number)

    def moderate(self, actor: User, verb: Verb, pk: int, other: int, number: int) -> None:
        which = {"actor": actor, "session_id": self.live.pk, "question_id": pk}
        if number % 3 == 0:  # a moderator who may have seen an older version
            which["version"] = 1 + number % 4
        if verb == Verb.EDIT:
            actions.edit_question(**which, text=f"Neue Fassung {number} der Frage")
        elif verb == Verb.LABEL:
            actions.label_question(**which, labels=["Recht", "Geld"][: number % 3])
        elif verb == Verb.PIN:
            actions.pin_question(**which, position=number % 4 or None)
        elif verb == Verb.WRITE:
            actions.answer_in_writing(**which, text=f"Antwort {number}")
        elif verb == Verb.MERGE:
            actions.merge_questions(**which, into=other)
        elif verb == Verb.UNMERGE:
            actions.unmerge_question(**which)
        else:
            reason = RejectReason.UNCLEAR if verb == Verb.REJECT else None
            actions.moderate_question(**which, verb=verb, reason=reason)

    def check(self) -> None:
        """Whatever has happened: who voted counts once, one question at most is on stage, places have no gaps."""
        questions = {question.pk: question for question in LiveQuestion.objects.filter(session=self.live)}
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


steps = st.tuples(st.integers(0, 4 + len(Verb)), st.integers(0, ASKERS - 1), st.integers(0, 11))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(steps, max_size=40))
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
            hall.check()
    finally:
        for unsubscribe in stop:
            unsubscribe()
    assert revisions == [(number, number + 1) for number in range(len(revisions))]
    hall.live.refresh_from_db()
    assert hall.live.rev == len(revisions)
