"""Files made from the documentation of a live session."""

from django.conf import settings
from django.db import models

from forum.congress.enums import ExportFormat, ExportState
from forum.congress.models.live import LiveSession


class SessionExport(models.Model):
    """One file of one documentation in one language, made once however many people ask for it.

    ``fingerprint`` stands for exactly the content that the file is made from: with another content it is another file.
    ``beat`` is the last sign of life of whoever makes it.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="exports")
    format = models.CharField(max_length=4, choices=ExportFormat.choices)
    locale = models.CharField(max_length=5, default="de")
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=ExportState.choices, default=ExportState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField()
    beat = models.DateTimeField()
    expires = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "format", "locale", "fingerprint"], name="one_export_per_content"
            ),
            models.CheckConstraint(condition=models.Q(progress__lte=100), name="export_progress_in_percent"),
        ]

    def __str__(self) -> str:
        return f"export {self.pk}"
