"""Telling of answers: asked for, confirmed, told once, and nothing kept that joins an address to a participant."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.audit.models import AuditEntry
from forum.congress import notice_links, queries
from forum.congress.actions import (
    answer_in_writing,
    ask_for_notice,
    carry_over,
    confirm_notice,
    give_up_notice,
    moderate_question,
    stop_notice,
    take_back_answer,
)
from forum.congress.actions.notices import ASKING_AFTERWARDS, STANDS_AFTER, tell_due
from forum.congress.enums import LiveState, QuestionState, Stream, Verb
from forum.congress.models import AnswerNotice, LiveAnswer, LiveQuestion, LiveSession, Participant
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError, NotFoundError, NotSignedInError, RateLimitedError
from forum.core.models import RateBucket
from forum.core.upkeep import run_upkeep
from forum.notifications.models import OutboxMail
from forum.threads.actions import change_post_state
from forum.threads.enums import State
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff
from tests.factories.threads import make_answer, make_category

pytestmark = pytest.mark.django_db
S = QuestionState
ADDRESS = "gast@musterstadt.example"
LINK = re.compile(r"/live/bescheid#(\S+)")


@pytest.fixture
def live() -> LiveSession:
    return make_live()


def ask(
    question: LiveQuestion, reader: Reader | None = None, participant: Participant | None = None, address: str = ADDRESS
) -> str:
    participant = participant or make_participant(question.session)
    access = queries.LiveAccess(question.session, Stream.PUBLIC, participant)
    who: Any = reader
    return ask_for_notice(access=access, reader=who, question_id=question.pk, address=address, locale="de")


def answer(question: LiveQuestion) -> User:
    """It is answered on stage, and the answer stands."""
    staff = make_staff(question.session, make_user())
    moderate_question(actor=staff, session_id=question.session_id, question_id=question.pk, verb=Verb.ANSWER)
    stand()
    return staff


def stand() -> int:
    """All answers have stood long enough to be told."""
    answered = LiveQuestion.objects.exclude(answered=None)
    answered.update(answered=now() - STANDS_AFTER)
    return tell_due()


def confirmed(question: LiveQuestion, address: str = ADDRESS) -> AnswerNotice:
    return AnswerNotice.objects.create(question=question, address=address, confirmed=True, asked_on=queries.today())


def test_an_account_is_told_at_its_own_address_without_confirming_again(live: LiveSession) -> None:
    question, reader = make_question(live), make_user()
    assert ask(question, reader, address="") == "confirmed"
    assert ask(question, reader, address="") == "confirmed"
    assert AnswerNotice.objects.get().user == reader
    assert not OutboxMail.objects.exists()
    answer(question)
    (told,) = OutboxMail.objects.all()
    assert told.to == reader.email
    assert question.text in told.body
    assert f"/live/{live.pk}" in told.body
    assert not AnswerNotice.objects.exists()


def test_a_guest_gets_a_mail_to_confirm_without_a_word_that_somebody_typed(live: LiveSession) -> None:
    question = make_question(live, text="Kaufen Sie jetzt günstig bei uns ein?")
    assert ask(question) == "mail_sent"
    (request,) = OutboxMail.objects.all()
    assert request.to == ADDRESS
    assert "günstig" not in request.subject + request.body
    found = LINK.search(request.body)
    assert found is not None
    assert notice_links.token_of(AnswerNotice.objects.get()) == found[1]


def test_only_a_confirmed_address_is_told(live: LiveSession) -> None:
    question = make_question(live)
    ask(question)
    OutboxMail.objects.all().delete()
    answer(question)
    assert not OutboxMail.objects.exists()
    assert AnswerNotice.objects.count() == 1


def test_who_confirms_after_the_answer_is_told_at_once(live: LiveSession) -> None:
    question = make_question(live)
    ask(question)
    token = notice_links.token_of(AnswerNotice.objects.get())
    answer(question)
    OutboxMail.objects.all().delete()
    confirm_notice(token=token)
    assert OutboxMail.objects.get().to == ADDRESS
    assert not AnswerNotice.objects.exists()
    assert confirm_notice(token=token) is None


def test_asking_twice_sends_one_mail_and_on_another_day_a_second(live: LiveSession) -> None:
    question = make_question(live)
    assert [ask(question), ask(question)] == ["mail_sent"] * 2
    assert OutboxMail.objects.count() == 1
    AnswerNotice.objects.update(asked_on=queries.today() - timedelta(days=1))
    ask(question)
    assert OutboxMail.objects.count() == 2
    AnswerNotice.objects.update(confirmed=True, asked_on=queries.today() - timedelta(days=1))
    assert ask(question) == "mail_sent"
    assert OutboxMail.objects.count() == 2


def test_nobody_can_have_an_address_flooded(live: LiveSession) -> None:
    for _ in range(queries.MOST_WAITING + 2):
        assert ask(make_question(live)) == "mail_sent"
    assert OutboxMail.objects.count() == queries.MOST_WAITING


def test_a_participant_is_limited(live: LiveSession) -> None:
    participant = make_participant(live)
    for number in range(5):
        ask(make_question(live), participant=participant, address=f"gast{number}@musterstadt.example")
    with pytest.raises(RateLimitedError):
        ask(make_question(live), participant=participant)


@pytest.mark.parametrize(
    "address", ["kein", "a@", "a b@c.example", "x" * 260 + "@c.example", "a@b.example\nBcc: x@y.example"]
)
def test_what_is_no_address_is_refused(live: LiveSession, address: str) -> None:
    with pytest.raises(InvalidError) as refused:
        ask(make_question(live), address=address)
    assert refused.value.code == "invalid_email"
    assert not AnswerNotice.objects.exists()


def test_a_guest_without_an_address_and_staff_with_one_are_refused(live: LiveSession) -> None:
    question, staff = make_question(live), make_user()
    with pytest.raises(InvalidError) as refused:
        ask(question, address="")
    assert refused.value.code == "email_required"
    access = queries.LiveAccess(live, Stream.PUBLIC, None)
    with pytest.raises(NotSignedInError):
        ask_for_notice(access=access, reader=staff, question_id=question.pk, address=ADDRESS, locale="de")


@pytest.mark.parametrize("state", [S.SUBMITTED, S.REJECTED, S.WITHDRAWN])
def test_a_question_that_the_hall_does_not_see_cannot_be_waited_for(live: LiveSession, state: S) -> None:
    with pytest.raises(NotFoundError):
        ask(make_question(live, state, reason="unclear" if state == S.REJECTED else ""))


def test_a_question_of_another_session_or_an_answered_one_cannot_be_waited_for(live: LiveSession) -> None:
    foreign = make_question(make_live())
    access = queries.LiveAccess(live, Stream.PUBLIC, make_participant(live))
    with pytest.raises(NotFoundError):
        ask_for_notice(access=access, reader=make_user(), question_id=foreign.pk, address="", locale="de")
    with pytest.raises(ConflictError) as refused:
        ask(make_question(live, S.ANSWERED))
    assert refused.value.code == "already_answered"


def test_the_asker_can_wait_for_an_own_question_that_is_checked_or_was_merged(live: LiveSession) -> None:
    asker, reader = make_participant(live), make_user()
    own = make_question(live, S.SUBMITTED, asker)
    assert ask(own, reader, asker, address="") == "confirmed"
    leader = make_question(live)
    merged = make_question(live, S.MERGED, asker, merged_into=leader, merged_with=leader, state_before_merge=S.APPROVED)
    assert ask(merged, reader, asker, address="") == "confirmed"
    assert set(AnswerNotice.objects.values_list("question", flat=True)) == {own.pk, leader.pk}


def test_who_waits_for_a_merged_question_is_told_of_the_answer_to_its_leader(live: LiveSession) -> None:
    leader = make_question(live)
    merged = make_question(live, S.MERGED, merged_into=leader, merged_with=leader, state_before_merge=S.APPROVED)
    confirmed(merged)
    answer(leader)
    assert leader.text in OutboxMail.objects.get().body


def test_everybody_is_told_once_and_of_their_question_only(live: LiveSession) -> None:
    question, other = make_question(live), make_question(live)
    for number in range(3):
        confirmed(question, f"gast{number}@musterstadt.example")
    confirmed(other)
    staff = answer(question)
    moderate_question(actor=staff, session_id=live.pk, question_id=question.pk, verb=Verb.RESTORE)
    moderate_question(actor=staff, session_id=live.pk, question_id=question.pk, verb=Verb.ANSWER)
    assert stand() == 0
    assert sorted(told.to for told in OutboxMail.objects.all()) == [f"gast{n}@musterstadt.example" for n in range(3)]
    assert AnswerNotice.objects.get().question == other


def test_telling_takes_as_many_statements_for_three_as_for_one(live: LiveSession, statements: Any) -> None:
    staff = make_staff(live, make_user())
    assert staff.roles
    taken = []
    for people in (1, 3):
        question = make_question(live)
        for number in range(people):
            confirmed(question, f"gast{number}@musterstadt.example")
        moderate_question(actor=staff, session_id=live.pk, question_id=question.pk, verb=Verb.ANSWER)
        LiveQuestion.objects.filter(pk=question.pk).update(answered=now() - STANDS_AFTER)
        taken.append(len(statements(tell_due)))
    assert taken[0] == taken[1]


@pytest.mark.parametrize("how", ["on stage", "in writing", "in the forum"])
def test_an_answer_that_is_undone_within_ten_minutes_has_not_been_told(live: LiveSession, how: str) -> None:
    question = make_question(live)
    confirmed(question)
    give, take_back = ways_of(question, how)
    token = notice_links.token_of(AnswerNotice.objects.get())
    give()
    confirm_notice(token=token)
    assert run_upkeep()["congress.notices_told"] == 0
    take_back()
    assert (stand(), OutboxMail.objects.count(), AnswerNotice.objects.count()) == (0, 0, 1)
    give()
    assert LiveQuestion.objects.get().state == S.ANSWERED
    assert run_upkeep()["congress.notices_told"] == 0
    LiveQuestion.objects.update(answered=now() - STANDS_AFTER)
    assert run_upkeep()["congress.notices_told"] == 1
    assert (OutboxMail.objects.get().to, AnswerNotice.objects.count()) == (ADDRESS, 0)


def ways_of(question: LiveQuestion, how: str) -> tuple[Callable[[], Any], Callable[[], Any]]:
    """How a question is answered, and how that is undone; in the forum it is the same answer that comes back."""
    staff = make_staff(question.session, make_user())
    which: dict[str, Any] = {"actor": staff, "session_id": question.session_id, "question_id": question.pk}
    if how == "on stage":
        verbs = (Verb.ANSWER, Verb.RESTORE)
        give, take_back = (partial(moderate_question, **which, verb=verb) for verb in verbs)
        return give, take_back
    if how == "in writing":
        take = lambda: take_back_answer(**which, answer_id=LiveAnswer.objects.get().pk)  # noqa: E731 - one of a pair
        return partial(answer_in_writing, **which, text="Das Amt für Soziales."), take
    moderator, category = make_user(Role.MODERATOR), make_category()
    carried = carry_over(
        actor=staff, session_id=question.session_id, category=category.slug, question_ids=[question.pk], close=True
    )
    thread = carried.now[0].thread
    assert thread is not None
    post = make_answer(thread)
    states = (State.PUBLISHED, State.HIDDEN)
    shown, hidden = (
        partial(change_post_state, actor=moderator, post_id=post.pk, to=state, reason="Falsche Zahlen")
        for state in states
    )
    hidden()
    return shown, hidden


def test_a_reader_of_the_documentation_can_wait_for_what_is_open(live: LiveSession) -> None:
    question, answered = make_question(live), make_question(live, S.ANSWERED)
    LiveSession.objects.filter(pk=live.pk).update(state=LiveState.CLOSED, documented=now())
    access = queries.access_notices(session_id=live.pk, reader=AnonymousUser(), token="", podium="")
    assert list(queries.awaited_numbers(access.live).values()) == [str(question.pk)]
    wish: dict[str, Any] = {"access": access, "reader": AnonymousUser(), "locale": "de", "client": "192.0.2.7"}
    assert ask_for_notice(**wish, question_id=question.pk, address=ADDRESS) == "mail_sent"
    assert OutboxMail.objects.get().to == ADDRESS
    with pytest.raises(ConflictError, match="already_answered"):
        ask_for_notice(**wish, question_id=answered.pk, address=ADDRESS)
    for number in range(ASKING_AFTERWARDS.burst - 2):
        ask_for_notice(**wish, question_id=question.pk, address=f"gast{number}@musterstadt.example")
    with pytest.raises(RateLimitedError):
        for number in range(3):
            ask_for_notice(**wish, question_id=question.pk, address=f"mehr{number}@musterstadt.example")


def test_nobody_reads_or_waits_where_nothing_is_published(live: LiveSession) -> None:
    make_question(live)
    for state in (LiveState.OPEN, LiveState.CLOSED):
        LiveSession.objects.filter(pk=live.pk).update(state=state)
        live.refresh_from_db()
        assert queries.awaited_numbers(live) == {}
        with pytest.raises(NotFoundError):
            queries.access_notices(session_id=live.pk, reader=AnonymousUser(), token="", podium="")


def test_the_link_stops_it_and_the_address_is_gone(live: LiveSession) -> None:
    notice = confirmed(make_question(live))
    token = notice_links.token_of(notice)
    stop_notice(token=token)
    stop_notice(token=token)
    assert not AnswerNotice.objects.exists()


@pytest.mark.parametrize("token", ["", "1-x", "x" * 300, "1-abc.AAAA", "ü.ü", "\x00"])
def test_a_link_that_is_not_ours_is_not_found(token: str) -> None:
    for act in (confirm_notice, stop_notice):
        with pytest.raises(NotFoundError):
            act(token=token)


def test_a_link_of_one_notice_does_not_open_another_with_the_same_number(live: LiveSession) -> None:
    notice = confirmed(make_question(live))
    old = notice_links.token_of(notice)
    AnswerNotice.objects.update(nonce="0" * 32)
    stop_notice(token=old)
    assert AnswerNotice.objects.count() == 1


def test_an_account_gives_up_its_own_notice_only(live: LiveSession) -> None:
    question, reader = make_question(live), make_user()
    ask(question, reader, address="")
    access = queries.LiveAccess(live, Stream.PUBLIC, None)
    give_up_notice(actor=make_user(), access=access, question_id=question.pk)
    assert queries.awaited_by(live=live, user=reader) == [question.pk]
    give_up_notice(actor=reader, access=access, question_id=question.pk)
    assert queries.awaited_by(live=live, user=reader) == []


def test_old_notices_are_deleted_by_the_upkeep(live: LiveSession) -> None:
    question = make_question(live)
    today = queries.today()
    for number, (is_confirmed, days) in enumerate([(False, 7), (False, 8), (True, 365), (True, 366)]):
        address = f"gast{number}@musterstadt.example"
        asked_on = today - timedelta(days=days)
        AnswerNotice.objects.create(question=question, address=address, confirmed=is_confirmed, asked_on=asked_on)
    assert run_upkeep()["congress.notices_expired"] == 2
    kept = AnswerNotice.objects.order_by("pk").values_list("address", flat=True)
    assert list(kept) == ["gast0@musterstadt.example", "gast2@musterstadt.example"]


def test_nothing_joins_an_address_to_a_participant(live: LiveSession) -> None:
    asker = make_participant(live)
    ask(make_question(live, participant=asker), participant=asker)
    fields = {field.name for field in AnswerNotice._meta.get_fields()}
    assert fields == {"id", "question", "user", "address", "locale", "nonce", "confirmed", "asked_on"}
    row = AnswerNotice.objects.get()
    assert (row.user, row.asked_on) == (None, queries.today())
    buckets = list(RateBucket.objects.values_list("key", flat=True))
    assert buckets == [f"live.notice:participant {asker.pk}"]
    assert not AuditEntry.objects.exists()
    assert mail.outbox == []
