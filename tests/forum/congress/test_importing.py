"""A documentation that was exported reads back in a fresh installation, to the letter."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings, strategies
from hypothesis.strategies import SearchStrategy

from forum.accounts.enums import Role
from forum.congress import actions, documents
from forum.congress.actions import import_session
from forum.congress.documentation import documentation
from forum.congress.documents import Document
from forum.congress.enums import LiveState, QuestionState, StaffRole
from forum.congress.models import Congress, LiveQuestion, LiveSession, Participant, QuestionVote, Session
from forum.congress.queries.destructions import check_destructions
from forum.core.characters import is_malformed
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from tests.factories.accounts import make_user
from tests.factories.congress import make_congress, make_question, make_staff
from tests.factories.documented import make_answered, make_documented, make_hidden, make_merged
from tests.factories.documents import make_document, make_full_document, make_question_text

pytestmark = pytest.mark.django_db


def forget_everything() -> None:
    """A fresh installation."""
    LiveSession.objects.all().delete()
    Session.objects.all().delete()
    Congress.objects.all().delete()


def test_what_was_held_here_reads_back_in_a_fresh_installation() -> None:
    live = make_documented(closed=now() - timedelta(days=60))
    make_merged(make_answered(live, labels=["Verfahren"], shown_name="Amt 50", identity="pseudonym"), "Und so?")
    make_question(live, QuestionState.REJECTED)
    make_question(live, score=3, original_text="Der erste Wortlaut")
    make_hidden(live)
    actions.forget_voters()
    file = documents.encode(documentation(live.pk))
    forget_everything()
    imported = import_session(actor=None, document=documents.decode(file))
    assert documents.encode(documentation(imported.pk)) == file


def texts(most: int, least: int = 1) -> SearchStrategy[str]:
    letters = strategies.characters(exclude_categories=["Cs", "Cc"])
    letters = letters.filter(lambda letter: not is_malformed(letter))
    return strategies.text(letters, min_size=least, max_size=most)


moments = strategies.datetimes(datetime(2017, 1, 1), datetime(2030, 1, 1), timezones=strategies.just(UTC)).map(  # noqa: DTZ001 - bounds must be naive
    lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
)
answers = strategies.builds(documents.AnswerText, text=texts(80), by=texts(60), at=moments)
links = strategies.builds(
    documents.ThreadLink, title=texts(60), url=strategies.integers(1, 10**9).map("https://forum.example/t/{}".format)
)
questions = strategies.builds(
    documents.QuestionText,
    number=strategies.just(1),
    text=texts(200),
    by=strategies.none() | texts(60),
    identity=strategies.sampled_from(["anonymous", "pseudonym", "municipality", "named"]),
    state=strategies.sampled_from(["answered", "deferred", "open"]),
    score=strategies.integers(0, 2**31 - 1),
    labels=strategies.lists(texts(30), max_size=5),
    also=strategies.lists(texts(100), max_size=3),
    also_more=strategies.integers(0, 3),
    edited=strategies.booleans(),
    at=moments,
    answered_at=strategies.none() | moments,
    answered_how=strategies.none() | strategies.sampled_from(["oral", "written", "forum"]),
    answers=strategies.lists(answers, max_size=3),
    thread=strategies.none() | links,
)
polls = strategies.builds(
    documents.PollResult,
    text=texts(100),
    kind=strategies.sampled_from(["single", "multiple", "scale", "ranking", "words"]),
    ballots=strategies.integers(0, 5000),
    rows=strategies.lists(strategies.builds(documents.PollRow, text=texts(40), count=strategies.integers(0, 5000))),
    low_label=texts(20, 0),
    high_label=texts(20, 0),
    mean=strategies.none() | strategies.floats(0, 10),
    median=strategies.none() | strategies.floats(0, 10),
)


@strategies.composite
def sessions(draw: strategies.DrawFn) -> Document:
    """Documentations as an installation may have made them: numbers rise with the publication."""
    rows = draw(strategies.lists(questions, max_size=6))
    times = sorted(draw(moments) for _ in rows)
    numbers = sorted(draw(strategies.sets(strategies.integers(1, 40), min_size=len(rows), max_size=len(rows))))
    for row, at, number in zip(rows, times, numbers, strict=True):
        row.at, row.number = at, number
    people = draw(strategies.sampled_from(["<10", "10+", "5000+"]))
    return make_document(*rows, polls=draw(strategies.lists(polls, max_size=3)), people=people)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sessions())
def test_every_session_reads_back_to_the_letter(document: Document) -> None:
    forget_everything()
    imported = import_session(actor=None, document=document)
    assert documents.encode(documentation(imported.pk)) == documents.encode(document)


def test_reading_a_file_twice_changes_nothing() -> None:
    document = make_full_document()
    first = import_session(actor=None, document=document)
    assert import_session(actor=None, document=document).pk == first.pk
    assert (LiveSession.objects.count(), Congress.objects.count(), Session.objects.count()) == (1, 1, 1)
    assert LiveQuestion.objects.exclude(state=QuestionState.MERGED).count() == 3


def test_the_session_that_was_exported_here_is_known_here() -> None:
    live = make_documented()
    make_answered(live)
    assert import_session(actor=None, document=documentation(live.pk)).pk == live.pk
    assert LiveSession.objects.count() == 1


def test_scores_are_taken_over_without_any_voter_and_can_never_change() -> None:
    live = import_session(actor=None, document=make_full_document())
    assert sorted(live.questions.exclude(state=QuestionState.MERGED).values_list("score", flat=True)) == [1, 12, 12]
    assert (Participant.objects.count(), QuestionVote.objects.count()) == (0, 0)
    host = make_staff(live, make_user(), StaffRole.HOST)
    with pytest.raises(ConflictError, match="session_key_destroyed"):
        actions.open_session(actor=host, session_id=live.pk)
    assert (live.state, live.voter_key) == (LiveState.CLOSED, None)


def test_an_imported_session_needs_no_record_of_a_destroyed_key() -> None:
    import_session(actor=None, document=make_full_document())
    assert list(check_destructions(moment=now())) == []


def test_congress_and_point_of_the_programme_that_are_here_are_used() -> None:
    document = make_full_document()
    first = import_session(actor=None, document=document)
    first.delete()
    again = import_session(actor=None, document=document)
    assert again.programme_id == first.programme_id
    assert Congress.objects.count() == 1


@pytest.mark.parametrize(
    "change", [{"people": "500+"}, {"questions": []}, {"congress": {"title": "Ein anderer Kongress"}}]
)
def test_a_file_that_says_something_else_than_what_is_here_is_refused(change: dict[str, Any]) -> None:
    import_session(actor=None, document=make_full_document())
    data = documents.plain(make_full_document())
    other = {**data, **change, "congress": {**data["congress"], **change.get("congress", {})}}
    with pytest.raises(ConflictError, match="import_differs"):
        import_session(actor=None, document=documents.decode(json.dumps(other).encode()))
    assert documentation(LiveSession.objects.get().pk) == make_full_document()


def test_a_congress_of_this_name_that_is_another_one_is_left_alone() -> None:
    congress = make_congress(slug=make_document().congress.slug)
    with pytest.raises(ConflictError, match="import_differs"):
        import_session(actor=None, document=make_full_document())
    assert (Session.objects.count(), Congress.objects.get().title) == (0, congress.title)


def test_admins_and_hosts_of_the_congress_may_read_a_file_in() -> None:
    document = make_full_document()
    admin = make_user(Role.ADMIN)
    live = import_session(actor=admin, document=document)
    host = make_staff(live, make_user(), StaffRole.HOST)
    moderator = make_staff(live, make_user())
    live.delete()
    for user in (make_user(), moderator):
        with pytest.raises(NotFoundError):
            import_session(actor=user, document=document)
    assert import_session(actor=host, document=document).state == LiveState.CLOSED


def test_only_an_admin_may_bring_a_new_congress() -> None:
    with pytest.raises(NotFoundError):
        import_session(actor=make_user(Role.COORDINATOR), document=make_full_document())
    assert Congress.objects.count() == 0


def with_dates(starts: date, ends: date) -> Document:
    document = make_document()
    document.congress.starts, document.congress.ends = starts, ends
    return document


def with_speakers(*names: str) -> Document:
    document = make_document()
    document.session.speakers = [documents.SpeakerFacts(name=name, function="", role="panel") for name in names]
    return document


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (with_dates(date(2017, 12, 8), date(2017, 12, 7)), "dates"),
        (make_document(make_question_text(2), make_question_text(1)), "numbers"),
        (make_document(make_question_text(1), make_question_text(1)), "numbers"),
        (make_document(make_question_text(1, "Mit \x00 darin")), "malformed_text"),
        (make_document(make_question_text(1, also=["Mit \x1b darin"])), "malformed_text"),
        (make_document(make_question_text(1, "Mit \uffff darin")), "malformed_text"),
        (with_speakers("Leila Haddad", "Ayşe Kaya", "Leila Haddad"), "speakers"),
    ],
)
def test_what_no_installation_has_made_is_refused(document: Document, code: str) -> None:
    with pytest.raises(InvalidError, match=code):
        import_session(actor=None, document=document)
    assert Congress.objects.count() == 0


def test_the_command_reads_a_file_and_says_where_the_page_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "sitzung.json"
    file.write_bytes(documents.encode(make_full_document()))
    call_command("import_session", str(file))
    assert capsys.readouterr().out == f"/live/{LiveSession.objects.get().pk}/dokumentation\n"


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"format": "other"}'])
def test_the_command_refuses_what_is_no_documentation(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "sitzung.json"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="is no documentation of a session"):
        call_command("import_session", str(file))
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_session", str(tmp_path / "fehlt.json"))
