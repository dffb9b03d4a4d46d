"""Storing mails with the act that causes them, and handing them to the mail server afterwards."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction

from forum.accounts.mails import compose
from forum.core.clock import now
from forum.core.events import emit
from forum.notifications import queries, rules
from forum.notifications.events import MailStored
from forum.notifications.models import OutboxMail

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mail:
    """A mail to one person: ``<folder>/<language>/<name>.txt`` with these facts, plain text, the subject first.

    The caller answers for the address: whoever it belongs to has an account with it or has confirmed it. Only a mail
    that asks for this very confirmation may go elsewhere, and carries no text that somebody typed.
    """

    to: str
    locale: str
    folder: str
    name: str
    facts: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def send_mail_later(*mails: Mail) -> None:
    """Store mails in the caller's transaction; a worker delivers them once it is committed.

    Guaranteed: an act that is not stored sends nothing, and a mail of a stored act is tried even when the process dies
    right after the commit (with the next mails, or at the next upkeep). It is tried four times within some 70 minutes.
    The row, with address and text, is deleted when the mail server has taken it, else with the last attempt, or three
    days after storing. A process that dies between sending and deleting sends twice. No log tells address or text.
    """
    moment = now()
    rows = []
    for mail in mails:
        subject, body = compose(mail.name, mail.locale, mail.facts, folder=mail.folder)
        rows.append(OutboxMail(to=mail.to, subject=subject[:200], body=body, stored=moment, due=moment))
    if rows:
        OutboxMail.objects.bulk_create(rows)
        emit(MailStored())


@dataclass(frozen=True)
class Delivery:
    """What one round did: how many mails it took up, and when those that the server refused are due again."""

    taken: int
    retries: frozenset[datetime]


def deliver_due() -> Delivery:
    """Hand one batch of due mails to the mail server, each once; safe to run at any time and at the same time.

    No transaction is open while the mail server is spoken to.
    """
    moment = now()
    mails = _take(moment)
    refused = [mail for mail in mails if not _deliver(mail, moment)]
    return Delivery(len(mails), frozenset(mail.due for mail in refused if mail.pk is not None))


@transaction.atomic
def _take(moment: datetime) -> list[OutboxMail]:
    mails = []
    for mail in queries.take_due(moment):
        if rules.is_given_up(attempts=mail.attempts, stored=mail.stored, moment=moment):
            logger.error("mail %d given up after %d attempts", mail.pk, mail.attempts)
            mail.delete()
            continue
        mail.attempts += 1
        mail.due = moment + rules.LEASE
        mail.save(update_fields=["attempts", "due"])
        mails.append(mail)
    return mails


def _deliver(mail: OutboxMail, moment: datetime) -> bool:
    message = EmailMessage(
        subject=mail.subject, body=mail.body, to=[mail.to], headers={"Auto-Submitted": "auto-generated"}
    )
    try:
        message.send()
    except (OSError, ValueError) as error:  # what sockets, smtplib and a malformed header raise
        logger.error("mail %d not delivered, attempt %d: %s", mail.pk, mail.attempts, type(error).__name__)
        _put_off(mail, moment)
        return False
    mail.delete()
    return True


def _put_off(mail: OutboxMail, moment: datetime) -> None:
    if mail.attempts >= rules.MOST_ATTEMPTS:
        mail.delete()
        return
    mail.due = moment + rules.PAUSES[mail.attempts - 1]
    mail.save(update_fields=["due"])
