"""Mails are stored with the act, delivered once after it, tried again, and forgotten."""

import smtplib
from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from forum.core.clock import now
from forum.core.upkeep import run_upkeep
from forum.notifications.actions import Mail, deliver_due, send_mail_later
from forum.notifications.models import OutboxMail
from forum.notifications.rules import LEASE, MOST_ATTEMPTS, PAUSES
from forum.notifications.tasks import deliver_mails

SECRET = "geheimer-schluessel"


class BrokenServer(BaseEmailBackend):
    """A mail server that takes nothing but remembers how often it was asked."""

    asked: ClassVar[list[int]] = []

    def send_messages(self, email_messages: Any) -> int:
        self.asked.append(1)
        raise smtplib.SMTPServerDisconnected("gone")


def a_mail(to: str = "a@musterstadt.example", locale: str = "de") -> Mail:
    facts = {"name": "Ü & Co", "municipality": "Musterstadt", "url": SECRET}
    return Mail(to=to, locale=locale, folder="accounts/mail", name="affiliation_confirmed", facts=facts)


def make_due() -> None:
    OutboxMail.objects.update(due=now())


@pytest.mark.django_db
def test_a_mail_leaves_after_the_commit_and_nothing_of_it_stays(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send_mail_later(a_mail(), a_mail("b@musterstadt.example", "en"))
        assert mail.outbox == []
        assert OutboxMail.objects.count() == 2
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["a@musterstadt.example"], "Ihr Konto ist freigeschaltet: Musterstadt"),
        (["b@musterstadt.example"], "Your account is open: Musterstadt"),
    ]
    assert mail.outbox[0].extra_headers == {"Auto-Submitted": "auto-generated"}
    assert "Ü & Co" in mail.outbox[0].body
    assert not OutboxMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_not_stored_sends_nothing() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        send_mail_later(a_mail())
        raise RuntimeError
    assert mail.outbox == []
    assert not OutboxMail.objects.exists()


@pytest.mark.django_db
def test_what_a_killed_process_has_left_leaves_with_the_next_mail(django_capture_on_commit_callbacks: Any) -> None:
    send_mail_later(a_mail())  # its process dies before anything after the commit is done
    with django_capture_on_commit_callbacks(execute=True):
        send_mail_later(a_mail("b@musterstadt.example"))
    assert [sent.to for sent in mail.outbox] == [["a@musterstadt.example"], ["b@musterstadt.example"]]


@pytest.mark.django_db
def test_a_mail_that_somebody_is_sending_is_left_to_him_until_he_must_be_dead(settings: Any) -> None:
    send_mail_later(a_mail())
    OutboxMail.objects.update(attempts=1, due=now() + LEASE)
    assert deliver_due().taken == 0
    make_due()
    assert deliver_due().taken == 1
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_refused_mail_is_tried_four_times_and_then_forgotten(settings: Any, caplog: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    BrokenServer.asked.clear()
    send_mail_later(a_mail())
    for attempt in range(1, MOST_ATTEMPTS + 1):
        before = now()
        assert deliver_due().taken == 1
        assert len(BrokenServer.asked) == attempt
        if attempt < MOST_ATTEMPTS:
            waiting = OutboxMail.objects.get()
            assert PAUSES[attempt - 1] <= waiting.due - before < PAUSES[attempt - 1] + timedelta(seconds=30)
            assert deliver_due().taken == 0
        make_due()
    assert not OutboxMail.objects.exists()
    assert "attempt 4: SMTPServerDisconnected" in caplog.text
    assert SECRET not in caplog.text
    assert "musterstadt" not in caplog.text


@pytest.mark.django_db
def test_the_worker_plans_the_next_attempt_and_the_queue_names_nobody(settings: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    send_mail_later(a_mail(), a_mail("b@musterstadt.example"))
    assert deliver_mails.call() == 2
    (planned,) = DBTaskResult.objects.all()
    assert {planned.run_after} == set(OutboxMail.objects.values_list("due", flat=True))
    assert planned.args_kwargs == {"args": [], "kwargs": {}}


@pytest.mark.django_db
@pytest.mark.parametrize("old", [{"attempts": MOST_ATTEMPTS}, {"stored": now() - timedelta(days=4)}])
def test_what_kills_its_worker_or_waits_for_days_is_given_up(old: dict[str, Any]) -> None:
    send_mail_later(a_mail())
    OutboxMail.objects.update(**old)
    assert deliver_due().taken == 0
    assert mail.outbox == []
    assert not OutboxMail.objects.exists()


@pytest.mark.django_db
def test_the_upkeep_delivers_what_is_left() -> None:
    send_mail_later(a_mail())
    assert run_upkeep()["notifications.mails"] == 1
    assert len(mail.outbox) == 1
