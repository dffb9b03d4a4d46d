"""Files of a documentation: asked for, made once, kept for a day, never stuck."""

import io
import os
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader
from pytest_django import Settings

from forum.congress import actions, rules
from forum.congress.actions.exports import path_of
from forum.congress.documentation import export_shape
from forum.congress.enums import ExportFormat, ExportState, QuestionState
from forum.congress.models import LiveSession, SessionExport
from forum.core.clock import now
from forum.core.errors import NotFoundError, RateLimitedError
from forum.core.upkeep import run_upkeep
from tests.factories.accounts import make_user
from tests.factories.congress import make_question, make_staff
from tests.factories.documented import SECRET, make_documented, make_hidden

GUEST = AnonymousUser()
DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "exports"


@pytest.fixture
def all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is made by a task."""
    monkeypatch.setattr(rules, "SMALL_EXPORT", -1)


def ask(live: LiveSession, wanted: ExportFormat = ExportFormat.CSV, reader: Any = GUEST) -> SessionExport:
    return actions.request_export(reader=reader, session_id=live.pk, wanted=wanted)


def content_of(export: SessionExport) -> bytes:
    return actions.open_export(reader=GUEST, session_id=export.session_id, export_id=export.pk).read_bytes()


def work() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def age(export: SessionExport, by: timedelta, **fields: Any) -> None:
    SessionExport.objects.filter(pk=export.pk).update(beat=now() - by, **fields)


@pytest.mark.parametrize("wanted", ExportFormat)
def test_a_small_file_is_there_at_once(wanted: ExportFormat, folder: Path) -> None:
    live = make_documented()
    make_question(live, QuestionState.ANSWERED)
    export = ask(live, wanted)
    assert (export.state, export.progress, export.attempts) == ("done", 100, 1)
    assert [path.name for path in folder.iterdir()] == [f"{export.pk}.{wanted.value}"]
    assert len(content_of(export)) == export.size


@pytest.mark.parametrize("wanted", ExportFormat)
def test_no_byte_of_what_is_hidden_is_in_any_file(wanted: ExportFormat) -> None:
    live = make_documented()
    make_hidden(live)
    content = content_of(ask(live, wanted))
    assert SECRET.encode() not in content
    if wanted == ExportFormat.XLSX:
        assert SECRET not in unzipped(content)
    if wanted == ExportFormat.PDF:
        assert SECRET not in text_of_pdf(content)


def unzipped(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def text_of_pdf(content: bytes) -> str:
    reader = PdfReader(io.BytesIO(content))
    return " ".join(page.extract_text() for page in reader.pages) + str(reader.metadata)


def test_a_thousand_people_start_one_file() -> None:
    live = make_documented()
    asked = {ask(live).pk for _ in range(30)}
    assert (len(asked), SessionExport.objects.get().attempts) == (1, 1)


def test_other_content_is_another_file_and_the_old_one_is_gone() -> None:
    live = make_documented()
    question = make_question(live)
    first = ask(live)
    question.state = QuestionState.REJECTED
    question.save()
    assert ask(live).pk != first.pk
    with pytest.raises(NotFoundError, match="export_gone"):
        content_of(first)


def test_a_file_is_for_those_who_may_read_the_documentation_now() -> None:
    live = make_documented(documented=None)
    staff = make_staff(live, make_user())
    with pytest.raises(NotFoundError):
        ask(live)
    export = ask(live, reader=staff)
    assert export.requested_by == staff
    with pytest.raises(NotFoundError):
        content_of(export)
    path = actions.open_export(reader=staff, session_id=live.pk, export_id=export.pk)
    assert path == path_of(export)
    with pytest.raises(NotFoundError):
        actions.open_export(reader=staff, session_id=make_documented().pk, export_id=export.pk)


def test_each_language_has_a_file_of_its_own_and_json_has_none() -> None:
    live = make_documented()
    make_question(live)

    def english(wanted: ExportFormat) -> SessionExport:
        return actions.request_export(reader=GUEST, session_id=live.pk, wanted=wanted, locale="en")

    german, other = ask(live), english(ExportFormat.CSV)
    assert (german.pk == other.pk, english(ExportFormat.CSV).pk == other.pk) == (False, True)
    assert (b"Nummer;Frage" in content_of(german), b"Number;Question" in content_of(other)) == (True, True)
    assert english(ExportFormat.JSON).pk == ask(live, ExportFormat.JSON).pk


def test_too_many_new_files_of_one_session_are_refused() -> None:
    live = make_documented()
    question = make_question(live)
    for score in range(rules.EXPORTING.burst):
        question.score = score
        question.save()
        ask(live)
    question.score = 999
    question.save()
    with pytest.raises(RateLimitedError):
        ask(live)
    assert SessionExport.objects.count() == rules.EXPORTING.burst
    question.score = 0
    question.save()
    assert ask(live).state == "done"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("all_are_large")
def test_a_large_file_waits_for_the_worker(settings: Settings) -> None:
    settings.TASKS = DATABASE_TASKS
    live = make_documented()
    waiting = ask(live)
    assert (waiting.state, export_shape(waiting)["url"]) == ("queued", None)
    assert ask(live).pk == waiting.pk
    assert DBTaskResult.objects.count() == 1
    work()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.progress) == ("done", 100)
    assert content_of(waiting).startswith(b"\xef\xbb\xbf")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("all_are_large")
def test_a_task_that_comes_twice_makes_one_file(settings: Settings) -> None:
    settings.TASKS = DATABASE_TASKS
    export = ask(make_documented())
    assert [actions.build_export(export_id=export.pk) for _ in range(2)] == [True, False]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("all_are_large")
def test_a_file_whose_worker_was_killed_is_shown_as_failed_and_made_again(settings: Settings) -> None:
    settings.TASKS = DATABASE_TASKS
    live = make_documented()
    killed = ask(live)
    age(killed, timedelta(minutes=1), state=ExportState.RUNNING, progress=40)
    killed.refresh_from_db()
    assert export_shape(killed)["state"] == "running"
    assert ask(live).attempts == 1
    age(killed, rules.EXPORT_SILENCE + timedelta(seconds=1))
    killed.refresh_from_db()
    assert (export_shape(killed)["state"], export_shape(killed)["progress"]) == ("failed", 0)
    again = ask(live)
    assert (again.pk, again.state, again.attempts) == (killed.pk, "queued", 2)
    work()
    again.refresh_from_db()
    assert again.state == "done"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("all_are_large")
def test_a_file_that_nobody_took_is_handed_on_once_more(settings: Settings) -> None:
    settings.TASKS = DATABASE_TASKS
    live = make_documented()
    export = ask(live)
    age(export, rules.EXPORT_PATIENCE - timedelta(seconds=20))
    export.refresh_from_db()
    assert export_shape(export)["state"] == "queued"
    age(export, rules.EXPORT_PATIENCE + timedelta(seconds=1))
    export.refresh_from_db()
    assert export_shape(export)["state"] == "failed"
    assert ask(live).attempts == 2
    assert DBTaskResult.objects.count() == 2
    work()
    export.refresh_from_db()
    assert export.state == "done"


def test_a_file_that_cannot_be_stored_has_failed_and_may_be_asked_for_again(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = make_documented()
    make_question(live, text=f"{SECRET} darf nicht ins Log")
    folder.write_text("a file where the folder should be")
    failed = ask(live)
    assert (failed.state, failed.progress) == ("failed", 0)
    assert "FileExistsError" in caplog.text
    assert SECRET not in caplog.text
    folder.unlink()
    again = ask(live)
    assert (again.pk, again.state, again.attempts) == (failed.pk, "done", 2)


def test_a_file_that_was_lost_is_made_again() -> None:
    live = make_documented()
    export = ask(live)
    path_of(export).unlink()
    assert ask(live).attempts == 2
    assert content_of(export)


def test_after_a_day_a_file_is_gone_and_with_it_what_was_left_over(folder: Path) -> None:
    live = make_documented()
    old, young = ask(live), ask(live, ExportFormat.JSON)
    SessionExport.objects.filter(pk=old.pk).update(expires=now() - timedelta(seconds=1))
    with pytest.raises(NotFoundError, match="export_gone"):
        content_of(old)
    left = folder / "9999.pdf.1.part"
    left.write_bytes(b"x")
    long_ago = (now() - timedelta(days=3)).timestamp()
    os.utime(left, (long_ago, long_ago))
    done = run_upkeep()
    assert (done["exports.removed"], done["exports.left_over"]) == (1, 1)
    assert [path.name for path in folder.iterdir()] == [path_of(young).name]
    assert [export.pk for export in SessionExport.objects.all()] == [young.pk]


@pytest.mark.parametrize("state", rules.EXPORT_LOST_AFTER)
def test_the_upkeep_tells_silent_files_as_failed(state: ExportState) -> None:
    export = ask(make_documented())
    age(export, rules.EXPORT_LOST_AFTER[state] - timedelta(seconds=20), state=state)
    assert actions.clear_exports()["interrupted"] == 0
    age(export, rules.EXPORT_LOST_AFTER[state] + timedelta(seconds=1))
    assert actions.clear_exports()["interrupted"] == 1
    export.refresh_from_db()
    assert export.state == "failed"


def test_asking_takes_as_many_statements_with_one_and_with_three_questions(same_queries: Callable[..., int]) -> None:
    live = make_documented()
    make_question(live)
    same_queries(lambda: ask(live), lambda: (make_question(live), ask(live)), most=40)
