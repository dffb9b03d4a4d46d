"""Shapes of the forum. What goes out is made by ``forum.threads.projections``; these classes describe it."""

from typing import Any

from rest_framework import serializers

from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.threads.enums import Access, Group, Identity, Kind, SizeClass, State
from forum.threads.rules import CHOSEN_LEVELS, REASON_LENGTH, TEXT_LENGTH, TITLE_LENGTH

LONGEST_INPUT = 100_000


class ThreadCategoryRef(serializers.Serializer[Any]):
    """The category of a thread."""

    slug = serializers.CharField()
    title = serializers.CharField()
    access = serializers.ChoiceField(Access.choices)


class ThreadCategory(ThreadCategoryRef):
    """A category as its readers see it."""

    description = serializers.CharField()


class ThreadCategories(serializers.Serializer[Any]):
    """All categories that the caller may read."""

    items = ThreadCategory(many=True)


class AuthorMunicipality(serializers.Serializer[Any]):
    """The municipality somebody acted for."""

    ags = serializers.CharField()
    name = serializers.CharField()


class Author(serializers.Serializer[Any]):
    """As much of an author as the identity level shows; empty where it says nothing."""

    level = serializers.ChoiceField(Identity.choices)
    name = serializers.CharField(allow_blank=True)
    municipality = AuthorMunicipality(allow_null=True)
    group = serializers.ChoiceField(Group.choices, allow_blank=True)
    size = serializers.ChoiceField(SizeClass.choices, allow_blank=True)


class RealAuthor(serializers.Serializer[Any]):
    """Who wrote a post, for the moderator who looked it up; empty once the author's account is erased."""

    name = serializers.CharField(allow_blank=True)
    municipality = AuthorMunicipality(allow_null=True)


class IdentityOptions(serializers.Serializer[Any]):
    """How the caller would be shown at each identity level open to him."""

    items = Author(many=True)


class ThreadOrigin(serializers.Serializer[Any]):
    """The question of a live session that a thread was carried over from; ``by`` is empty for an anonymous one."""

    question = serializers.CharField()
    by = serializers.CharField(allow_blank=True)
    votes = serializers.IntegerField()
    also = serializers.ListField(child=serializers.CharField())
    labels = serializers.ListField(child=serializers.CharField())
    session = serializers.CharField()
    congress = serializers.CharField()
    date = serializers.DateField()
    url = serializers.CharField()
    fictional = serializers.BooleanField()


class ThreadView(serializers.Serializer[Any]):
    """The general view of a thread, with what the caller has read of it (0 for guests)."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    state = serializers.ChoiceField(State.choices)
    category = ThreadCategoryRef()
    author = Author()
    origins = ThreadOrigin(many=True)
    highest = serializers.IntegerField()
    answers = serializers.IntegerField()
    answered = serializers.BooleanField()
    created = serializers.DateTimeField()
    last_activity = serializers.DateTimeField()
    last_read = serializers.IntegerField()
    unread = serializers.BooleanField()


class ThreadList(serializers.Serializer[Any]):
    """One page of threads; ``next`` is the cursor of the following one."""

    items = ThreadView(many=True)
    next = serializers.CharField(allow_null=True)


class SimilarThreads(serializers.Serializer[Any]):
    """Threads with a similar title, best first."""

    items = ThreadView(many=True)


class ForumOverview(serializers.Serializer[Any]):
    """Counts (no further than 100) and questions that wait for help; for guests only ``unanswered``."""

    unread = serializers.IntegerField()
    unanswered = serializers.IntegerField()
    to_help = ThreadView(many=True)


class PostView(serializers.Serializer[Any]):
    """A post; one that is not published keeps its number and shows neither words nor author."""

    id = serializers.IntegerField()
    number = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(State.choices)
    reason = serializers.CharField(allow_blank=True)
    html = serializers.CharField(allow_blank=True)
    author = Author(allow_null=True)
    by_asker = serializers.BooleanField()
    created = serializers.DateTimeField()
    edited = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class PostList(serializers.Serializer[Any]):
    """Posts in order; ``own`` are the ids of the caller's."""

    posts = PostView(many=True)
    own = serializers.ListField(child=serializers.IntegerField())
    before = serializers.BooleanField()
    after = serializers.BooleanField()


