"""Questions without an answer become threads: which, where, once each, and with nothing of who asked."""

from typing import Any

import pytest

from forum.audit.models import AuditEntry
from forum.congress.actions import carry_over, close_session, open_session, publish_documentation
from forum.congress.carry import ALSO, as_thread, literal, title_of
from forum.congress.enums import AnsweredHow, Identity, LiveState, QuestionState, RejectReason, StaffRole
from forum.congress.events import SessionChanged
from forum.congress.models import Congress, LiveQuestion, LiveSession
from forum.congress.origins import forum_answers, origins
from forum.congress.queries import to_carry
from forum.core.errors import ConflictError, NotFoundError
from forum.core.markdown import plain, render
from forum.threads.enums import Access, State
from forum.threads.models import Category, Post, Thread
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_question, make_staff, make_votes
from tests.factories.threads import make_answer, make_category

pytestmark = pytest.mark.django_db
S = QuestionState
SECRET = "Frau Geheim aus dem Amt für Verborgenes"


@pytest.fixture
def live() -> LiveSession:
    return make_live(state=LiveState.CLOSED)


@pytest.fixture
def staff(live: LiveSession) -> Any:
    return make_staff(live, make_user(name="Mira Kaya"))


@pytest.fixture
def place() -> Category:
    return make_category()


def carry(staff: Any, place: Category, *questions: LiveQuestion, close: bool = False) -> Any:
    return carry_over(
        actor=staff,
        session_id=questions[0].session_id,
        category=place.slug,
        question_ids=[question.pk for question in questions],
        close=close,
    )


def test_deferred_and_open_questions_become_threads_and_know_them(live: Any, staff: Any, place: Category) -> None:
    questions = [make_question(live, state) for state in (S.DEFERRED, S.APPROVED, S.ON_STAGE)]
    done = carry(staff, place, *questions)
    assert {question.pk for question in done.now} == {question.pk for question in questions}
    for question in LiveQuestion.objects.select_related("thread"):
        assert (question.state, question.version, question.staged) == (S.DEFERRED, 2, None)
        assert question.thread is not None
        assert (question.thread.title, question.thread.category_id) == (question.text, place.pk)
        assert question.thread.posts.get().html == render(literal(question.text))


@pytest.mark.parametrize("state", [S.SUBMITTED, S.ANSWERED, S.REJECTED, S.WITHDRAWN])
def test_what_has_no_place_in_the_forum_is_left(live: Any, staff: Any, place: Category, state: S) -> None:
    how = AnsweredHow.ORAL if state == S.ANSWERED else ""
    reason = RejectReason.UNCLEAR if state == S.REJECTED else ""
    question = make_question(live, state, text=SECRET, answered_how=how, reason=reason)
    done = carry(staff, place, question)
    assert (done.now, [one.pk for one in done.left]) == ([], [question.pk])
    assert (Thread.objects.count(), AuditEntry.objects.count()) == (0, 0)
    assert LiveQuestion.objects.get().state == state


def test_repeating_makes_no_second_thread_also_after_opening_and_closing_again(
    live: Any, staff: Any, place: Category
) -> None:
    question = make_question(live, S.DEFERRED)
    carry(staff, place, question)
    again = carry(staff, make_category(), question)
    assert (again.now, [one.pk for one in again.before]) == ([], [question.pk])
    open_session(actor=staff, session_id=live.pk)
    close_session(actor=staff, session_id=live.pk)
    other = make_question(live, S.APPROVED)
    assert [one.pk for one in carry(staff, place, question, other).now] == [other.pk]
    assert Thread.objects.count() == 2


def test_closing_and_carrying_is_one_act(staff: Any, live: Any, place: Category) -> None:
    open_session(actor=staff, session_id=live.pk)
    question = make_question(live, S.APPROVED)
    with pytest.raises(NotFoundError):
        carry_over(actor=staff, session_id=live.pk, category="fehlt", question_ids=[question.pk], close=True)
    assert LiveSession.objects.get().state == LiveState.OPEN
    assert len(carry(staff, place, question, close=True).now) == 1
    assert LiveSession.objects.get().state == LiveState.CLOSED


