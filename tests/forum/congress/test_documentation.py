"""What the documentation of a live session says, and to whom."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from forum.congress import actions, documents, keys, queries
from forum.congress.documentation import documentation, fingerprint
from forum.congress.enums import (
    CongressStatus,
    Identity,
    LiveState,
    PollKind,
    PollResults,
    PollState,
    QuestionState,
    StaffRole,
)
from forum.congress.models import LiveAnswer, LiveSession, Participant
from forum.core.errors import ConflictError, DomainError, ForbiddenError, NotFoundError
from forum.threads.enums import Access
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff
from tests.factories.documented import SECRET, START, make_answered, make_documented, make_hidden, make_merged
from tests.factories.polls import make_poll, some_choices, vote_in
from tests.factories.threads import make_category, make_thread

pytestmark = pytest.mark.django_db


def text_of(live: LiveSession) -> str:
    return documents.encode(documentation(live.pk)).decode()


def test_it_says_who_spoke_where_and_when() -> None:
    live = make_documented()
    document = documentation(live.pk)
    congress, session = document.congress, document.session
    assert (congress.slug, congress.fictional) == (live.programme.congress.slug, True)
    assert session.room == live.programme.room.name
    assert (session.starts, session.ends) == (START, START + timedelta(hours=1))
    assert [(one.name, one.role) for one in session.speakers] == [
        ("Dr. Emre Özkan", "speaker"),
        ("Hanne Lüders", "chair"),
    ]
    assert document.url == f"{settings.BASE_URL}/live/{live.pk}/dokumentation"
    assert (document.people, document.questions, document.key) == ("<10", [], None)


def test_groups_are_told_from_ten_people_up_and_the_others_together() -> None:
    live = make_documented()
    for size, number in (("under_5", 12), ("20_50", 15), ("5_20", 4), ("", 8)):
        people = (Participant(session=live, key=keys.new_token(), size_class=size) for _ in range(number))
        Participant.objects.bulk_create(people)
    live.breakdown = queries.count_groups(live)
    live.save()
    (by_size,) = documentation(live.pk).breakdowns
    assert by_size.by == "size_class"
    assert [(group.text, group.people) for group in by_size.groups] == [
        ("unter 5.000 Einwohner", 12),
        ("20.000 bis 50.000", 15),
    ]
    assert by_size.rest == 12


def test_questions_are_numbered_in_the_order_of_publication_whatever_their_score() -> None:
    live = make_documented()
    late = make_question(live, published=START + timedelta(minutes=9), score=90)
    early = make_question(live, QuestionState.DEFERRED, published=START, score=1)
    rows = documentation(live.pk).questions
    assert [(row.number, row.text, row.score, row.state) for row in rows] == [
        (1, early.text, 1, "deferred"),
        (2, late.text, 90, "open"),
    ]


def test_a_number_stays_when_another_question_is_taken_away() -> None:
    live = make_documented()
    first = make_question(live, published=START)
    kept = make_question(live, published=START + timedelta(minutes=1))
    make_merged(kept, "Auch so gefragt?", published=START)
    first.state = QuestionState.REJECTED
    first.save()
    assert [(row.number, row.text) for row in documentation(live.pk).questions] == [(2, kept.text)]


def test_a_question_shows_its_answers_its_wordings_and_what_its_asker_chose() -> None:
    live = make_documented()
    leader = make_answered(
        live, identity=Identity.PSEUDONYM, shown_name="Amt 50", labels=["Verfahren"], original_text="Anders"
    )
    make_merged(leader, "Wer lädt ein?")
    (row,) = documentation(live.pk).questions
    assert (row.by, row.identity, row.state, row.answered_how) == ("Amt 50", "pseudonym", "answered", "written")
    assert (row.also, row.labels, row.edited, row.score) == (["Wer lädt ein?"], ["Verfahren"], True, 12)
    said = [(one.text, one.by, one.at, one.noted) for one in row.answers]
    assert said == [("Das Amt.\nSeit 2016.", "Leila Haddad", START, False)]
    LiveAnswer.objects.update(noted=True)
    assert documentation(live.pk).questions[0].answers[0].noted is True


def test_nothing_hidden_is_in_it() -> None:
    live = make_documented()
    make_hidden(live)
    assert [row.state for row in documentation(live.pk).questions] == ["answered"]
    assert SECRET not in text_of(live)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        (PollKind.SINGLE, [("Ja", 1, None), ("Nein", 1, None), ("Weiß nicht", 1, None)]),
        (PollKind.SCALE, [("1", 1, None), ("2", 1, None), ("3", 1, None), ("4", 0, None), ("5", 0, None)]),
        (PollKind.RANKING, [("Weiß nicht", 3, 9), ("Nein", 3, 6), ("Ja", 3, 3)]),
    ],
)
def test_results_of_polls_are_in_it(kind: PollKind, rows: list[tuple[str, int, int | None]]) -> None:
    live = make_documented(state=LiveState.OPEN)
    poll = make_poll(live, kind)
    for number in range(3):
        vote_in(poll, some_choices(poll, number))
    (found,) = documentation(live.pk).polls
    assert [(row.text, row.count, row.points) for row in found.rows] == rows
    assert (found.text, found.kind, found.ballots) == (poll.text, kind.value, 3)


@pytest.mark.parametrize(
    ("state", "results"), [(PollState.DRAFT, PollResults.LIVE), (PollState.OPEN, PollResults.HIDDEN)]
)
def test_no_hidden_poll_is_in_it(state: PollState, results: PollResults) -> None:
    live = make_documented()
    make_poll(live, state=state, results=results, text=f"{SECRET} gefragt", options=(SECRET, "Nein"))
    assert documentation(live.pk).polls == []
    assert SECRET not in text_of(live)


def test_a_session_that_is_opened_again_is_published_anew() -> None:
    live = make_documented()
    actions.open_session(actor=make_staff(live, make_user()), session_id=live.pk)
    live.refresh_from_db()
    assert live.documented is None


def test_no_key_of_a_participant_and_no_exact_number_of_people_is_in_it() -> None:
    live = make_documented()
    people = [make_participant(live) for _ in range(23)]
    text = text_of(live)
    assert documentation(live.pk).people == "20+"
    assert [one.key for one in people if str(one.key) in text] == []
    assert live.code not in text


@pytest.mark.parametrize(("access", "shown"), [(Access.PUBLIC, True), (Access.MEMBERS, False), (Access.CIRCLE, False)])
def test_a_thread_is_named_only_where_everybody_may_read_it(access: Access, shown: bool) -> None:
    live = make_documented()
    author = make_user()
    thread = make_thread(make_category(access, author), author, title=f"{SECRET} im Forum")
    make_question(live, QuestionState.ANSWERED, thread=thread)
    (row,) = documentation(live.pk).questions
    expected = documents.ThreadLink(title=thread.title, url=f"{settings.BASE_URL}/t/{thread.pk}")
    assert row.thread == (expected if shown else None)
    assert (SECRET in text_of(live)) is shown


def test_the_record_of_the_destroyed_key_is_in_it(settings: Any) -> None:
    live = make_documented(closed=START)
    make_question(live, QuestionState.ANSWERED)
    assert actions.forget_voters() == 1
    live.refresh_from_db()
    key = documentation(live.pk).key
    assert key is not None
    assert (key.at, len(key.key_sha256), len(key.signature)) == (live.key_destroyed, 64, 64)


def test_it_takes_as_many_statements_with_one_and_with_three_questions(same_queries: Callable[..., int]) -> None:
    live = make_documented()

    def add() -> None:
        question = make_answered(live, thread=make_thread(category=make_category()))
        make_merged(question, "Auch so gefragt?")

    add()
    same_queries(lambda: documentation(live.pk), add, most=16)


def test_the_same_content_has_the_same_fingerprint_and_another_another() -> None:
    live = make_documented()
    question = make_question(live)
    first = fingerprint(documentation(live.pk))
    assert fingerprint(documentation(live.pk)) == first
    question.score += 1
    question.save()
    assert fingerprint(documentation(live.pk)) != first


def may_read(live: LiveSession, reader: Any) -> bool:
    try:
        queries.access_documentation(session_id=live.pk, reader=reader)
    except NotFoundError:
        return False
    return True


@pytest.mark.parametrize(
    ("fields", "guest", "staff"),
    [
        ({}, True, True),
        ({"documented": None}, False, True),
        ({"state": LiveState.OPEN}, False, True),
        ({"state": LiveState.PLANNED}, False, True),
    ],
)
def test_everybody_reads_it_once_it_is_closed_and_published(fields: dict[str, Any], guest: bool, staff: bool) -> None:
    live = make_documented(**fields)
    assert may_read(live, AnonymousUser()) is guest
    assert may_read(live, make_user()) is guest
    assert may_read(live, make_staff(live, make_user())) is staff
    assert may_read(live, make_staff(make_live(), make_user())) is guest


def test_nobody_reads_it_while_the_congress_is_a_draft() -> None:
    live = make_documented()
    live.programme.congress.status = CongressStatus.DRAFT
    live.programme.congress.save()
    assert may_read(live, AnonymousUser()) is False


def test_a_host_publishes_it_and_takes_it_back() -> None:
    live = make_documented(documented=None)
    host = make_staff(live, make_user(), StaffRole.HOST)
    for on in (True, True, False):
        actions.publish_documentation(actor=host, session_id=live.pk, on=on)
    live.refresh_from_db()
    assert (live.documented, live.rev) == (None, 2)


@pytest.mark.parametrize(
    ("role", "fields", "refusal"),
    [
        (None, {}, NotFoundError),
        (StaffRole.MODERATOR, {}, ForbiddenError),
        (StaffRole.HOST, {"state": LiveState.OPEN}, ConflictError),
    ],
)
def test_nobody_else_publishes_it_and_never_before_the_end(
    role: StaffRole | None, fields: dict[str, Any], refusal: type[DomainError]
) -> None:
    live = make_documented(documented=None, **fields)
    user = make_user()
    if role:
        make_staff(live, user, role)
    with pytest.raises(refusal):
        actions.publish_documentation(actor=user, session_id=live.pk, on=True)
    live.refresh_from_db()
    assert (live.documented, live.rev) == (None, 0)
