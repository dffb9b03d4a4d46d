"""The mail outbox."""

from django.db import models


class OutboxMail(models.Model):
    """A mail that waits for the mail server; the row is deleted as soon as that has taken it.

    ``due`` is when it is tried next. Whoever takes it up moves ``due`` on first, so that nobody else sends it.
    """

    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    attempts = models.PositiveSmallIntegerField(default=0)
    stored = models.DateTimeField()
    due = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"mail {self.pk}"
