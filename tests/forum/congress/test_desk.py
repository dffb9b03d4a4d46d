"""Moderating: two at once, repetitions, the stage, closed sessions."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.actions import close_session, moderate_question, open_session, set_premoderation
from forum.congress.enums import LiveState, QuestionState, RejectReason, Verb
from forum.congress.events import SessionChanged
from forum.congress.models import LiveQuestion, LiveSession
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.events import Event
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_live, make_question, make_session, make_staff

pytestmark = pytest.mark.django_db


def act(actor: User, question: LiveQuestion, verb: Verb, **more: Any) -> LiveQuestion:
    return moderate_question(actor=actor, session_id=question.session_id, question_id=question.pk, verb=verb, **more)


def test_of_two_moderators_the_later_is_told_who_was_first() -> None:
    live = make_live()
    first, second = make_staff(live, make_user(name="Malte Vogt")), make_staff(live, make_user())
    question = make_question(live, QuestionState.SUBMITTED)
    act(first, question, Verb.APPROVE, version=1)
    with pytest.raises(ConflictError) as refused:
        act(second, question, Verb.REJECT, version=1, reason=RejectReason.UNCLEAR)
    assert (refused.value.code, refused.value.params) == ("changed_meanwhile", {"by": "Malte Vogt"})
    assert LiveQuestion.objects.get().state == QuestionState.APPROVED


def test_a_double_click_changes_nothing_more() -> None:
    live = make_live()
    actor = make_staff(live, make_user())
    question = make_question(live, QuestionState.SUBMITTED)
    for _ in range(2):
        assert act(actor, question, Verb.APPROVE, version=1).version == 2
    live.refresh_from_db()
    assert (live.rev, AuditEntry.objects.count()) == (1, 1)


def test_a_question_put_on_stage_takes_the_one_before_back() -> None:
    live = make_live()
    actor = make_staff(live, make_user())
    before = make_question(live, QuestionState.ON_STAGE)
    question = make_question(live)
    act(actor, question, Verb.STAGE)
    before.refresh_from_db()
    question.refresh_from_db()
    assert (before.state, before.staged, question.state) == ("approved", None, "on_stage")
    assert question.staged is not None
    assert sorted(AuditEntry.objects.values_list("action", "object_id")) == [
        ("live_question.stage", str(question.pk)),
        ("live_question.unstage", str(before.pk)),
    ]


def test_a_change_is_told_once_with_its_revisions_and_askers(
    heard: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    live = make_live(rev=811)
    actor = make_staff(live, make_user())
    before = make_question(live, QuestionState.ON_STAGE)
    question = make_question(live)
    with django_capture_on_commit_callbacks(execute=True):
        act(actor, question, Verb.STAGE)
    askers = tuple(sorted((before.participant_id, question.participant_id)))
    assert heard == [SessionChanged(live.pk, 811, 812, (before.pk, question.pk), askers)]


def test_a_rejection_needs_a_reason_and_nothing_else_takes_one() -> None:
    live = make_live()
    actor = make_staff(live, make_user())
    question = make_question(live, QuestionState.SUBMITTED)
    with pytest.raises(InvalidError) as refused:
        act(actor, question, Verb.REJECT)
    assert (refused.value.code, refused.value.field) == ("reason_required", "reason")
    with pytest.raises(InvalidError) as refused:
        act(actor, question, Verb.APPROVE, reason=RejectReason.UNCLEAR)
    assert refused.value.code == "reason_not_allowed"
    assert act(actor, question, Verb.REJECT, reason=RejectReason.OFF_TOPIC).reason == "off_topic"
    assert act(actor, question, Verb.RESTORE).reason == ""


def test_a_question_of_another_session_is_not_found_even_for_its_staff() -> None:
    here, there = make_live(), make_live()
    actor = make_staff(here, make_user())
    make_staff(there, actor)
    question = make_question(there, QuestionState.SUBMITTED)
    with pytest.raises(NotFoundError):
        moderate_question(actor=actor, session_id=here.pk, question_id=question.pk, verb=Verb.APPROVE)
    question.refresh_from_db()
    assert question.state == "submitted"


@pytest.mark.parametrize(
    ("state", "code"), [(LiveState.CLOSED, "session_closed"), (LiveState.PLANNED, "session_not_open")]
)
def test_nobody_is_called_up_in_a_session_that_does_not_run(state: LiveState, code: str) -> None:
    live = make_live(state=state)
    actor = make_staff(live, make_user())
    question = make_question(live, QuestionState.APPROVED)
    with pytest.raises(ConflictError) as refused:
        act(actor, question, Verb.STAGE)
    assert refused.value.code == code
    question.refresh_from_db()
    assert question.state == "approved"


def test_staff_open_and_close_a_session_and_repeating_it_changes_nothing() -> None:
    live = make_live(state=LiveState.PLANNED)
    actor = make_staff(live, make_user())
    assert [open_session(actor=actor, session_id=live.pk).state for _ in range(2)] == ["open", "open"]
    assert [close_session(actor=actor, session_id=live.pk).state for _ in range(2)] == ["closed", "closed"]
    live.refresh_from_db()
    assert live.rev == 2
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "facts")) == [
        ("live_session.open", {"from": "planned"}),
        ("live_session.close", {"from": "open"}),
    ]


def test_a_session_opened_again_gets_a_new_code_when_another_has_taken_its_own() -> None:
    congress = make_congress()
    old = make_live(make_session(congress), state=LiveState.CLOSED, code="KX7P2M")
    actor = make_staff(old, make_user())
    make_live(make_session(congress), code="KX7P2M")
    assert open_session(actor=actor, session_id=old.pk).code != "KX7P2M"


def test_pre_moderation_can_be_switched_while_the_session_runs(
    heard: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    live = make_live()
    actor = make_staff(live, make_user())
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert set_premoderation(actor=actor, session_id=live.pk, on=False).premoderation is False
    assert heard == [SessionChanged(live.pk, 0, 1, (), ())]
    close_session(actor=actor, session_id=live.pk)
    with pytest.raises(ConflictError):
        set_premoderation(actor=actor, session_id=live.pk, on=True)


def test_nobody_else_opens_closes_or_sets_a_session() -> None:
    live = make_live()
    stranger = make_staff(make_live(), make_user())
    for call in (open_session, close_session):
        with pytest.raises(NotFoundError):
            call(actor=stranger, session_id=live.pk)
    with pytest.raises(NotFoundError):
        set_premoderation(actor=stranger, session_id=live.pk, on=False)
    assert list(LiveSession.objects.filter(pk=live.pk).values_list("state", "premoderation", "rev")) == [
        ("open", True, 0)
    ]