def test_the_shortlist_closes_up_behind_what_was_carried(live: Any, staff: Any, place: Category) -> None:
    first, second, third, fourth = (make_question(live, pinned=number) for number in range(1, 5))
    carry(staff, place, first, third)
    places = dict(LiveQuestion.objects.values_list("pk", "pinned"))
    assert places == {first.pk: None, second.pk: 1, third.pk: None, fourth.pk: 2}


def test_a_session_that_runs_keeps_its_questions(staff: Any, live: Any, place: Category) -> None:
    open_session(actor=staff, session_id=live.pk)
    with pytest.raises(ConflictError) as refused:
        carry(staff, place, make_question(live, S.DEFERRED))
    assert refused.value.code == "session_not_closed"
    assert not Thread.objects.exists()


def test_only_staff_carry_only_questions_of_their_session_and_only_where_they_read(
    live: Any, staff: Any, place: Category
) -> None:
    question = make_question(live, S.DEFERRED, text=SECRET)
    foreign = make_question(make_live(state=LiveState.CLOSED), S.DEFERRED)
    with pytest.raises(NotFoundError):
        carry(make_user(), place, question)
    with pytest.raises(NotFoundError):
        carry(staff, place, question, foreign)
    with pytest.raises(NotFoundError):
        carry(staff, make_category(Access.CIRCLE), question)
    assert (Thread.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_the_category_is_remembered_for_the_congress(live: Any, staff: Any, place: Category) -> None:
    carry(staff, place, make_question(live, S.DEFERRED))
    assert Congress.objects.get().carry_category == place


def test_one_revision_tells_of_all_carried_questions(
    live: Any, staff: Any, place: Category, heard: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    questions = [make_question(live, S.DEFERRED) for _ in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        carry(staff, place, *questions)
    (event,) = [event for event in heard if isinstance(event, SessionChanged)]
    assert sorted(event.question_ids) == [question.pk for question in questions]


def test_what_can_be_carried_begins_with_the_deferred_and_then_the_most_wanted(live: Any) -> None:
    low, high = make_question(live), make_question(live)
    deferred = make_question(live, S.DEFERRED)
    make_votes(high, 2)
    make_question(live, S.REJECTED, text=SECRET, reason=RejectReason.UNCLEAR)
    assert [question.pk for question in to_carry(live)] == [deferred.pk, high.pk, low.pk]


def test_a_thread_knows_its_origin_with_votes_wordings_and_labels(live: Any, staff: Any, place: Category) -> None:
    leader = make_question(live, S.DEFERRED, labels=["Verfahren"], identity=Identity.PSEUDONYM, shown_name="Luchs")
    make_votes(leader, 3)
    merged = make_question(live, S.MERGED, merged_into=leader, merged_with=leader, state_before_merge=S.APPROVED)
    (question,) = carry(staff, place, leader).now
    (origin,) = origins([question.thread_id])[question.thread_id]
    assert (origin.question, origin.votes) == (leader.text, 3)
    assert (origin.also, origin.labels) == ((merged.text,), ("Verfahren",))
    assert (origin.session, origin.congress) == (live.programme.title, live.programme.congress.title)
    assert origin.fictional is True
    assert ALSO in Post.objects.get().html


def test_a_name_goes_into_the_forum_only_with_the_decision_to_publish_the_documentation(
    live: Any, staff: Any, place: Category
) -> None:
    question = make_question(live, S.DEFERRED, identity=Identity.PSEUDONYM, shown_name="Luchs")
    (question,) = carry(staff, place, question).now
    thread_id = question.thread_id

    def named() -> tuple[str, str]:
        (origin,) = origins([thread_id])[thread_id]
        return origin.by, origin.url

    assert named() == ("", "")
    host = make_staff(live, make_user(), StaffRole.HOST)
    publish_documentation(actor=host, session_id=live.pk, on=True)
    assert named() == ("Luchs", f"/live/{live.pk}/dokumentation")
    publish_documentation(actor=host, session_id=live.pk, on=False)
    assert named() == ("", "")


def test_nothing_of_an_anonymous_asker_is_in_thread_origin_or_audit(live: Any, staff: Any, place: Category) -> None:
    asker = make_user(name=SECRET, email="geheim@musterstadt.example")
    question = make_question(live, S.DEFERRED, identity=Identity.ANONYMOUS, author=asker)
    (carried,) = carry(staff, place, question).now
    thread = Thread.objects.get()
    assert (thread.author_id, Post.objects.get().author_id) == (staff.pk, staff.pk)
    written = [*Thread.objects.values(), *Post.objects.values(), *AuditEntry.objects.values(), origins([thread.pk])]
    assert SECRET not in str(written)
    assert "geheim" not in str(written)
    assert f"participant {question.participant_id}" not in str(written)
    assert {entry.actor_id for entry in AuditEntry.objects.all()} == {staff.pk}
    assert carried.shown_name == ""


def test_origins_take_as_many_statements_for_three_threads_as_for_one(
    live: Any, staff: Any, place: Category, same_queries: Any
) -> None:
    def add() -> None:
        carry(staff, place, make_question(live, S.DEFERRED))

    add()
    same_queries(lambda: origins(list(Thread.objects.values_list("pk", flat=True))), add)
    add()
    assert len(origins(list(Thread.objects.values_list("pk", flat=True)))) == 4


def test_a_documentation_shows_the_answer_of_a_public_category_and_of_others_only_that_it_is_there(
    live: Any, staff: Any, place: Category
) -> None:
    hidden = make_category(Access.MEMBERS)
    (open_one,) = carry(staff, place, make_question(live, S.DEFERRED)).now
    (closed_one,) = carry(staff, hidden, make_question(live, S.DEFERRED)).now
    answers = {one.pk: make_answer(one.thread, text=f"{SECRET} antwortet.") for one in (open_one, closed_one)}
    found = forum_answers([open_one, closed_one])
    assert found[open_one.pk].text == f"{SECRET} antwortet."
    assert found[open_one.pk].url.endswith("#beitrag-2")
    assert (found[closed_one.pk].title, found[closed_one.pk].text) == ("", "")
    assert found[closed_one.pk].url == f"/t/{closed_one.thread_id}"
    assert found[closed_one.pk].at == answers[closed_one.pk].created


def test_a_hidden_thread_shows_nothing_in_a_documentation(live: Any, staff: Any, place: Category) -> None:
    (question,) = carry(staff, place, make_question(live, S.DEFERRED, text=SECRET)).now
    make_answer(question.thread)
    Thread.objects.update(state=State.HIDDEN)
    (found,) = forum_answers([question]).values()
    assert (found.url, found.title, found.text, found.at) == (f"/t/{question.thread_id}", "", "", None)


@pytest.mark.parametrize(
    "text",
    [
        "*Wer* lädt die _Ämter_ ein, und `wann`?",
        "1. Wie fangen wir an, 2. wie hören wir auf?",
        "# Überschrift oder Frage?",
        "- ein Strich am Anfang der Frage",
        "Was bringt <script>alert(1)</script> & Co. wirklich?",
        "[Verweis](https://boese.example) statt einer Frage?",
        r"Ein \ Rückstrich und ein ~Schlange~ Zeichen?",
        "https://www.musterstadt.example/a_b_c: was ist das?",
    ],
)
def test_a_question_reads_in_the_forum_letter_by_letter_as_it_was_asked(text: str) -> None:
    html = render(literal(text))
    assert plain(html) == text
    assert "<a " not in html
    assert html.startswith("<p>")


def test_a_long_question_gets_a_title_that_ends_with_a_word() -> None:
    text = "Wie gelingt es, " + "die Verwaltungen der Gemeinden und Kreise " * 10
    title = title_of(text)
    assert 100 < len(title) <= 150
    assert title.endswith(" …")
    assert text.startswith(title.removesuffix(" …"))
    assert title_of("x" * 500) == "x" * 148 + " …"
    assert title_of("Kurz und gut?") == "Kurz und gut?"


def test_a_question_without_others_is_only_its_text() -> None:
    question = LiveQuestion(text="Wer lädt die Ämter ein?")
    assert as_thread(question, []).text == question.text
    assert as_thread(question, ["Und wer nicht?"]).text == f"{question.text}\n\n{ALSO}\n\n- Und wer nicht?"
