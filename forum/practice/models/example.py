"""The example: what stays the same over all its revisions."""

from django.conf import settings
from django.db import models


class YearCounter(models.Model):
    """The highest number given to an example of a year; raised under its row lock."""

    year = models.PositiveSmallIntegerField(unique=True)
    highest = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.highest}"


class PracticeExample(models.Model):
    """One practice of one or several municipalities. ``public_id`` is ``PB-<year>-<nnn>`` and never changes."""

    public_id = models.CharField(max_length=14, unique=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    demo = models.BooleanField(default=False)
    verified_on = models.DateField(null=True)
    review_due = models.DateField(null=True)
    needs_update_since = models.DateTimeField(null=True)
    needs_update_reason = models.CharField(max_length=500, blank=True)
    archived_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    suspended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    suspend_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["review_due"])]

    def __str__(self) -> str:
        return self.public_id


class UpdateSuggestion(models.Model):
    """A member says that the text is no longer right."""

    example = models.ForeignKey(PracticeExample, models.CASCADE, related_name="suggestions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.CharField(max_length=500)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.example_id} {self.pk}"
