"""Acts at the same moment, on a database with real transactions: one wins, nothing is done twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from forum.audit.models import AuditEntry
from forum.congress import keys
from forum.congress.actions import join, moderate_question, submit_question
from forum.congress.enums import Identity, QuestionState, Verb
from forum.congress.models import LiveQuestion, LiveSession, Participant
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff
from tests.forum.congress.refusals import refusal

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 6


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run all in threads of their own; ``ok`` or the code of the refusal for each, sorted."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(refusal, acts))


def test_of_two_moderators_at_the_same_moment_one_wins() -> None:
    live = make_live()
    question = make_question(live, QuestionState.SUBMITTED)
    staff = [make_staff(live, make_user()) for _ in range(THREADS)]
    results = at_once(
        *(
            lambda actor=actor: moderate_question(
                actor=actor, session_id=live.pk, question_id=question.pk, verb=Verb.APPROVE, version=1
            )
            for actor in staff
        )
    )
    assert results == ["changed_meanwhile"] * (THREADS - 1) + ["ok"]
    assert (AuditEntry.objects.count(), LiveSession.objects.get().rev) == (1, 1)


def test_only_one_question_is_on_stage_when_several_are_put_there_at_once() -> None:
    live = make_live()
    staff = make_staff(live, make_user())
    questions = [make_question(live) for _ in range(THREADS)]
    results = at_once(
        *(
            lambda pk=question.pk: moderate_question(actor=staff, session_id=live.pk, question_id=pk, verb=Verb.STAGE)
            for question in questions
        )
    )
    assert results == ["ok"] * THREADS
    assert LiveQuestion.objects.filter(state=QuestionState.ON_STAGE).count() == 1
    assert LiveSession.objects.get().rev == THREADS


def test_a_browser_that_joins_twice_at_once_is_one_person() -> None:
    live = make_live()
    token = keys.new_token()
    assert at_once(*[lambda: join(code=live.code, token=token, address="192.0.2.1")] * THREADS) == ["ok"] * THREADS
    assert Participant.objects.count() == 1


def test_the_limits_hold_when_one_person_asks_at_once_from_many_tabs() -> None:
    asker = make_participant(make_live())

    def ask() -> LiveQuestion:
        return submit_question(actor=asker, text="Wer lädt die Ämter ein?", identity=Identity.ANONYMOUS)

    assert at_once(*[ask] * THREADS) == ["ok"] * 3 + ["rate_limited"] * (THREADS - 3)
    assert LiveQuestion.objects.count() == 3
    assert LiveSession.objects.get().rev == 3
