"""Whoever follows a stream by its messages has in the end what a new reader gets."""

import os
from operator import itemgetter
from random import Random
from typing import Any

import pytest
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.accounts.models import User
from forum.congress import actions
from forum.congress.actions import (
    BallotCommand,
    VoteCommand,
    cast_ballots,
    cast_votes,
    submit_question,
    withdraw_question,
)
from forum.congress.enums import Identity, PollVerb, RejectReason, Stream, Verb
from forum.congress.events import ScoresChanged, SessionChanged
from forum.congress.models import LiveQuestion, LiveSession, Participant
from forum.congress.projections import delta, snapshot
from forum.core.errors import DomainError
from forum.core.events import subscribe
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_staff
from tests.factories.polls import make_poll, option_ids
from tests.forum.congress.invariants import require_invariants

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("EXAMPLES", "15"))
"""A thorough run takes two thousand."""
ASKERS = 4
LOST, TWICE = 0.1, 0.2
"""Shares of the messages to a phone that never arrive, and that arrive once more."""
SPECIAL = 8
"""So many kinds of acts are none of a moderator upon one question."""


class Follower:
    """A client of one stream: a snapshot at the start, then nothing but messages."""

    def __init__(self, live: LiveSession, stream: Stream) -> None:
        self.live, self.stream = live, stream
        first = snapshot(live.pk, stream)
        self.rev, self.session = first["rev"], first["session"]
        self.rows: dict[str, dict[str, Any]] = {row["id"]: row for row in first["questions"]}
        self.polls: dict[str, str] = {row["id"]: row["state"] for row in first["polls"]}

    def hear(self, event: SessionChanged) -> None:
        change = delta(self.live.pk, self.stream, event.from_rev, event.rev, event.question_ids, event.poll_ids)
        assert change["from"] == self.rev
        self.apply(change)

    def apply(self, change: dict[str, Any]) -> None:
        self.rev = change["rev"]
        self.session = change.get("session", self.session)
        self.rows |= {row["id"]: row for row in change["questions"]}
        for gone in change["gone"]:
            self.rows.pop(gone, None)
        self.polls |= {row["id"]: row["state"] for row in change.get("polls", [])}

    def hear_scores(self, event: ScoresChanged) -> None:
        told = {**event.scores, **(event.merged if self.stream == Stream.MODERATION else {})}
        for pk, (score, version) in told.items():
            if pk in self.rows and version >= self.rows[pk]["version"]:
                self.rows[pk] |= {"score": score, "version": version}
        self.count_merged()

    def count_merged(self) -> None:
        for row in self.rows.values():
            for merged in row.get("merged", ()):
                merged["score"] = self.rows[merged["id"]]["score"]

    def is_up_to_date(self) -> bool:
        fresh = snapshot(self.live.pk, self.stream)
        rows = {row["id"]: row for row in fresh["questions"]}
        polls = {row["id"]: row["state"] for row in fresh["polls"]}
        mine = (self.rev, self.session, self.rows, {pk: self.polls.get(pk) for pk in polls})
        return mine == (fresh["rev"], fresh["session"], rows, polls)


