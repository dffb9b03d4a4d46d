"""Every verb in every state by everybody who may or may not."""

from collections.abc import Callable

import pytest

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress import actions, rules
from forum.congress.actions import withdraw_question
from forum.congress.enums import LiveState, QuestionState, RejectReason, StaffRole, Verb
from forum.congress.models import LiveAnswer, LiveQuestion, LiveSession, Participant
from forum.core.clock import now
from forum.core.errors import ConflictError, NotFoundError
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff
from tests.factories.threads import make_thread

pytestmark = pytest.mark.django_db

STATES = ["submitted", "approved", "on_stage", "answered", "deferred", "rejected", "withdrawn", "merged"]
TABLE = {
    # verb: {from: to}; what is not here is refused
    "approve": {"submitted": "approved"},
    "unapprove": {"approved": "submitted"},
    "reject": dict.fromkeys(("submitted", "approved", "answered", "deferred"), "rejected"),
    "stage": {"approved": "on_stage"},
    "unstage": {"on_stage": "approved"},
    "answer": {"approved": "answered", "on_stage": "answered"},
    "write": {"approved": "answered", "on_stage": "answered", "answered": "answered", "deferred": "answered"},
    "unwrite": {state: state for state in STATES if state != "withdrawn"},
    "defer": {"approved": "deferred", "on_stage": "deferred"},
    "restore": {"rejected": "submitted", "answered": "approved", "deferred": "approved"},
    "edit": {"submitted": "submitted"},
    "label": {state: state for state in STATES if state != "withdrawn"},
    "pin": {"approved": "approved"},
    "merge": {"submitted": "merged", "approved": "merged"},
    "unmerge": {"merged": "approved"},
}
WITHDRAW = {"submitted", "approved", "on_stage", "merged"}
AFTER_CLOSING = {
    *("approve", "unapprove", "edit", "reject", "answer", "write", "unwrite", "defer", "restore", "label"),
}


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
    """Do it, with whatever else the verb needs."""
    which = {"actor": actor, "session_id": question.session_id, "question_id": question.pk}
    if verb == "edit":
        return actions.edit_question(**which, text="Wer lädt die Ämter zur Runde ein?")
    if verb == "label":
        return actions.label_question(**which, labels=["Recht"])
    if verb == "pin":
        return actions.pin_question(**which, position=1)
    if verb == "write":
        return actions.answer_in_writing(**which, text="Das Ordnungsamt lädt ein.")
    if verb == "unwrite":
        answer = LiveAnswer.objects.create(question=question, text="Das Amt.", by="Malte Vogt", created=now())
        return actions.take_back_answer(**which, answer_id=answer.pk)
    if verb == "merge":
        return actions.merge_questions(**which, into=make_question(question.session).pk)
    if verb == "unmerge":
        return actions.unmerge_question(**which)
    reason = RejectReason.UNCLEAR if verb == "reject" else None
    return actions.moderate_question(**which, verb=Verb(verb), reason=reason)


def test_the_table_here_is_that_of_the_rules() -> None:
    assert {*TABLE, "withdraw"} == set(Verb.values) == set(rules.TRANSITIONS)
    sources = {verb.value: row.sources for verb, row in rules.TRANSITIONS.items()}
    assert sources == {verb: set(ways) for verb, ways in TABLE.items()} | {"withdraw": WITHDRAW}
    assert {verb.value for verb, row in rules.TRANSITIONS.items() if row.any_time} == AFTER_CLOSING


@pytest.mark.parametrize("verb", TABLE)
def test_after_closing_only_what_concerns_the_documentation_can_be_done(verb: str) -> None:
    live = make_live(state=LiveState.CLOSED)
    actor = moderator(live)
    for source, target in TABLE[verb].items():
        question = make_question(live, QuestionState(source))
        if verb in AFTER_CLOSING:
            assert act(actor, question, verb).state == target
        else:
            with pytest.raises(ConflictError) as refused:
                act(actor, question, verb)
            assert refused.value.code == "session_closed"


def test_what_was_seen_by_the_hall_comes_back_there_and_what_was_not_waits_again() -> None:
    live = make_live()
    actor = moderator(live)
    seen, unseen = make_question(live), make_question(live, QuestionState.SUBMITTED)
    for question in (seen, unseen):
        act(actor, question, "reject")
        act(actor, question, "restore")
        question.refresh_from_db()
    assert (seen.state, unseen.state) == ("approved", "submitted")


def test_a_question_that_has_become_a_thread_is_not_restored() -> None:
    live = make_live()
    question = make_question(live, QuestionState.DEFERRED, thread=make_thread())
    with pytest.raises(ConflictError) as refused:
        act(moderator(live), question, "restore")
    assert refused.value.code == "has_thread"


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
    entries = list(AuditEntry.objects.values_list("action", "actor", "object_id"))
    assert entries == ([(f"live_question.{verb}", actor.pk, str(question.pk))] if moved else [])
    if moved and target != state:
        facts = AuditEntry.objects.get().facts
        expected = {"session": live.pk, "from": state, "to": target} | (
            {"reason": "unclear"} if verb == "reject" else {}
        )
        assert {name: facts[name] for name in expected} == expected


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


def moderate(live: LiveSession, question: LiveQuestion, verb: Verb) -> None:
    actions.moderate_question(actor=moderator(live), session_id=live.pk, question_id=question.pk, verb=verb)


def test_staff_cannot_withdraw_in_the_askers_name() -> None:
    live = make_live()
    question = make_question(live)
    with pytest.raises(NotFoundError):
        moderate(live, question, Verb.WITHDRAW)
    question.refresh_from_db()
    assert question.state == "approved"
