"""Wording, labels, shortlist, written answers, the time on stage: repeatable, audited, and closed to others."""

from typing import Any

import pytest

from forum.audit.models import AuditEntry
from forum.congress.actions import (
    answer_in_writing,
    edit_question,
    label_question,
    moderate_question,
    pin_question,
    set_budget,
)
from forum.congress.documentation import documentation
from forum.congress.enums import LiveState, QuestionState, Stream, Verb
from forum.congress.models import LiveAnswer, LiveQuestion, LiveSession
from forum.congress.projections import session, snapshot
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_question, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def live() -> LiveSession:
    return make_live()


@pytest.fixture
def act(live: LiveSession) -> dict[str, Any]:
    """Who acts where."""
    return {"actor": make_staff(live, make_user(name="Malte Vogt")), "session_id": live.pk}


def places(live: LiveSession) -> list[int | None]:
    return list(LiveQuestion.objects.filter(session=live).order_by("pk").values_list("pinned", flat=True))


def test_places_have_no_gaps_whatever_is_moved(live: LiveSession, act: dict[str, Any]) -> None:
    a, b, c, d = (make_question(live) for _ in range(4))
    for question, position in ((a, 1), (b, 9), (c, 1), (d, 2)):
        pin_question(**act, question_id=question.pk, position=position)
    assert places(live) == [3, 4, 1, 2]
    pin_question(**act, question_id=c.pk, position=3)
    assert places(live) == [2, 4, 3, 1]
    pin_question(**act, question_id=d.pk, position=None)
    assert places(live) == [1, 3, 2, None]
    moderate_question(**act, question_id=a.pk, verb=Verb.STAGE)
    assert places(live) == [None, 2, 1, None]
    rows = {row["id"]: row["pinned"] for row in snapshot(live.pk, Stream.STAGE)["questions"]}
    assert rows == {str(a.pk): None, str(b.pk): 2, str(c.pk): 1, str(d.pk): None}


def test_a_place_beyond_the_end_that_is_the_own_changes_nothing(live: LiveSession, act: dict[str, Any]) -> None:
    question = make_question(live)
    for position in (1, 1, 7):
        assert pin_question(**act, question_id=question.pk, position=position).version == 2
    assert AuditEntry.objects.count() == 1


def test_the_askers_wording_is_kept_until_it_is_back(live: LiveSession, act: dict[str, Any]) -> None:
    question = make_question(live, QuestionState.SUBMITTED, text="wer läd die Ämter ein??")
    for _ in range(2):
        edited = edit_question(**act, question_id=question.pk, text="Wer lädt die Ämter ein?", version=1)
    assert (edited.text, edited.original_text, edited.version) == (
        "Wer lädt die Ämter ein?",
        "wer läd die Ämter ein??",
        2,
    )
    assert "Ämter" not in str(list(AuditEntry.objects.values()))
    again = edit_question(**act, question_id=question.pk, text="wer läd die Ämter ein??")
    assert (again.text, again.original_text) == ("wer läd die Ämter ein??", "")


@pytest.mark.parametrize(
    ("labels", "code"),
    [(["x"], "too_short"), (["x" * 31], "too_long"), (["a\x00b"], "malformed_text"), (list("123456"), "too_short")],
)
def test_bad_labels_are_refused(live: LiveSession, act: dict[str, Any], labels: list[str], code: str) -> None:
    question = make_question(live)
    with pytest.raises(InvalidError) as refused:
        label_question(**act, question_id=question.pk, labels=labels)
    assert (refused.value.code, refused.value.field) == (code, "labels")
    assert LiveQuestion.objects.get().labels == []


