"""Polls of a live session: what is asked, and the ballots of the people in it."""

from django.conf import settings
from django.db import models

from forum.congress.enums import PollKind, PollResults, PollState, WordState
from forum.congress.models.live import LiveSession, Participant


class Poll(models.Model):
    """A poll.

    ``most`` is the number of options (``multiple``) or words (``words``) that one person may name. ``version`` grows
    with each act of the staff, ``result_version`` with everything that changes what somebody sees of the result.
    ``counts`` and ``ballot_count`` are the sum of all ballots (see ``tallies``), kept in the ballots' own transaction.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="polls")
    kind = models.CharField(max_length=10, choices=PollKind.choices)
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=PollState.choices, default=PollState.DRAFT)
    results = models.CharField(max_length=10, choices=PollResults.choices, default=PollResults.LIVE)
    on_stage = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    most = models.PositiveSmallIntegerField(default=1)
    scale_low = models.PositiveSmallIntegerField(null=True)
    scale_high = models.PositiveSmallIntegerField(null=True)
    low_label = models.CharField(max_length=40, blank=True)
    high_label = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    result_version = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    ballot_count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["session", "position"])]
        constraints = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(on_stage=True), name="one_poll_of_a_session_on_stage"
            ),
            models.CheckConstraint(
                condition=models.Q(on_stage=False) | ~models.Q(state=PollState.DRAFT), name="no_draft_poll_on_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"poll {self.pk}"


class PollOption(models.Model):
    """Something that can be chosen or ranked."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    text = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["poll", "position"], name="one_poll_option_per_position")]

    def __str__(self) -> str:
        return f"poll option {self.pk}"


class Ballot(models.Model):
    """What one person wants in a poll; see ``poll_rules.ballot``. No moment is kept: the ballot is secret."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(Participant, models.CASCADE, related_name="+")
    choices = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "voter"], name="one_ballot_per_person")]

    def __str__(self) -> str:
        return f"ballot {self.pk}"


class PollWord(models.Model):
    """What staff decided about a word, in all its spellings; ``word`` is folded (``tallies.folded``)."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="words")
    word = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=WordState.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "word"], name="one_decision_per_word")]

    def __str__(self) -> str:
        return f"poll word {self.pk}"
