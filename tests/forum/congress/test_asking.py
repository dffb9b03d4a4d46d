"""Asking: limits, texts, identities."""

from collections.abc import Callable
from typing import Any

import pytest

from forum.audit.models import AuditEntry
from forum.congress.actions import close_session, submit_question, withdraw_question
from forum.congress.enums import Identity, LiveState, QuestionState
from forum.congress.events import SessionChanged
from forum.congress.models import LiveQuestion
from forum.core.errors import ConflictError, InvalidError, RateLimitedError
from forum.core.events import Event
from forum.core.models import RateBucket
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff
from tests.factories.municipalities import make_affiliation, make_municipality

pytestmark = pytest.mark.django_db
TEXT = "Wer lädt die Ämter eigentlich ein?"
ANONYMOUS = Identity.ANONYMOUS


def test_a_question_waits_for_approval_while_pre_moderation_is_on(
    heard: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    asker = make_participant(make_live())
    with django_capture_on_commit_callbacks(execute=True):
        question = submit_question(actor=asker, text=TEXT, identity=ANONYMOUS)
    assert (question.state, question.published) == ("submitted", None)
    assert heard == [SessionChanged(asker.session_id, 0, 1, (question.pk,), (asker.pk,))]


def test_a_question_is_visible_at_once_without_pre_moderation() -> None:
    question = submit_question(actor=make_participant(make_live(premoderation=False)), text=TEXT, identity=ANONYMOUS)
    assert (question.state, question.published) == ("approved", question.created)


def test_the_log_knows_neither_the_text_nor_the_asker() -> None:
    asker = make_participant(make_live())
    question = submit_question(actor=asker, text=TEXT, identity=ANONYMOUS)
    withdraw_question(actor=asker, question_id=question.pk)
    entries = AuditEntry.objects.order_by("pk").values_list("actor", "actor_kind", "action", "facts")
    session = asker.session_id
    assert list(entries) == [
        (None, "participant", "live_question.submit", {"session": session, "from": "", "to": "submitted"}),
        (None, "participant", "live_question.withdraw", {"session": session, "from": "submitted", "to": "withdrawn"}),
    ]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Wer   lädt\n\tein, bitte?  ", "Wer lädt ein, bitte?"),
        ("Wer la\u0308dt ein, bitte?", "Wer lädt ein, bitte?"),
        ("äöüß ÄÖÜ 10", "äöüß ÄÖÜ 10"),
        ("\u00a0\u2003Zehn Zeichen\u00a0", "Zehn Zeichen"),
        ("x" * 500, "x" * 500),
        ("👩‍👩‍👧 fragt: Wann?", "👩‍👩‍👧 fragt: Wann?"),
    ],
)
def test_a_text_is_stored_in_one_form(typed: str, stored: str) -> None:
    submit_question(actor=make_participant(make_live()), text=typed, identity=ANONYMOUS)
    assert LiveQuestion.objects.get().text == stored


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "too_short"),
        ("Wer denn?", "too_short"),
        ("a" + " " * 60 + "b", "too_short"),
        ("\u200b" * 10, "too_short"),
        ("\u3164" * 10, "too_short"),
        ("\u2800 \u115f\u2060" * 10, "too_short"),
        ("Wer denn?" + "\u200d\uffa0" * 9, "too_short"),
        ("x" * 501, "too_long"),
        ("x" * 1_000_000, "too_long"),
        ("Wer lädt \x00 die Ämter ein?", "malformed_text"),
        ("Wer lädt \x1b die Ämter ein?", "malformed_text"),
        ("Wer lädt \ud800 die Ämter ein?", "malformed_text"),
        ("Wer lädt \ufffe die Ämter ein?", "malformed_text"),
        ("Wer lädt \U0010ffff die Ämter ein?", "malformed_text"),
        ("Wer lädt \ufdd0 die Ämter ein?", "malformed_text"),
        ("Wer lädt \u202e die Ämter ein?", "malformed_text"),
    ],
)
def test_a_text_that_breaks_the_rules_is_refused_and_nothing_is_stored(text: str, code: str) -> None:
    with pytest.raises(InvalidError) as refused:
        submit_question(actor=make_participant(make_live()), text=text, identity=ANONYMOUS)
    assert (refused.value.code, refused.value.field) == (code, "text")
    assert (LiveQuestion.objects.count(), AuditEntry.objects.count(), RateBucket.objects.count()) == (0, 0, 0)


