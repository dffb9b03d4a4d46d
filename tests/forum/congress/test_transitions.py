"""Every verb in every state by everybody who may or may not."""

from collections.abc import Callable

import pytest

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress.actions import moderate_question, withdraw_question
from forum.congress.enums import QuestionState, RejectReason, StaffRole, Verb
from forum.congress.models import LiveQuestion, LiveSession, Participant
from forum.core.errors import ConflictError, NotFoundError
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff

pytestmark = pytest.mark.django_db

STATES = ["submitted", "approved", "on_stage", "answered", "deferred", "rejected", "withdrawn", "merged"]
TABLE = {
    # verb: {from: to}; what is not here is refused
    "approve": {"submitted": "approved"},
    "reject": {"submitted": "rejected", "approved": "rejected"},
    "stage": {"approved": "on_stage"},
    "unstage": {"on_stage": "approved"},
    "answer": {"approved": "answered", "on_stage": "answered"},
    "restore": {"rejected": "approved", "answered": "approved"},
}
WITHDRAW = {"submitted", "approved", "on_stage"}


def moderator(live: LiveSession) -> User:
    return make_staff(live, make_user(Role.MODERATOR), StaffRole.MODERATOR)


def host(live: LiveSession) -> User:
    return make_staff(live, make_user(Role.HOST), StaffRole.HOST)


def admin(live: LiveSession) -> User:
    return make_user(Role.ADMIN)


def member(live: LiveSession) -> User:
    return make_user()


def moderator_of_nothing(live: LiveSession) -> User:
    return make_user(Role.MODERATOR, Role.HOST, Role.CURATOR, Role.COORDINATOR)


def moderator_of_another_congress(live: LiveSession) -> User:
    return make_staff(make_live(), make_user(Role.MODERATOR))


def inactive_moderator(live: LiveSession) -> User:
    user = moderator(live)
    user.is_active = False
    user.save()
    return user


def act(actor: User, question: LiveQuestion, verb: str) -> LiveQuestion:
    reason = RejectReason.UNCLEAR if verb == "reject" else None
    return moderate_question(
        actor=actor, session_id=question.session_id, question_id=question.pk, verb=Verb(verb), reason=reason
    )


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize("make_actor", [moderator, host, admin])
def test_staff_move_a_question_exactly_along_the_table(
    state: str, verb: str, make_actor: Callable[[LiveSession], User]
) -> None:
    live = make_live()
    question = make_question(live, QuestionState(state))
    actor = make_actor(live)
    target = TABLE[verb].get(state)
    if target is None:
        with pytest.raises(ConflictError) as refused:
            act(actor, question, verb)
        assert refused.value.code == "wrong_state"
    else:
        act(actor, question, verb)
    question.refresh_from_db()
    live.refresh_from_db()
    moved = target is not None
    assert (question.state, question.version, live.rev) == (target or state, 1 + moved, int(moved))
    entries = list(AuditEntry.objects.values_list("action", "actor", "object_id", "facts"))
    reason = "unclear" if verb == "reject" else ""
    facts = {"session": live.pk, "from": state, "to": target, "reason": reason}
    assert entries == ([(f"live_question.{verb}", actor.pk, str(question.pk), facts)] if moved else [])


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", TABLE)
@pytest.mark.parametrize(
    "make_actor", [member, moderator_of_nothing, moderator_of_another_congress, inactive_moderator]
)
def test_nobody_else_moves_a_question_or_learns_that_it_exists(
    state: str, verb: str, make_actor: Callable[[LiveSession], User]
) -> None:
    live = make_live()
    question = make_question(live, QuestionState(state))
    actor = make_actor(live)
    with pytest.raises(NotFoundError) as refused:
        act(actor, question, verb)
    assert (refused.value.code, refused.value.params) == ("not_found", {})
    question.refresh_from_db()
    assert (question.state, question.version) == (state, 1)


@pytest.mark.parametrize("state", STATES)
def test_the_asker_withdraws_until_it_is_answered(state: str) -> None:
    live = make_live()
    question = make_question(live, QuestionState(state))
    if state in WITHDRAW or state == "withdrawn":
        withdraw_question(actor=question.participant, question_id=question.pk)
    else:
        with pytest.raises(ConflictError) as refused:
            withdraw_question(actor=question.participant, question_id=question.pk)
        assert refused.value.code == "wrong_state"
    question.refresh_from_db()
    assert question.state == ("withdrawn" if state in WITHDRAW else state)
    assert AuditEntry.objects.count() == int(state in WITHDRAW)


@pytest.mark.parametrize("state", STATES)
def test_another_participant_withdraws_nothing(state: str) -> None:
    live = make_live()
    question = make_question(live, QuestionState(state))
    for other in (make_participant(live), Participant.objects.get(pk=make_question(make_live()).participant_id)):
        with pytest.raises(NotFoundError):
            withdraw_question(actor=other, question_id=question.pk)
    question.refresh_from_db()
    assert question.state == state


def test_staff_cannot_withdraw_in_the_askers_name() -> None:
    live = make_live()
    question = make_question(live)
    with pytest.raises(NotFoundError):
        act(moderator(live), question, "withdraw")
    question.refresh_from_db()
    assert question.state == "approved"