def test_labels_are_absolute_each_once_and_five_at_most(live: LiveSession, act: dict[str, Any]) -> None:
    question = make_question(live)
    for _ in range(2):
        labelled = label_question(**act, question_id=question.pk, labels=[" Recht ", "RECHT", "Geld"])
        assert (labelled.labels, labelled.version) == (["Recht", "Geld"], 2)
    with pytest.raises(InvalidError) as refused:
        label_question(**act, question_id=question.pk, labels=[f"Wort {number}" for number in range(6)])
    assert refused.value.code == "too_many_labels"


def test_a_written_answer_shows_with_the_name_and_repeating_it_stores_one(
    live: LiveSession, act: dict[str, Any]
) -> None:
    question = make_question(live)
    for _ in range(2):
        text = "  Das Ordnungsamt.\r\n\r\n\r\n\r\nSeit 2019. "
        answered = answer_in_writing(**act, question_id=question.pk, text=text, version=1)
    assert (answered.state, answered.answered_how, answered.version) == ("answered", "written", 2)
    (row,) = snapshot(live.pk, Stream.PUBLIC)["questions"]
    assert [(one["text"], one["by"]) for one in row["answers"]] == [("Das Ordnungsamt.\n\nSeit 2019.", "Malte Vogt")]
    assert LiveAnswer.objects.count() == AuditEntry.objects.count() == 1
    assert "Ordnungsamt" not in str(list(AuditEntry.objects.values()))


def test_an_answer_for_somebody_else_has_their_name_and_says_who_noted_it(
    live: LiveSession, act: dict[str, Any]
) -> None:
    question = make_question(live)
    for _ in range(2):
        answer_in_writing(**act, question_id=question.pk, text="Seit 2019.", by="  Dr. Erika   Beispiel ")
    (row,) = snapshot(live.pk, Stream.PUBLIC)["questions"]
    assert [(one["by"], one["noted"]) for one in row["answers"]] == [("Dr. Erika Beispiel", True)]
    (document,) = documentation(live.pk).questions
    assert [one.by for one in document.answers] == ["Dr. Erika Beispiel"]
    with pytest.raises(InvalidError) as refused:
        answer_in_writing(**act, question_id=question.pk, text="Seit 2019.", by="x" * 121)
    assert (refused.value.code, refused.value.field) == ("too_long", "by")


def test_an_answer_on_stage_may_be_completed_in_writing_after_closing(live: LiveSession, act: dict[str, Any]) -> None:
    question = make_question(live)
    moderate_question(**act, question_id=question.pk, verb=Verb.ANSWER)
    LiveSession.objects.update(state=LiveState.CLOSED)
    answered = answer_in_writing(**act, question_id=question.pk, text="Nachtrag: Seite 12.")
    assert (answered.answered_how, answered.answers.count()) == ("oral", 1)


def test_the_later_of_two_moderators_is_told_who_was_first(live: LiveSession, act: dict[str, Any]) -> None:
    question = make_question(live)
    label_question(**act, question_id=question.pk, labels=["Recht"], version=1)
    late = {"actor": make_staff(live, make_user()), "session_id": live.pk, "question_id": question.pk, "version": 1}
    for refused_act in (
        lambda: label_question(**late, labels=["Geld"]),
        lambda: pin_question(**late, position=1),
        lambda: answer_in_writing(**late, text="Ja, das geht."),
    ):
        with pytest.raises(ConflictError) as refused:
            refused_act()
        assert (refused.value.code, refused.value.params) == ("changed_meanwhile", {"by": "Malte Vogt"})


def test_the_time_on_stage_is_told_to_everybody_and_set_by_staff_alone(live: LiveSession, act: dict[str, Any]) -> None:
    for _ in range(2):
        set_budget(**act, seconds=90)
    assert (session(live.pk)["question_seconds"], LiveSession.objects.get().rev) == (90, 1)
    for seconds in (9, 3601):
        with pytest.raises(InvalidError):
            set_budget(**act, seconds=seconds)
    with pytest.raises(NotFoundError):
        set_budget(actor=make_user(), session_id=live.pk, seconds=None)
    assert set_budget(**act, seconds=None).question_seconds is None
