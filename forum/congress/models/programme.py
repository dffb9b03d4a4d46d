"""A congress, its rooms, points of programme and speakers, and who runs it."""

from django.conf import settings
from django.db import models

from forum.congress.enums import CongressStatus, RegistrationFor, SessionKind, SpeakerRole, StaffRole
from forum.threads.models import Category


class Congress(models.Model):
    """A conference of one or more days.

    ``documentation_html`` is rendered from the Markdown source, ``folded`` made from all words, when it is written
    (``texts``). ``version`` grows with each change of these facts: who edits says which one they saw.
    ``carry_category`` is where questions without an answer were last carried to.
    ``turns`` counts who has registered, for the order of the waiting; without ``capacity`` there is room for all.
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    starts = models.DateField()
    ends = models.DateField()
    place = models.CharField(max_length=200)
    host = models.CharField(max_length=200)
    summary = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=CongressStatus.choices, default=CongressStatus.DRAFT)
    documentation = models.TextField(blank=True)
    documentation_html = models.TextField(blank=True)
    render_version = models.PositiveSmallIntegerField(default=0)
    fictional = models.BooleanField(default=False)
    carry_category = models.ForeignKey(Category, models.SET_NULL, null=True, related_name="+")
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    registration = models.CharField(max_length=10, choices=RegistrationFor.choices, default=RegistrationFor.NOBODY)
    capacity = models.PositiveIntegerField(null=True)
    registration_opens = models.DateTimeField(null=True)
    registration_closes = models.DateTimeField(null=True)
    turns = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="congress_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title


class Room(models.Model):
    """A room of a congress, in the order of its ``position``."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="rooms")
    name = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["congress", "name"], name="one_room_per_name")]

    def __str__(self) -> str:
        return self.name


class Speaker(models.Model):
    """Somebody who speaks at a congress; ``topic`` says what about where there is no point of programme for it."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=200, blank=True)
    topic = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["congress", "name"], name="one_speaker_per_name")]

    def __str__(self) -> str:
        return self.name


class PresentSessions(models.Manager["Session"]):
    """Points of the programme that have not been removed: what every reader means."""

    def get_queryset(self) -> models.QuerySet["Session"]:
        return super().get_queryset().filter(removed=None)


class Session(models.Model):
    """A point of the programme; without a room it is for everybody. ``folded`` and ``version`` as in ``Congress``.

    A removed point stays in the table: removing can be undone, and calendars that have it are told that it is off.
    ``announced``: the point has been seen by everybody at some time, in a published congress.
    """

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="sessions")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="sessions")
    title = models.CharField(max_length=200)
    abstract = models.TextField(blank=True)
    abstract_html = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=SessionKind.choices)
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    folded = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    removed = models.DateTimeField(null=True)
    announced = models.BooleanField(default=False)
    capacity = models.PositiveIntegerField(null=True)

    objects = PresentSessions()
    with_removed = models.Manager()  # noqa: DJ012 - a manager, though the rule takes it for a field

    class Meta:
        indexes = [models.Index(fields=["congress", "starts"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name="session_ends_after_start")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_places(self) -> bool:
        """Whether people choose it when they register: a workshop of the programme with a number of places."""
        return self.removed is None and self.kind == SessionKind.WORKSHOP and self.capacity is not None


class SessionSpeaker(models.Model):
    """A speaker's part in a point of the programme, in the order of ``position``; ``topic`` is what they say there."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="speaking")
    speaker = models.ForeignKey(Speaker, models.CASCADE, related_name="speaking")
    role = models.CharField(max_length=10, choices=SpeakerRole.choices)
    topic = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "speaker"], name="one_part_per_session")]

    def __str__(self) -> str:
        return f"{self.speaker_id} {self.role}"


class CongressStaff(models.Model):
    """A moderator or host of one congress, and of no other."""

    congress = models.ForeignKey(Congress, models.CASCADE, related_name="staff")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=StaffRole.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["congress", "user"], name="one_staff_role_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
