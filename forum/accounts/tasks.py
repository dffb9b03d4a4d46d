"""Work behind the request: delivering mails."""

import logging
from datetime import timedelta
from typing import Final

from django.core.mail import EmailMessage
from django_tasks import task

from forum.core.clock import now

logger = logging.getLogger(__name__)
PAUSES: Final = (60, 600, 3600)
"""Seconds until the next attempt after a failed one; with these used up the mail is given up."""


@task()
def deliver(to: str, subject: str, body: str, attempt: int = 0) -> bool:
    """Hand one mail to the mail server; tells whether it took it.

    A failure is logged without address and text, and tried again later where the task backend can wait.
    """
    try:
        EmailMessage(subject=subject, body=body, to=[to]).send()
    except OSError as error:  # what sockets and smtplib raise
        logger.error("mail not delivered, attempt %d: %s", attempt + 1, type(error).__name__)
        if attempt < len(PAUSES) and deliver.get_backend().supports_defer:
            later = deliver.using(run_after=now() + timedelta(seconds=PAUSES[attempt]))
            later.enqueue(to=to, subject=subject, body=body, attempt=attempt + 1)
        return False
    return True