class Phone(Follower):
    """A client on bad Wi-Fi: messages come late, twice, in any order, or are lost; it asks anew when one is missing."""

    def __init__(self, live: LiveSession, stream: Stream, chance: Random) -> None:
        super().__init__(live, stream)
        self.chance = chance
        self.on_their_way: list[dict[str, Any]] = []
        self.scores: dict[str, tuple[int, int]] = {}

    def hear(self, event: SessionChanged) -> None:
        change = delta(self.live.pk, self.stream, event.from_rev, event.rev, event.question_ids, event.poll_ids)
        if self.chance.random() > LOST:
            self.on_their_way.append(change)

    def hear_scores(self, event: ScoresChanged) -> None:
        self.on_their_way.append({**event.scores, **(event.merged if self.stream == Stream.MODERATION else {})})

    def some_arrive(self, share: float) -> None:
        left = int(len(self.on_their_way) * (1 - share))
        while len(self.on_their_way) > left:
            message = self.chance.choice(self.on_their_way)
            if self.chance.random() > TWICE:
                self.on_their_way.remove(message)
            self.take(message)

    def take(self, message: dict[str, Any]) -> None:
        if "rev" not in message:
            for pk, told in message.items():
                self.scores[pk] = max(self.scores.get(pk, (0, 0)), told, key=itemgetter(1))
        elif message["from"] == self.rev:
            self.apply(message)
        elif message["rev"] > self.rev:
            self.sync()

    def sync(self) -> None:
        super().__init__(self.live, self.stream)

    def is_up_to_date(self) -> bool:
        if self.rev != LiveSession.objects.get(pk=self.live.pk).rev:
            self.sync()  # what was lost last shows with the next message, or when it connects again
        for pk, row in self.rows.items():
            row["score"], row["version"] = max(
                (row["score"], row["version"]), self.scores.get(pk, (0, 0)), key=itemgetter(1)
            )
        self.count_merged()
        return super().is_up_to_date()


class Hall:
    """A session with some people, and what they do by number."""

    def __init__(self) -> None:
        self.live = make_live()
        self.staff: list[User] = [make_staff(self.live, make_user()) for _ in range(2)]
        self.people: list[Participant] = [make_participant(self.live) for _ in range(ASKERS)]
        self.poll = make_poll(self.live)
        self.options = option_ids(self.poll)

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
        elif kind == 5:
            choice = [self.options[number % 3]] if number % 4 else []
            ballots = [BallotCommand(asker.pk, self.poll.pk, choice)] * (1 + number % 2)
            cast_ballots(session_id=self.live.pk, ballots=ballots)
        elif kind == 6:
            verb = list(PollVerb)[number % len(PollVerb)]
            actions.run_poll(actor=actor, session_id=self.live.pk, poll_id=self.poll.pk, verb=verb)
        elif kind == 7:
            (actions.open_session if number % 3 else actions.close_session)(actor=actor, session_id=self.live.pk)
        else:
            verb = list(Verb)[kind - SPECIAL]
            for _ in range(1 + number % 2):  # a client that has heard no answer sends it again
                self.moderate(actor, verb, ids[number % len(ids)], ids[person % len(ids)], number)

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
            by = "Dr. Erika Beispiel" if number % 2 else ""
            actions.answer_in_writing(**which, text=f"Antwort {number}", by=by)
        elif verb == Verb.MERGE:
            actions.merge_questions(**which, into=other, approve=bool(number % 2))
        elif verb == Verb.UNMERGE:
            actions.unmerge_question(**which)
        else:
            reason = RejectReason.UNCLEAR if verb == Verb.REJECT else None
            actions.moderate_question(**which, verb=verb, reason=reason)


steps = st.tuples(st.integers(0, SPECIAL - 1 + len(Verb)), st.integers(0, ASKERS - 1), st.integers(0, 11))


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(steps, max_size=40), st.randoms(use_true_random=False))
def test_followers_of_each_stream_have_the_fresh_state_after_any_sequence(
    sequence: list[tuple[int, int, int]], chance: Random
) -> None:
    hall = Hall()
    steady = [Follower(hall.live, stream) for stream in Stream]
    phones = [Phone(hall.live, stream, chance) for stream in Stream]
    followers = [*steady, *phones]
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
            for phone in phones:
                phone.some_arrive(chance.random())
            assert [follower.is_up_to_date() for follower in steady] == [True] * len(steady)
            require_invariants(hall.live)
    finally:
        for unsubscribe in stop:
            unsubscribe()
    for phone in phones:
        phone.some_arrive(1)
    assert [phone.is_up_to_date() for phone in phones] == [True] * len(phones)
    assert revisions == [(number, number + 1) for number in range(len(revisions))]
    hall.live.refresh_from_db()
    assert hall.live.rev == len(revisions)
