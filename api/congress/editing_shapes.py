"""Shapes of making a congress: what hosts send, and what they see."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.congress.serializers import FileRow, Part, PresentedExample
from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.congress.enums import CongressStatus, LiveState, RegistrationFor, SessionKind, SpeakerRole, StaffRole
from forum.congress.keys import shown_code
from forum.congress.models import FormerPart, LiveSession, Session

LINE = 800


class FactsInput(Shape):
    """What a congress says about itself; ``documentation`` is Markdown."""

    title = StrictCharField(max_length=LINE)
    subtitle = StrictCharField(max_length=LINE, allow_blank=True, default="")
    starts = serializers.DateField()
    ends = serializers.DateField()
    place = StrictCharField(max_length=LINE)
    host = StrictCharField(max_length=LINE)
    summary = StrictCharField(max_length=8000, allow_blank=True, default="")
    documentation = StrictCharField(max_length=400_000, allow_blank=True, default="", trim_whitespace=False)


class EditFactsInput(FactsInput):
    """Changed facts, with the version that was seen; ``with_programme`` moves all points along with the first day."""

    version = StrictIntegerField(min_value=1)
    with_programme = serializers.BooleanField(default=False)


class StatusInput(Shape):
    """Shown to everybody, or to its hosts only."""

    status = serializers.ChoiceField(CongressStatus.choices)


class StaffInput(Shape):
    """The address of an account, and what it shall be."""

    email = StrictCharField(max_length=254)
    role = serializers.ChoiceField(StaffRole.choices)


class RoomInput(Shape):
    """A room; ``sessions`` without a room are put there."""

    name = StrictCharField(max_length=LINE)
    sessions = serializers.ListField(child=StrictIntegerField(min_value=1), default=list, max_length=500)


class RoomNameInput(Shape):
    """Another name of a room."""

    name = StrictCharField(max_length=LINE)


class RoomOrderInput(Shape):
    """All rooms in their order."""

    rooms = serializers.ListField(child=StrictIntegerField(min_value=1), max_length=200)


class PartInput(Shape):
    """Somebody's part in a point of the programme."""

    name = StrictCharField(max_length=LINE)
    function = StrictCharField(max_length=LINE, allow_blank=True, default="")
    role = serializers.ChoiceField(SpeakerRole.choices)
    topic = StrictCharField(max_length=LINE, allow_blank=True, default="")


class PointInput(Shape):
    """A point of the programme; moments with their offset, ``room`` the id of a room or none."""

    title = StrictCharField(max_length=LINE)
    abstract = StrictCharField(max_length=80_000, allow_blank=True, default="", trim_whitespace=False)
    kind = serializers.ChoiceField(SessionKind.choices)
    starts = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    room = StrictIntegerField(min_value=1, allow_null=True, default=None)
    parts = PartInput(many=True, default=list)


class EditPointInput(PointInput):
    """A changed point, with the version that was seen."""

    version = StrictIntegerField(min_value=1)


class ExamplesInput(Shape):
    """Public ids of the practice examples presented in a point, in their order."""

    examples = serializers.ListField(child=StrictCharField(max_length=40), max_length=50)


class FileInput(Shape):
    """What a file is, and whether everybody sees it, with the version that was seen."""

    title = StrictCharField(max_length=LINE)
    alt = StrictCharField(max_length=2000, allow_blank=True, default="")
    transcript = StrictCharField(max_length=800_000, allow_blank=True, default="", trim_whitespace=False)
    published = serializers.BooleanField(default=False)
    version = StrictIntegerField(min_value=1)


class FileOrderInput(Shape):
    """All files in their order."""

    files = serializers.ListField(child=StrictIntegerField(min_value=1), max_length=1000)


class ShiftInput(Shape):
    """Points to move by so many minutes; ``longer`` among them only ends later."""

    sessions = serializers.ListField(child=StrictIntegerField(min_value=1), min_length=1, max_length=500)
    minutes = StrictIntegerField(min_value=-1440, max_value=1440)
    longer = StrictIntegerField(min_value=1, allow_null=True, default=None)


