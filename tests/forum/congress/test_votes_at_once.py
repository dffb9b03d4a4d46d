"""Votes from many threads at the same moment, on a database with real transactions."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.db.models import Count

from forum.congress.actions import VoteCommand, cast_votes, moderate_question
from forum.congress.enums import Verb
from forum.congress.models import LiveQuestion, LiveSession, QuestionVote
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6
ROUNDS = 8


def test_no_vote_is_lost_or_counted_twice_when_all_vote_at_once() -> None:
    live = make_live()
    questions = [make_question(live).pk for _ in range(4)]
    voters = [make_participant(live).pk for _ in range(10)]
    staff = make_staff(live, make_user())

    def vote(seed: int) -> int:
        luck = random.Random(seed)
        stored = 0
        try:
            for _ in range(ROUNDS):
                batch = [
                    VoteCommand(luck.choice(voters), luck.choice(questions), luck.choice([0, 1, 1])) for _ in range(6)
                ]
                stored += sum(outcome.ok for outcome in cast_votes(session_id=live.pk, votes=batch))
        finally:
            connection.close()
        return stored

    def stage(number: int) -> None:
        try:
            verb = Verb.STAGE if number % 2 == 0 else Verb.UNSTAGE
            moderate_question(actor=staff, session_id=live.pk, question_id=questions[0], verb=verb)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS + 1) as pool:
        votes = [pool.submit(vote, seed) for seed in range(THREADS)]
        stages = pool.submit(lambda: [stage(number) for number in range(ROUNDS)])
        assert [future.result() for future in votes] == [ROUNDS * 6] * THREADS
        stages.result()

    counted = LiveQuestion.objects.annotate(people=Count("votes__voter", distinct=True))
    assert [(row.score, row.pk) for row in counted] == [(row.people, row.pk) for row in counted]
    assert QuestionVote.objects.count() == sum(LiveQuestion.objects.values_list("score", flat=True))
    live.refresh_from_db()
    assert live.rev == ROUNDS
    assert LiveSession.objects.get().votes_rev <= THREADS * ROUNDS
