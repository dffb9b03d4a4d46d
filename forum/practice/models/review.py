"""What curation leaves behind: notes at fields and releases by municipalities."""

from django.conf import settings
from django.db import models

from forum.municipalities.models import Municipality
from forum.practice.models.revision import Revision


class ReviewNote(models.Model):
    """A remark anchored to a field; open until the author has answered it."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="notes")
    field = models.CharField(max_length=40)
    text = models.TextField(max_length=1000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(max_length=1000, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.field}"


class Release(models.Model):
    """A lead municipality allows publication: by whom, in which function, when. Counts for one round of review."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="releases")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField()
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    function = models.CharField(max_length=120)
    released_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "municipality", "round"], name="one_release_per_round"),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.municipality_id} {self.round}"
