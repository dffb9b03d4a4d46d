"""Mails: composed in the person's language, delivered by a task that survives a broken mail server."""

import smtplib
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from forum.accounts import mails
from forum.accounts.tasks import PAUSES

FOLDER = Path(mails.__file__).parent / "templates" / mails.FOLDER


class BrokenServer(BaseEmailBackend):
    """A mail server that takes nothing."""

    def send_messages(self, email_messages: Any) -> int:
        raise smtplib.SMTPServerDisconnected("gone")


def names(language: str) -> list[str]:
    return sorted(file.stem for file in (FOLDER / language).glob("*.txt"))


def test_every_mail_exists_in_both_languages() -> None:
    assert names("de") == names("en")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_mail_has_a_subject_and_says_nothing_of_markup(language: str) -> None:
    facts = {"url": "https://x.example/a?b=1&c=2", "name": "Ü & Co", "municipality": "Musterstadt"}
    for name in names(language):
        subject, body = mails.compose(name, language, facts)
        assert 10 < len(subject) < 80
        assert "{" not in body
        assert "&amp;" not in body
        assert "Ratschlag" in body


def test_an_unknown_language_is_german() -> None:
    assert mails.compose("unknown_account", "fr", {"url": "x"}) == mails.compose("unknown_account", "de", {"url": "x"})


def test_a_broken_mail_server_raises_nothing(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    mails.send("unknown_account", to="geheim@musterstadt.example", locale="de", facts={"url": "geheimer-schluessel"})
    assert "mail not delivered, attempt 1: SMTPServerDisconnected" in caplog.text
    assert "geheim" not in caplog.text


@pytest.mark.django_db
def test_with_the_queue_of_production_nothing_is_sent_in_the_request_and_failures_are_tried_again(
    settings: Any,
) -> None:
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    mails.send("unknown_account", to="a@musterstadt.example", locale="de", facts={"url": "x"})
    assert mail.outbox == []
    for waiting in range(1, len(PAUSES) + 2):
        results = list(DBTaskResult.objects.order_by("enqueued_at"))
        assert len(results) == waiting
        newest = results[-1]
        newest.task.call(*newest.args_kwargs["args"], **newest.args_kwargs["kwargs"])
    assert DBTaskResult.objects.count() == len(PAUSES) + 1
