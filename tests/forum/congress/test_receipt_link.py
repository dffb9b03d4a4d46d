"""A receipt link finds its asker's questions, before and after the key is gone, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest

from forum.congress import keys
from forum.congress.actions import (
    VoteCommand,
    cast_votes,
    forget_voters,
    offer_receipts,
    submit_question,
    withdraw_receipts,
)
from forum.congress.enums import CongressStatus, Identity, LiveState, QuestionState, RejectReason
from forum.congress.models import Congress, LiveAnswer, LiveQuestion, LiveSession, Participant
from forum.congress.projections import public_question, receipts_by_link
from forum.congress.queries import access_receipts
from forum.core.clock import now
from forum.core.errors import ConflictError, NotFoundError
from tests.factories.congress import make_live, make_merged, make_participant, make_question, make_votes

pytestmark = pytest.mark.django_db
TEXT = "Wer entscheidet, wenn sich zwei Ämter nicht einig werden?"


def asker_in(live: LiveSession) -> tuple[Participant, str]:
    token = keys.new_token()
    return make_participant(live, token), token


def found(live: LiveSession, key: str) -> list[int]:
    return [question.pk for question in access_receipts(session_id=live.pk, key=key)]


def destroy(live: LiveSession) -> None:
    LiveSession.objects.filter(pk=live.pk).update(state=LiveState.CLOSED, closed=now() - timedelta(days=15))
    assert forget_voters() == 1


def test_the_link_finds_own_questions_in_every_state_before_and_after_the_key_is_gone() -> None:
    live = make_live()
    asker, token = asker_in(live)
    own = [make_question(live, state, asker).pk for state in QuestionState]
    foreign = make_question(live)
    offer_receipts(actor=foreign.participant, token="f" * 43)
    key = offer_receipts(actor=asker, token=token)
    assert found(live, key) == own[::-1]
    destroy(live)
    assert found(live, key) == own[::-1]


def test_questions_asked_later_are_found_as_well() -> None:
    live = make_live()
    asker, token = asker_in(live)
    first = submit_question(actor=asker, text=TEXT, identity=Identity.ANONYMOUS, token=token)
    key = offer_receipts(actor=asker, token=token)
    later = submit_question(actor=asker, text=TEXT, identity=Identity.ANONYMOUS, token=token)
    assert found(live, key) == [later.pk, first.pk]
    assert offer_receipts(actor=asker, token=token) == key


def test_without_a_wish_nothing_is_marked() -> None:
    live = make_live()
    asker, token = asker_in(live)
    with pytest.raises(ConflictError, match="nothing_asked"):
        offer_receipts(actor=asker, token=token)
    question = submit_question(actor=asker, text=TEXT, identity=Identity.ANONYMOUS, token=token)
    asker.refresh_from_db()
    assert (question.receipt_mark, asker.receipt_nonce) == ("", "")


def test_a_withdrawn_link_is_void_for_good() -> None:
    live = make_live()
    asker, token = asker_in(live)
    make_question(live, participant=asker)
    key = offer_receipts(actor=asker, token=token)
    for _ in range(2):
        withdraw_receipts(actor=asker)
        with pytest.raises(NotFoundError, match="unknown_key"):
            found(live, key)
    assert offer_receipts(actor=asker, token=token) != key
    with pytest.raises(NotFoundError):
        found(live, key)


def test_a_key_opens_only_its_own_session_and_only_a_shown_congress() -> None:
    live, other = make_live(), make_live()
    asker, token = asker_in(live)
    make_question(live, participant=asker)
    stranger, its_token = asker_in(other)
    make_question(other, participant=stranger)
    key, foreign = offer_receipts(actor=asker, token=token), offer_receipts(actor=stranger, token=its_token)
    for session, wrong in ((live, foreign), (other, key), (live, ""), (live, "0" * 64), (live, token)):
        with pytest.raises(NotFoundError, match="unknown_key"):
            found(session, wrong)
    Congress.objects.filter(sessions__live=live).update(status=CongressStatus.DRAFT)
    with pytest.raises(NotFoundError, match="unknown_key"):
        found(live, key)


def test_marks_join_no_two_questions_and_the_token_alone_leads_nowhere_afterwards() -> None:
    live = make_live()
    asker, token = asker_in(live)
    first, second = make_question(live, participant=asker), make_question(live, participant=asker)
    key = offer_receipts(actor=asker, token=token)
    marks = set(LiveQuestion.objects.values_list("receipt_mark", flat=True))
    assert len(marks) == 2
    assert key not in marks
    destroy(live)
    live.refresh_from_db()
    asker.refresh_from_db()
    assert keys.receipt_key(live, asker, token) == ""
    assert marks == {keys.receipt_mark(key, first.pk), keys.receipt_mark(key, second.pk)}


def test_after_the_destruction_no_link_is_given_out_any_more() -> None:
    live = make_live()
    asker, token = asker_in(live)
    make_question(live, participant=asker)
    destroy(live)
    with pytest.raises(ConflictError, match="session_key_destroyed"):
        offer_receipts(actor=asker, token=token)


def test_the_page_shows_reasons_and_texts_and_no_vote_of_its_holder() -> None:
    live = make_live()
    asker, token = asker_in(live)
    question = make_question(live, QuestionState.REJECTED, asker, reason=RejectReason.DUPLICATE)
    voted = make_question(live)
    make_votes(voted, 2)
    cast_votes(session_id=live.pk, votes=[VoteCommand(asker.pk, voted.pk, 1)])
    shown = receipts_by_link(live.pk, offer_receipts(actor=asker, token=token))
    assert sorted(shown) == ["own", "session"]
    assert [(row["text"], row["state"], row["reason"]) for row in shown["own"]] == [
        (question.text, "rejected", "duplicate")
    ]


SEEN = [(QuestionState.APPROVED, True), (QuestionState.ANSWERED, True), (QuestionState.SUBMITTED, False)]


@pytest.mark.parametrize(("state", "shown"), SEEN)
def test_a_merged_question_tells_what_leads_and_its_answer_when_the_hall_sees_that(
    state: QuestionState, shown: bool, same_queries: Any
) -> None:
    live = make_live()
    asker, token = asker_in(live)
    leader = make_question(live, state)
    LiveAnswer.objects.create(question=leader, text="Das Ordnungsamt.", by="Malte Vogt", created=now())
    make_merged(leader, participant=asker)
    key = offer_receipts(actor=asker, token=token)
    (own,) = receipts_by_link(live.pk, key)["own"]
    assert own["merged_with"] == (public_question(LiveQuestion.objects.get(pk=leader.pk)) if shown else None)
    if shown:
        assert (own["merged_with"]["state"], own["merged_with"]["answers"][0]["text"]) == (state, "Das Ordnungsamt.")

    def add() -> None:
        make_merged(make_question(live, state), participant=asker)
        offer_receipts(actor=asker, token=token)

    same_queries(lambda: receipts_by_link(live.pk, key), add)
