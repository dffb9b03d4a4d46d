"""Shapes of the documentation of a live session and of the files made from it."""

from typing import Any

from django.conf import settings
from rest_framework import serializers

from api.congress.live_shapes import StrictBooleanField
from api.shapes import Shape
from forum.congress.enums import AnsweredHow, ExportFormat, ExportState, Identity, SessionKind, SpeakerRole

DOCUMENTED_STATES = (("answered", "answered"), ("deferred", "deferred"), ("open", "open"))
POLL_KINDS = tuple((kind, kind) for kind in ("single", "multiple", "scale", "ranking", "words"))
GROUPINGS = (("size_class", "size_class"), ("function", "function"))


class PublishInput(Shape):
    """Whether everybody may read the documentation."""

    on = StrictBooleanField()


class ExportInput(Shape):
    """Which file is wanted, and in which language; without one in that of the request."""

    format = serializers.ChoiceField(ExportFormat.choices)
    locale = serializers.ChoiceField(settings.LANGUAGES, required=False)


class DocumentedCongress(serializers.Serializer[Any]):
    """The congress of a documented session."""

    slug = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField()
    starts = serializers.DateField()
    ends = serializers.DateField()
    place = serializers.CharField()
    host = serializers.CharField()
    fictional = serializers.BooleanField()


class DocumentedSpeaker(serializers.Serializer[Any]):
    """Somebody with a part in the session."""

    name = serializers.CharField()
    function = serializers.CharField()
    role = serializers.ChoiceField(SpeakerRole.choices)


class DocumentedSession(serializers.Serializer[Any]):
    """The point of the programme and its live session."""

    title = serializers.CharField()
    abstract = serializers.CharField()
    kind = serializers.ChoiceField(SessionKind.choices)
    room = serializers.CharField()
    starts = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    opened = serializers.DateTimeField(allow_null=True)
    closed = serializers.DateTimeField(allow_null=True)
    premoderation = serializers.BooleanField()
    speakers = DocumentedSpeaker(many=True)


class DocumentedAnswer(serializers.Serializer[Any]):
    """A written answer."""

    text = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()
    noted = serializers.BooleanField(help_text="Whether staff wrote it down for the person who is named")


class DocumentedThread(serializers.Serializer[Any]):
    """The thread that a question became, where everybody may read it."""

    title = serializers.CharField()
    url = serializers.CharField()


class DocumentedQuestion(serializers.Serializer[Any]):
    """A question that the hall saw, numbered in the order of publication."""

    number = serializers.IntegerField()
    text = serializers.CharField()
    by = serializers.CharField(allow_null=True)
    identity = serializers.ChoiceField(Identity.choices)
    verified = serializers.BooleanField(help_text="an account stands behind the name or municipality shown")
    state = serializers.ChoiceField(DOCUMENTED_STATES)
    score = serializers.IntegerField()
    labels = serializers.ListField(child=serializers.CharField())
    also = serializers.ListField(child=serializers.CharField())
    also_more = serializers.IntegerField(help_text="so many more of its set, whose wording was not approved")
    edited = serializers.BooleanField()
    at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    answered_how = serializers.ChoiceField(AnsweredHow.choices, allow_null=True)
    answers = DocumentedAnswer(many=True)
    thread = DocumentedThread(allow_null=True)


class DocumentedPollRow(serializers.Serializer[Any]):
    """An option, a step or a word; ``points`` and ``rank`` belong to rankings."""

    text = serializers.CharField()
    count = serializers.IntegerField()
    points = serializers.IntegerField(allow_null=True)
    rank = serializers.FloatField(allow_null=True)


class DocumentedPoll(serializers.Serializer[Any]):
    """A poll with its published result."""

    text = serializers.CharField()
    kind = serializers.ChoiceField(POLL_KINDS)
    ballots = serializers.IntegerField()
    rows = DocumentedPollRow(many=True)
    low_label = serializers.CharField()
    high_label = serializers.CharField()
    mean = serializers.FloatField(allow_null=True)
    median = serializers.FloatField(allow_null=True)


class DocumentedGroup(serializers.Serializer[Any]):
    """So many people of one group."""

    text = serializers.CharField()
    people = serializers.IntegerField()
    group = serializers.CharField(allow_blank=True)


class DocumentedBreakdown(serializers.Serializer[Any]):
    """The people by one property; ``rest`` are those of groups too small to be shown."""

    by = serializers.ChoiceField(GROUPINGS)
    groups = DocumentedGroup(many=True)
    rest = serializers.IntegerField()


class DocumentedKey(serializers.Serializer[Any]):
    """The record of the destruction of the session's key."""

    at = serializers.DateTimeField()
    key_sha256 = serializers.CharField()
    signature = serializers.CharField()


class DocumentShape(serializers.Serializer[Any]):
    """The documentation; the same that every file is made from."""

    format = serializers.CharField()
    version = serializers.IntegerField()
    origin = serializers.CharField()
    url = serializers.CharField()
    congress = DocumentedCongress()
    session = DocumentedSession()
    people = serializers.CharField()
    questions = DocumentedQuestion(many=True)
    polls = DocumentedPoll(many=True)
    breakdowns = DocumentedBreakdown(many=True)
    key = DocumentedKey(allow_null=True)


class DocumentationShape(serializers.Serializer[Any]):
    """A documentation to its reader: ``published`` is null for staff who see it before everybody does."""

    id = serializers.CharField()
    abstract_html = serializers.CharField()
    closed = serializers.BooleanField()
    published = serializers.DateTimeField(allow_null=True)
    may_publish = serializers.BooleanField()
    awaited = serializers.DictField(
        child=serializers.CharField(), help_text="by number the ids of questions whose answer can still be waited for"
    )
    document = DocumentShape()


class ExportShape(serializers.Serializer[Any]):
    """A file that was asked for; ``url`` is there when it is. ``failed`` may be asked for again."""

    id = serializers.CharField()
    format = serializers.ChoiceField(ExportFormat.choices)
    state = serializers.ChoiceField(ExportState.choices)
    progress = serializers.IntegerField()
    size = serializers.IntegerField()
    url = serializers.CharField(allow_null=True)
