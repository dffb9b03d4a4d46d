"""A worker process that is killed while it makes a file: another one makes the file, once and whole."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, connections
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader
from pytest_django import Settings

from forum.congress import actions, rules
from forum.congress.enums import ExportFormat, ExportState
from forum.congress.models import LiveQuestion, LiveSession, SessionExport
from tests.factories.congress import make_question
from tests.factories.documented import START, make_documented

ROOT = Path(__file__).parents[3]
QUESTIONS = 700
"""The file takes a second or two, so that there is a middle to be killed in."""
LONGEST = 60.0
GUEST = AnonymousUser()

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[str]:
    """A database that other processes reach, too: on SQLite a file beside the one in memory; its address."""
    own = connections["default"]
    if connection.vendor != "sqlite":
        facts = own.settings_dict
        place = f"{facts['USER']}:{facts['PASSWORD']}@{facts['HOST']}:{facts['PORT']}"
        yield f"postgres://{place}/{facts['NAME']}"
        return
    file = tmp_path / "shared.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])
    other = own.copy("default")
    other.settings_dict["NAME"] = str(file)
    connections["default"] = other
    yield f"sqlite:///{file}"
    other.close()
    connections["default"] = own


@pytest.fixture
def worker(shared: str, settings: Settings, tmp_path: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a worker process that shares database and folder with the test."""
    settings.DATA_DIR = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    started: list[subprocess.Popen[bytes]] = []
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
        "DATABASE_URL": shared,
        "DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0.1", "--no-startup-delay"]

    def start() -> subprocess.Popen[bytes]:
        started.append(subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def large() -> LiveSession:
    live = make_documented()
    first = make_question(live, text="Wie gelingt es, die Ämter früh und verbindlich an einen Tisch zu bringen? " * 5)
    facts = {name: getattr(first, name) for name in ("session", "text", "state", "created", "score")}
    LiveQuestion.objects.bulk_create(LiveQuestion(**facts, published=START) for _ in range(QUESTIONS - 1))
    return live


def ask(live: LiveSession) -> SessionExport:
    return actions.request_export(reader=GUEST, session_id=live.pk, wanted=ExportFormat.PDF)


def until(condition: Callable[[SessionExport], bool], export: SessionExport) -> None:
    begun = time.monotonic()
    while not condition(export):
        assert time.monotonic() - begun < LONGEST, (export.state, export.progress)
        time.sleep(0.02)
        export.refresh_from_db()


def test_a_file_whose_worker_was_killed_is_made_once_and_whole_by_the_next(
    worker: Callable[[], subprocess.Popen[bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = large()
    export = ask(live)
    first = worker()
    until(lambda one: one.state == "running" and one.progress >= 20, export)
    first.send_signal(signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    export.refresh_from_db()
    assert (export.state, export.attempts) == ("running", 1)
    assert not list(tmp_path.glob("exports/*.pdf"))
    assert ask(live).attempts == 1, "somebody may still be at work"
    monkeypatch.setitem(rules.EXPORT_LOST_AFTER, ExportState.RUNNING, timedelta(0))
    again = ask(live)
    assert (again.pk, again.state, again.attempts) == (export.pk, "queued", 2)
    worker()
    until(lambda one: one.state == "done", again)
    assert SessionExport.objects.count() == 1
    until(lambda one: DBTaskResult.objects.filter(status="SUCCESSFUL").count() == 1, again)
    assert DBTaskResult.objects.count() == 2
    (file,) = (path for path in tmp_path.glob("exports/*") if path.is_file())
    assert (file.name, file.stat().st_size) == (f"{export.pk}.pdf", again.size)
    reader = PdfReader(io.BytesIO(file.read_bytes()))
    text = reader.pages[-1].extract_text()
    assert f"Frage {QUESTIONS}" in text
    assert f"Seite {len(reader.pages)} von {len(reader.pages)}" in " ".join(text.split())
