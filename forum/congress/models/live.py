"""A live session: its questions, the people in it, and their votes."""

import secrets
import uuid

from django.conf import settings
from django.db import models

from forum.congress.enums import AnsweredHow, Function, Identity, LiveState, QuestionState, RejectReason
from forum.congress.models.programme import Session, Speaker
from forum.municipalities.enums import SizeClass
from forum.threads.models import Thread


def new_secret() -> bytes:
    """Thirty-two random bytes."""
    return secrets.token_bytes(32)


def new_nonce() -> str:
    """A random part of the stage key; a new one makes the old key void."""
    return secrets.token_hex(16)


def new_epoch() -> str:
    """A mark of this history of revisions, so that a restored database is not taken for its later self."""
    return secrets.token_hex(4)


class LiveSession(models.Model):
    """The live part of a point of the programme.

    ``rev`` counts structural changes and ``votes_rev`` batches of votes and ballots that changed what everybody sees;
    both grow only under this row's lock, in the transaction of the change. ``voter_key`` is destroyed some days after
    closing, at ``key_destroyed``: from then on no query joins a vote or a question to a token. ``breakdown`` is what
    may be shown of groups, counted when the session was closed. ``question_seconds`` is the time that one question may
    take on stage, where there is such a budget.

    ``documented`` is since when everybody may read the documentation of the closed session. ``origin`` names the
    session in every installation; ``imported`` is there when it was read from a file, and holds what has no rows here.
    """

    programme = models.OneToOneField(Session, models.CASCADE, related_name="live")
    state = models.CharField(max_length=10, choices=LiveState.choices, default=LiveState.PLANNED)
    code = models.CharField(max_length=6)
    premoderation = models.BooleanField(default=True)
    question_seconds = models.PositiveSmallIntegerField(null=True)
    epoch = models.CharField(max_length=8, default=new_epoch)
    rev = models.PositiveBigIntegerField(default=0)
    votes_rev = models.PositiveBigIntegerField(default=0)
    voter_key = models.BinaryField(null=True, default=new_secret)
    key_destroyed = models.DateTimeField(null=True)
    breakdown = models.JSONField(null=True)
    stage_nonce = models.CharField(max_length=32, default=new_nonce)
    opened = models.DateTimeField(null=True)
    closed = models.DateTimeField(null=True)
    documented = models.DateTimeField(null=True)
    origin = models.UUIDField(unique=True, default=uuid.uuid4)
    imported = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(state=LiveState.CLOSED), name="one_unclosed_session_per_code"
            )
        ]

    def __str__(self) -> str:
        return f"live session {self.pk}"


class Participant(models.Model):
    """Somebody in a live session, known only by a keyed hash of the token in their cookie.

    ``key`` is blanked when the session's key is destroyed. ``receipt_nonce`` is set while a receipt link is wanted; a
    new one makes the old link void. ``size_class`` and ``function`` are what the person chose to say of themselves;
    they are blanked with the key, and ``LiveSession.breakdown`` keeps what may be shown of them.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="participants")
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null is no value: any number of rows may have it
    receipt_nonce = models.CharField(max_length=32, blank=True)
    size_class = models.CharField(max_length=10, choices=SizeClass.choices, blank=True)
    function = models.CharField(max_length=12, choices=Function.choices, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "key"], name="one_participant_per_token")]

    def __str__(self) -> str:
        return f"participant {self.pk}"


class LiveQuestion(models.Model):
    """A question asked in a live session.

    ``version`` grows with each change of the question (the desk says which one it saw), ``score_version`` with each
    change of the score. ``author`` is kept only for questions whose asker chose to be named with an account;
    ``verified`` says that an account stands behind the shown name or municipality. ``participant`` is blanked when the
    session's key is destroyed; ``receipt_mark`` is then the only way from an asker's receipt link to the question, and
    needs the link's secret.
    ``original_text`` is the asker's wording where staff have changed it. ``pinned`` is the place on the shortlist, 1
    comes next. ``merged_into`` is the question that leads the whole set and is never merged itself, ``merged_with``
    the one with which staff merged this one, by which the way back is found, to ``state_before_merge`` and the place
    ``pinned_before_merge``. ``similar`` holds the ids of earlier
    questions that ask much the same. ``thread`` is what the question became in the forum. ``unapproved`` says that the
    approval was taken back, so that the hall has seen the question, but may not see it without another approval.
    """

    session = models.ForeignKey(LiveSession, models.CASCADE, related_name="questions")
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, related_name="questions")
    receipt_mark = models.CharField(max_length=64, blank=True)
    text = models.CharField(max_length=500)
    original_text = models.CharField(max_length=500, blank=True)
    identity = models.CharField(max_length=12, choices=Identity.choices, default=Identity.ANONYMOUS)
    shown_name = models.CharField(max_length=100, blank=True)
    verified = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=QuestionState.choices)
    reason = models.CharField(max_length=20, choices=RejectReason.choices, blank=True)
    labels = models.JSONField(default=list)
    pinned = models.PositiveSmallIntegerField(null=True)
    pinned_before_merge = models.PositiveSmallIntegerField(null=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    merged_with = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    state_before_merge = models.CharField(max_length=10, choices=QuestionState.choices, blank=True)
    similar = models.JSONField(default=list)
    score = models.PositiveIntegerField(default=0)
    score_version = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField()
    published = models.DateTimeField(null=True)
    unapproved = models.BooleanField(default=False)
    staged = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)
    answered_how = models.CharField(max_length=10, choices=AnsweredHow.choices, blank=True)
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, related_name="live_questions")

    class Meta:
        indexes = [models.Index(fields=["session", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=QuestionState.MERGED) | models.Q(merged_into=None, merged_with=None),
                name="only_merged_questions_have_a_leader",
            ),
            models.CheckConstraint(
                condition=models.Q(state=QuestionState.APPROVED) | models.Q(pinned=None),
                name="only_approved_questions_are_pinned",
            ),
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(state=QuestionState.ON_STAGE), name="one_question_on_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"live question {self.pk}"

    @property
    def cleared(self) -> bool:
        """Whether its wording has been approved: what the hall may see of it when it comes back or is merged."""
        if self.state == QuestionState.MERGED:
            return self.state_before_merge != QuestionState.SUBMITTED
        return self.published is not None and not self.unapproved


class LiveAnswer(models.Model):
    """A written answer to a question, shown with the name ``by``.

    ``author`` is the member of staff who wrote it, ``speaker`` the speaker who did. ``noted`` says that staff wrote it
    for somebody else, whom ``by`` names.
    """

    question = models.ForeignKey(LiveQuestion, models.CASCADE, related_name="answers")
    text = models.TextField()
    by = models.CharField(max_length=120)
    noted = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    speaker = models.ForeignKey(Speaker, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField()

    def __str__(self) -> str:
        return f"live answer {self.pk}"


class QuestionVote(models.Model):
    """One person wants to hear one question. No moment is kept: the ballot is secret."""

    question = models.ForeignKey(LiveQuestion, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(Participant, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "voter"], name="one_vote_per_person")]

    def __str__(self) -> str:
        return f"vote {self.pk}"
