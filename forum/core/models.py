"""Two small tables for every package: token buckets and answers of repeated requests."""

from django.db import models


class RateBucket(models.Model):
    """State of one token bucket: so many tokens at that moment."""

    key = models.CharField(max_length=200, unique=True)
    tokens = models.FloatField()
    updated = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["updated"])]

    def __str__(self) -> str:
        return self.key


class RepeatedRequest(models.Model):
    """The answer that was given to a request with an ``Idempotency-Key``."""

    scope = models.CharField(max_length=200)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["created"])]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"
