"""Categories, threads, posts and what people have read of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from forum.municipalities.models import Municipality
from forum.threads.enums import Access, Group, Identity, Kind, SizeClass, State


class Category(models.Model):
    """A subject area; ``access`` decides for all its threads who may read them."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=80)
    description = models.CharField(max_length=300, blank=True)
    access = models.CharField(max_length=10, choices=Access.choices, default=Access.PUBLIC)
    position = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.title


class CircleMember(models.Model):
    """Somebody who belongs to the circle of a category."""

    category = models.ForeignKey(Category, models.CASCADE, related_name="circle")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="circles")
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["category", "user"], name="once_in_a_circle")]

    def __str__(self) -> str:
        return f"{self.category_id} {self.user_id}"


class Authored(models.Model):
    """Who wrote something, for which municipality, and how much of that others see.

    The description is settled at writing: figures that change later must not describe the same author a second,
    different way, because two descriptions together may fit only one municipality.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    acted_for = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    identity = models.CharField(max_length=12, choices=Identity.choices, default=Identity.NAMED)
    described_group = models.CharField(max_length=12, choices=Group.choices, blank=True)
    described_size = models.CharField(max_length=12, choices=SizeClass.choices, blank=True)

    class Meta:
        abstract = True


class Moderated(models.Model):
    """A state with the reason of its last change; who changed it is in the audit log as well."""

    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    state_reason = models.CharField(max_length=300, blank=True)
    state_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    state_changed = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Thread(Authored, Moderated):
    """A thread. ``highest_number`` numbers its posts; it only grows, in the transaction that adds the post.

    ``carried``: questions of live sessions lead here (``core.ports.origins`` says which), and wait for an answer.
    """

    category = models.ForeignKey(Category, models.PROTECT, related_name="threads")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=200)
    folded_title = models.CharField(max_length=400)
    highest_number = models.PositiveIntegerField(default=0)
    answer_count = models.PositiveIntegerField(default=0)
    carried = models.BooleanField(default=False)
    last_activity = models.DateTimeField()
    created = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-last_activity", "-id"], name="thread_latest"),
            models.Index(fields=["category", "state", "-last_activity", "-id"], name="thread_latest_of_category"),
            models.Index(fields=["author", "-last_activity", "-id"], name="thread_latest_of_author"),
        ]

    def __str__(self) -> str:
        return self.title


class Post(Authored, Moderated):
    """A post. ``number`` is gap-free within its thread; a post that waits for approval has none yet.

    ``source`` is what was written; ``html`` and ``folded`` (for searching) are made from it at each write.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    number = models.PositiveIntegerField(null=True)
    source = models.TextField()
    html = models.TextField()
    render_version = models.PositiveSmallIntegerField()
    folded = models.TextField()
    version = models.PositiveIntegerField(default=1)
    created = models.DateTimeField()
    edited = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="one_post_per_number"),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | Q(state__in=[State.DRAFT, State.PENDING, State.REMOVED]),
                name="a_published_post_has_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}/{self.number}"


class PostRevision(models.Model):
    """The full text that an edit replaced. ``marked`` is false for corrections within the grace period."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField()
    source = models.TextField()
    html = models.TextField()
    marked = models.BooleanField(default=True)
    replaced = models.DateTimeField()
    redacted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "version"], name="one_revision_per_version")]

    def __str__(self) -> str:
        return f"{self.post_id} v{self.version}"


class AcceptedAnswer(models.Model):
    """An answer that helped the asker; a question may have several."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="accepted_answers")
    post = models.OneToOneField(Post, models.CASCADE, related_name="acceptance")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.thread_id} {self.post_id}"


class ReadState(models.Model):
    """Up to which post somebody has read a thread; moves only forward. No reading times are kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    last_read = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "thread"], name="one_read_state_per_thread")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.thread_id} {self.last_read}"


class ReadFloor(models.Model):
    """Everything in a category up to this moment counts as read; moves only forward."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, models.CASCADE, related_name="+")
    moment = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "category"], name="one_read_floor_per_category")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.category_id}"
