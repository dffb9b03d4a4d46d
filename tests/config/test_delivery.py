"""Health, headers and the deploy check."""

from pathlib import Path

import pytest
from django.core.checks import Warning as CheckWarning
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from config.checks import legal_texts_are_filled_in


def test_the_process_is_alive_without_a_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_the_process_is_ready_when_the_database_answers(client: Client) -> None:
    assert client.get("/readyz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_without_its_database_the_process_wants_no_traffic(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError("refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "database unreachable"})


def test_every_answer_forbids_third_parties_and_frames(client: Client) -> None:
    policy = client.get("/healthz")["Content-Security-Policy"]
    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in policy


def test_the_deploy_check_names_each_placeholder(settings: SettingsWrapper, tmp_path: Path) -> None:
    for slug in ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "netiquette"):
        for language in ("de", "en"):
            (tmp_path / f"{slug}.{language}.md").write_text("# Titel\n\nText", encoding="utf-8")
    settings.LEGAL_DIR = tmp_path
    assert legal_texts_are_filled_in(None) == []
    (tmp_path / "impressum.de.md").write_text("# Impressum\n\n[[Name]]", encoding="utf-8")
    found = legal_texts_are_filled_in(None)
    assert found == [CheckWarning("impressum.de.md still says [[Name]]", id="ratschlag.W001")]
    (tmp_path / "impressum.en.md").unlink()
    (tmp_path / "impressum.de.md").unlink()
    assert [message.id for message in legal_texts_are_filled_in(None)] == ["ratschlag.E001", "ratschlag.E001"]