def test_three_questions_at_once_then_one_every_twenty_seconds() -> None:
    asker = make_participant(make_live())
    for _ in range(3):
        submit_question(actor=asker, text=TEXT, identity=ANONYMOUS)
    with pytest.raises(RateLimitedError) as refused:
        submit_question(actor=asker, text=TEXT, identity=ANONYMOUS)
    assert 15_000 < refused.value.retry_ms <= 20_000
    assert LiveQuestion.objects.count() == 3
    submit_question(actor=make_participant(asker.session), text=TEXT, identity=ANONYMOUS)


def test_nobody_has_more_than_ten_open_questions() -> None:
    asker = make_participant(make_live())
    for state in [QuestionState.SUBMITTED] * 5 + [QuestionState.APPROVED] * 5 + [QuestionState.REJECTED] * 5:
        last = make_question(asker.session, state, asker)
    with pytest.raises(ConflictError) as refused:
        submit_question(actor=asker, text=TEXT, identity=ANONYMOUS)
    assert (refused.value.code, refused.value.params) == ("too_many_open", {"most": 10})
    withdraw_question(actor=asker, question_id=last.pk - 5)
    submit_question(actor=asker, text=TEXT, identity=ANONYMOUS)


@pytest.mark.parametrize(
    ("state", "code"), [(LiveState.CLOSED, "session_closed"), (LiveState.PLANNED, "session_not_open")]
)
def test_nobody_asks_or_withdraws_in_a_session_that_does_not_run(state: LiveState, code: str) -> None:
    live = make_live(state=state)
    own = make_question(live)
    with pytest.raises(ConflictError) as refused:
        submit_question(actor=own.participant, text=TEXT, identity=ANONYMOUS)
    assert refused.value.code == code
    with pytest.raises(ConflictError) as refused:
        withdraw_question(actor=own.participant, question_id=own.pk)
    assert refused.value.code == code
    assert list(LiveQuestion.objects.values_list("state", flat=True)) == ["approved"]


def test_closing_keeps_what_was_asked() -> None:
    live = make_live()
    submit_question(actor=make_participant(live), text=TEXT, identity=ANONYMOUS)
    close_session(actor=make_staff(live, make_user()), session_id=live.pk)
    assert LiveQuestion.objects.get().text == TEXT


def test_who_asks_anonymously_leaves_no_name_even_when_signed_in() -> None:
    question = submit_question(
        actor=make_participant(make_live()),
        text=TEXT,
        identity=ANONYMOUS,
        name="Mira Kaya",
        reader=make_user(name="Mira Kaya"),
    )
    assert (question.shown_name, question.author) == ("", None)


def test_an_account_gives_its_name_or_municipality_when_the_asker_chose_so() -> None:
    user = make_user(name="Mira Kaya")
    make_affiliation(user, make_municipality("Musterstadt"))
    live = make_live()

    def shown(identity: Identity, name: str = "") -> tuple[str, bool, int | None]:
        question = submit_question(actor=make_participant(live), text=TEXT, identity=identity, name=name, reader=user)
        return question.shown_name, question.verified, question.author_id

    assert shown(Identity.NAMED, "Jemand anderes") == ("Mira Kaya", True, user.pk)
    assert shown(Identity.MUNICIPALITY, "Beispielburg") == ("Musterstadt", True, None)
    assert shown(Identity.PSEUDONYM, " Frau  K. ") == ("Frau K.", False, None)
    assert shown(Identity.PSEUDONYM, "Mira Kaya") == ("Mira Kaya", False, None)
    assert shown(Identity.ANONYMOUS) == ("", False, None)


def test_what_the_account_does_not_know_is_typed_and_not_verified() -> None:
    user, live = make_user(name="Mira Kaya"), make_live()
    for name in ("Beispielburg", "Mira Kaya"):
        asker = make_participant(live)
        question = submit_question(actor=asker, text=TEXT, identity=Identity.MUNICIPALITY, name=name, reader=user)
        assert (question.shown_name, question.verified, question.author) == (name, False, None)


def test_a_guest_types_what_is_shown() -> None:
    live = make_live()
    for identity in (Identity.PSEUDONYM, Identity.MUNICIPALITY, Identity.NAMED):
        asker = make_participant(live)
        with pytest.raises(InvalidError) as refused:
            submit_question(actor=asker, text=TEXT, identity=identity, name=" ")
        assert (refused.value.code, refused.value.field) == ("too_short", "name")
        question = submit_question(actor=asker, text=TEXT, identity=identity, name="Beispielburg")
        assert (question.shown_name, question.author) == ("Beispielburg", None)