class EditedRoom(serializers.Serializer[Any]):
    """A room."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()


class EditedLive(serializers.Serializer[LiveSession]):
    """The live session of a point; ``used`` once people have been in it."""

    id = serializers.CharField(source="pk")
    state = serializers.ChoiceField(LiveState.choices)
    code = serializers.SerializerMethodField()
    used = serializers.SerializerMethodField()

    def get_code(self, live: LiveSession) -> str:
        return shown_code(live.code)

    def get_used(self, live: LiveSession) -> bool:
        return live.opened is not None


class EditedSession(serializers.Serializer[Any]):
    """A point of the programme with everything that hosts change."""

    id = serializers.IntegerField(source="pk")
    version = serializers.IntegerField()
    title = serializers.CharField()
    abstract = serializers.CharField()
    kind = serializers.ChoiceField(SessionKind.choices)
    starts = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    room = serializers.IntegerField(source="room_id", allow_null=True)
    parts = Part(many=True, source="speaking.all")
    live = EditedLive(allow_null=True, default=None)
    capacity = serializers.IntegerField(allow_null=True)
    changed_by = serializers.CharField(source="changed_by.name", allow_null=True, default=None)
    examples = serializers.SerializerMethodField()

    @extend_schema_field(PresentedExample(many=True))
    def get_examples(self, session: Session) -> Any:
        return PresentedExample(self.context["presented"].get(session.pk, []), many=True).data


class EditedStaff(serializers.Serializer[Any]):
    """Somebody who runs the congress; the address is for hosts only."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField(source="user.name")
    email = serializers.CharField(source="user.email")
    role = serializers.ChoiceField(StaffRole.choices)


class TwoPlaces(serializers.Serializer[Any]):
    """Somebody who would have to be in two points at the same time."""

    name = serializers.CharField()
    first = serializers.IntegerField(source="first.pk")
    second = serializers.IntegerField(source="second.pk")


class FormerPartRow(serializers.Serializer[FormerPart]):
    """Captions (``captions``, ``captions_en``, ``captions_simple``) or a ``poster`` that can be brought back."""

    id = serializers.IntegerField(source="pk")
    part = serializers.CharField()


class EditedFile(FileRow):
    """A file as hosts edit it; ``former`` are parts that were replaced or removed, the latest first."""

    version = serializers.IntegerField()
    changed_by = serializers.CharField(source="changed_by.name", allow_null=True, default=None)
    former = FormerPartRow(many=True, source="former.all")


class CongressEditing(serializers.Serializer[Any]):
    """A congress as its hosts edit it."""

    slug = serializers.CharField(source="congress.slug")
    version = serializers.IntegerField(source="congress.version")
    changed_by = serializers.CharField(source="congress.changed_by.name", allow_null=True, default=None)
    status = serializers.ChoiceField(CongressStatus.choices, source="congress.status")
    fictional = serializers.BooleanField(source="congress.fictional")
    title = serializers.CharField(source="congress.title")
    subtitle = serializers.CharField(source="congress.subtitle")
    starts = serializers.DateField(source="congress.starts")
    ends = serializers.DateField(source="congress.ends")
    place = serializers.CharField(source="congress.place")
    host = serializers.CharField(source="congress.host")
    summary = serializers.CharField(source="congress.summary")
    documentation = serializers.CharField(source="congress.documentation")
    registration = serializers.ChoiceField(RegistrationFor.choices, source="congress.registration")
    capacity = serializers.IntegerField(source="congress.capacity", allow_null=True)
    opens = serializers.DateTimeField(source="congress.registration_opens", allow_null=True)
    closes = serializers.DateTimeField(source="congress.registration_closes", allow_null=True)
    rooms = EditedRoom(many=True)
    sessions = EditedSession(many=True)
    staff = EditedStaff(many=True)
    two_places = TwoPlaces(many=True)
    files = EditedFile(many=True)
