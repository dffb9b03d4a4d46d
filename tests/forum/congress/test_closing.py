"""Closing: what was deferred finds its way into the forum, and sessions that nobody closes are closed all the same."""

from datetime import timedelta
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.actions import (
    carry_over,
    close_session,
    edit_question,
    forget_voters,
    moderate_question,
    open_session,
)
from forum.congress.actions.closing import close_forgotten
from forum.congress.documentation import documentation
from forum.congress.enums import LiveState, PollKind, PollState, QuestionState, Verb
from forum.congress.models import Congress, LiveQuestion, LiveSession, Poll
from forum.congress.rules import FORGOTTEN_AFTER
from forum.core.clock import now
from forum.core.upkeep import run_upkeep
from forum.threads.enums import Access
from forum.threads.models import Category, Thread
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_live, make_participant, make_question, make_session, make_staff
from tests.factories.polls import make_poll, some_choices, vote_in
from tests.factories.threads import make_answer, make_category

pytestmark = pytest.mark.django_db
S = QuestionState
LONG_OVER = FORGOTTEN_AFTER + timedelta(hours=3)


@pytest.fixture
def live() -> LiveSession:
    return make_live()


@pytest.fixture
def staff(live: LiveSession) -> User:
    return make_staff(live, make_user(name="Mira Kaya"))


def place_of(live: LiveSession, access: Access = Access.PUBLIC) -> Category:
    place = make_category(access)
    Congress.objects.filter(pk=live.programme.congress_id).update(carry_category=place)
    return place


def forgotten(state: LiveState = LiveState.OPEN, ended: timedelta = LONG_OVER, **fields: Any) -> LiveSession:
    """A session whose point of the programme ended so long ago."""
    return make_live(make_session(starts=now() - ended - timedelta(hours=1)), state=state, **fields)


def test_closing_makes_threads_of_what_was_deferred_where_the_category_is_known(live: LiveSession, staff: User) -> None:
    place = place_of(live)
    deferred, open_one = make_question(live, S.DEFERRED), make_question(live)
    close_session(actor=staff, session_id=live.pk)
    close_session(actor=staff, session_id=live.pk)
    thread = Thread.objects.get()
    assert (thread.category, thread.author, thread.title) == (place, staff, deferred.text)
    assert dict(LiveQuestion.objects.values_list("pk", "thread")) == {deferred.pk: thread.pk, open_one.pk: None}
    open_session(actor=staff, session_id=live.pk)
    close_session(actor=staff, session_id=live.pk)
    assert Thread.objects.count() == 1


@pytest.mark.parametrize("known", ["nothing", "a category that the moderator may not read"])
def test_closing_goes_on_where_no_category_can_be_used(live: LiveSession, staff: User, known: str) -> None:
    if known != "nothing":
        place_of(live, Access.CIRCLE)
    make_question(live, S.DEFERRED)
    assert close_session(actor=staff, session_id=live.pk).state == LiveState.CLOSED
    assert not Thread.objects.exists()


def test_what_nobody_has_looked_at_is_not_lost_with_the_closing(live: LiveSession, staff: User) -> None:
    question = make_question(live, S.SUBMITTED)
    close_session(actor=staff, session_id=live.pk)
    which: dict[str, Any] = {"actor": staff, "session_id": live.pk, "question_id": question.pk}
    edit_question(**which, text="Wer lädt die Ämter zur Runde ein?")
    moderate_question(**which, verb=Verb.APPROVE)
    moderate_question(**which, verb=Verb.UNAPPROVE)
    moderate_question(**which, verb=Verb.APPROVE)
    (row,) = documentation(live.pk).questions
    assert (row.text, row.state) == ("Wer lädt die Ämter zur Runde ein?", "open")
    carry_over(actor=staff, session_id=live.pk, category=make_category().slug, question_ids=[question.pk])
    assert Thread.objects.get().title == "Wer lädt die Ämter zur Runde ein?"


def test_the_upkeep_closes_what_nobody_has_closed_as_its_staff_would() -> None:
    live = forgotten(opened=now() - LONG_OVER)
    place = place_of(live, Access.MEMBERS)
    poll = make_poll(live, PollKind.SINGLE)
    vote_in(poll, some_choices(poll))
    question = make_question(live, S.DEFERRED)
    assert run_upkeep()["congress.sessions_closed"] == 1
    live.refresh_from_db()
    assert (live.state, live.closed is not None, live.breakdown is not None) == (LiveState.CLOSED, True, True)
    assert Poll.objects.get().state == PollState.CLOSED
    thread = Thread.objects.get()
    assert (thread.category, thread.author, thread.title) == (place, None, question.text)
    entries = AuditEntry.objects.values_list("action", "actor", "actor_kind")
    assert sorted(entries) == [
        ("live_poll.close", None, "system"),
        ("live_question.carry", None, "system"),
        ("live_session.close", None, "system"),
        ("thread.carry", None, "system"),
    ]
    make_answer(thread)
    question.refresh_from_db()
    assert question.state == S.ANSWERED
    assert run_upkeep()["congress.sessions_closed"] == 0


def test_the_key_of_a_session_that_nobody_closed_finds_its_end(settings: Any) -> None:
    live = forgotten()
    assert close_forgotten() == 1
    LiveSession.objects.update(closed=now() - timedelta(days=settings.VOTER_KEY_DAYS + 1))
    assert forget_voters() == 1
    live.refresh_from_db()
    assert live.voter_key is None


def test_a_session_is_left_open_as_long_as_somebody_may_need_it() -> None:
    forgotten(ended=FORGOTTEN_AFTER - timedelta(minutes=5))
    forgotten(opened=now() - timedelta(hours=1))
    forgotten(LiveState.PLANNED)
    make_live(make_session(make_congress()))
    assert close_forgotten() == 0


def test_a_session_that_was_never_opened_is_closed_when_somebody_is_in_it() -> None:
    live = forgotten(LiveState.PLANNED)
    make_participant(live)
    assert close_forgotten() == 1
