"""Mails to persons: a text file per mail and language, its first line is the subject. Sent by a task.

A task, because neither slow nor broken SMTP may hold up the request that asks for a mail, or show by its time or its
answer whether an address is known.
"""

from typing import Final

from django.conf import settings
from django.template.loader import render_to_string

from forum.accounts.tasks import deliver

FOLDER: Final = "accounts/mail"


def compose(name: str, locale: str, facts: dict[str, str], *, folder: str = FOLDER) -> tuple[str, str]:
    """Subject and text of a mail in this language (German for an unknown one)."""
    language = locale if locale in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    text = render_to_string(f"{folder}/{language}/{name}.txt", {"base_url": settings.BASE_URL, **facts})
    subject, _, body = text.strip().partition("\n")
    return " ".join(subject.split()), body.strip() + "\n"


def send(name: str, *, to: str, locale: str, facts: dict[str, str]) -> None:
    """Compose a mail now and hand it to the worker; never raises because of the mail server."""
    subject, body = compose(name, locale, facts)
    deliver.enqueue(to=to, subject=subject, body=body)
