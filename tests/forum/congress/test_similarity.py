"""Which questions are proposed for merging: example pairs behind the threshold."""

from collections.abc import Callable

import pytest

from forum.congress.actions import edit_question, submit_question
from forum.congress.enums import Identity, QuestionState
from forum.congress.models import LiveQuestion, LiveSession
from forum.congress.queries import alike
from forum.congress.similarity import ALIKE, likeness, profile
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff

SAME = [
    ("Wie gewinnt man das Ordnungsamt für die gemeinsame Runde?", "Wie gewinnt man das Ordnungsamt dafür?"),
    ("Wer lädt die Ämter eigentlich ein?", "Wer lädt denn die Aemter zur Runde ein?"),
    ("Gibt es eine Vorlage für das Protokollblatt?", "Können Sie die Vorlage des Protokollblatts teilen?"),
    ("Was tun bei Drohungen gegen Mitarbeitende?", "Wie gehen Sie mit Drohungen gegen Mitarbeiter um?"),
    ("Wird die Präsentation verschickt?", "Bekommen wir die Präsentation auch geschickt?"),
    ("Wer moderiert, wenn die Verwaltung Partei ist?", "Wenn die Verwaltung selbst Partei ist: Wer moderiert dann?"),
    ("Wie lange dauerte es bis zum Ratsbeschluss?", "Wie lange hat der Ratsbeschluss gedauert?"),
]
OTHER = [
    ("Wie gewinnt man das Ordnungsamt für die gemeinsame Runde?", "Wer moderiert die gemeinsame Runde?"),
    ("Was kostet das im Jahr?", "Wie viele Fälle hatten Sie im ersten Jahr?"),
    ("Wie gehen Sie mit Drohungen um?", "Wie gehen Sie mit Jugendlichen auf dem Platz um?"),
    ("Warum gibt es im Foyer nur einen Kaffeestand?", "Gibt es eine Vorlage für das Protokollblatt?"),
    ("Wird die Präsentation verschickt?", "Wird das Konzept vom Land gefördert?"),
    ("Welche Rolle hat das Kommunale Integrationszentrum?", "Wer bezahlt das Kommunale Integrationszentrum?"),
    ("Wie lange dauerte es bis zum Ratsbeschluss?", "Wie lange dauert eine Sitzung?"),
    ("Wie wird der Erfolg gemessen?", "Wie wird die Polizei eingebunden?"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_questions_that_ask_the_same_are_alike(one: str, other: str) -> None:
    assert likeness(profile(one), profile(other)) >= ALIKE


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_questions_that_only_sound_alike_are_not(one: str, other: str) -> None:
    assert likeness(profile(one), profile(other)) < ALIKE


def test_likeness_is_the_same_both_ways_and_ends_at_one() -> None:
    one, other = profile(SAME[0][0]), profile(SAME[0][1])
    assert likeness(one, other) == likeness(other, one)
    assert (likeness(one, one), likeness(one, profile("")), profile("?!")) == (1.0, 0.0, frozenset())
    assert profile("Was ist das?") != frozenset()


def ask(live: LiveSession, text: str) -> LiveQuestion:
    return submit_question(actor=make_participant(live), text=text, identity=Identity.ANONYMOUS)


@pytest.mark.django_db
def test_of_two_questions_the_later_one_names_the_earlier() -> None:
    live = make_live()
    first = ask(live, SAME[0][0])
    ask(live, OTHER[0][1])
    gone = make_question(live, QuestionState.REJECTED, text=SAME[0][0])
    foreign = make_question(make_live(), text=SAME[0][0])
    again = ask(live, SAME[0][1])
    assert (first.similar, again.similar) == ([], [first.pk])
    assert {gone.pk, foreign.pk}.isdisjoint(again.similar)


@pytest.mark.django_db
def test_a_new_wording_is_compared_anew_with_earlier_questions_only() -> None:
    live = make_live()
    staff = make_staff(live, make_user())
    first, second = ask(live, "Was kostet das im Jahr?"), ask(live, "Wer moderiert denn eigentlich?")
    third = ask(live, "Wer moderiert denn?")
    assert third.similar == [second.pk]
    edit_question(actor=staff, session_id=live.pk, question_id=second.pk, text="Was kostet es im ersten Jahr?")
    second.refresh_from_db()
    assert second.similar == [first.pk]


@pytest.mark.django_db
def test_comparing_takes_one_statement_whatever_the_number(
    statements: Callable[[Callable[[], object]], list[str]],
) -> None:
    live = make_live()
    for number in range(30):
        make_question(live, text=f"Frage {number} nach dem Ordnungsamt {number}")
    assert len(statements(lambda: alike(live, "Wer ist das Ordnungsamt?"))) == 1
