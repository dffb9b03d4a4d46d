"""Who wants to be told when a question has been answered."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.congress.models.live import LiveQuestion


def new_nonce() -> str:
    """A random part of the link in the mails about one notice."""
    return secrets.token_hex(16)


class AnswerNotice(models.Model):
    """Somebody wants one mail when a question is answered; the row is deleted with the telling.

    Kept apart from votes and from participants: an address typed by a guest stands here alone, with the day and not the
    moment, so that no query joins it to who asked or voted. Nothing is sent to it but the request to confirm it, until
    that has been done by the link in the mail.
    """

    question = models.ForeignKey(LiveQuestion, models.CASCADE, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    address = models.EmailField(max_length=254, blank=True)
    locale = models.CharField(max_length=5, default="de")
    nonce = models.CharField(max_length=32, default=new_nonce)
    confirmed = models.BooleanField(default=False)
    asked_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None) ^ Q(address=""), name="a_notice_goes_to_an_account_or_an_address"
            ),
            models.UniqueConstraint(
                fields=["question", "user"], condition=Q(user__isnull=False), name="one_notice_per_account"
            ),
            models.UniqueConstraint(
                fields=["question", "address"], condition=~Q(address=""), name="one_notice_per_address"
            ),
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
