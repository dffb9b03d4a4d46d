"""Secret links of a live session that can be made void one by one."""

from django.db import models

from forum.congress.models.live import LiveSession, new_nonce
from forum.congress.models.programme import Speaker


class SpeakerLink(models.Model):
    """A speaker's link to a live session that has been renewed; the first link of all needs no row.

    No secret is stored: ``nonce`` is a part of what the key is derived from, and a new one makes the old key void.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="speaker_links")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=32, default=new_nonce)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "speaker"], name="one_link_per_speaker")]

    def __str__(self) -> str:
        return f"speaker link {self.pk}"