class ThreadRights(serializers.Serializer[Any]):
    """What the caller may do in this thread."""

    answer = serializers.BooleanField()
    accept = serializers.BooleanField()
    moderate = serializers.BooleanField()


class ThreadDetail(PostList):
    """A thread with a page of its posts; ``accepted`` are the numbers of the accepted answers.

    ``reason`` says why a thread is hidden, to its author and to moderators.
    """

    thread = ThreadView()
    reason = serializers.CharField(allow_blank=True)
    accepted = serializers.ListField(child=serializers.IntegerField())
    may = ThreadRights()


class ThreadAddress(serializers.Serializer[Any]):
    """Where a new thread is."""

    id = serializers.IntegerField()
    slug = serializers.CharField()
    url = serializers.CharField()


class PostSource(serializers.Serializer[Any]):
    """The Markdown of one's own post, and the version that an edit must name."""

    text = serializers.CharField()
    version = serializers.IntegerField()


class PostRevisionView(serializers.Serializer[Any]):
    """An earlier text of a post."""

    version = serializers.IntegerField()
    html = serializers.CharField(allow_blank=True)
    replaced = serializers.DateTimeField()
    redacted = serializers.BooleanField()


class PostRevisions(serializers.Serializer[Any]):
    """Earlier texts, latest first."""

    items = PostRevisionView(many=True)


class ReadUpTo(serializers.Serializer[Any]):
    """How far the caller has read."""

    last_read = serializers.IntegerField()


class RenderedText(serializers.Serializer[Any]):
    """The HTML that a text will have as a post."""

    html = serializers.CharField(allow_blank=True)


def _text(**options: Any) -> StrictCharField:
    """A text whose exact limits the domain checks after cleaning it; here only what no text may exceed."""
    return StrictCharField(max_length=LONGEST_INPUT, trim_whitespace=False, allow_blank=True, **options)


class NewThread(Shape):
    """A new thread with its first post."""

    category = StrictCharField(max_length=60)
    kind = StrictCharField(max_length=20, help_text=", ".join(Kind.values))
    title = _text(help_text=f"{TITLE_LENGTH[0]} to {TITLE_LENGTH[1]} characters")
    text = _text(help_text=f"Markdown, {TEXT_LENGTH[0]} to {TEXT_LENGTH[1]} characters")
    identity = StrictCharField(max_length=20, help_text=", ".join(CHOSEN_LEVELS))


class NewPost(Shape):
    """A new post in a thread."""

    text = _text(help_text=f"Markdown, {TEXT_LENGTH[0]} to {TEXT_LENGTH[1]} characters")
    identity = StrictCharField(max_length=20, help_text=", ".join(CHOSEN_LEVELS))


class EditedPost(Shape):
    """The new text of one's own post, and the version that was seen."""

    text = _text()
    version = StrictIntegerField(min_value=1, max_value=2**31 - 1)


class TextToRender(Shape):
    """A text to preview."""

    text = _text()


class ReadNumber(Shape):
    """Up to which post the caller has read."""

    number = StrictIntegerField(min_value=0, max_value=2**31 - 1)


class ReadCategory(Shape):
    """What counts as read from now on: one category, or without it everything."""

    category = StrictCharField(max_length=60, required=False, default="", allow_blank=True)


class StateChange(Shape):
    """A new state with its reason."""

    to = StrictCharField(max_length=20, help_text=", ".join(State.values))
    reason = StrictCharField(max_length=1000, allow_blank=True)


class RedactedReason(Shape):
    """Why an earlier text is destroyed."""

    reason = StrictCharField(max_length=1000, allow_blank=True)


class LookUpReason(Shape):
    """Why an author is looked up."""

    reason = StrictCharField(
        max_length=1000, allow_blank=True, help_text=f"{REASON_LENGTH[0]} to {REASON_LENGTH[1]} characters"
    )
