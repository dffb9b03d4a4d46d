"""Shapes of registering: what people write, what they see, and what those at the entrance see."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.congress import queries
from forum.congress.enums import RegistrationFor, RegistrationState
from forum.congress.keys import shown_code
from forum.congress.models import Registration

LINE = 480
MOST = 100_000


class FormInput(Shape):
    """What people write when they register."""

    name = StrictCharField(max_length=LINE)
    municipality = StrictCharField(max_length=LINE, allow_blank=True, default="")
    needs = StrictCharField(max_length=4000, allow_blank=True, default="")
    workshops = serializers.ListField(child=StrictIntegerField(min_value=1), default=list, max_length=50)


class GuestFormInput(FormInput):
    """The same from a guest, with an address for the link."""

    email = StrictCharField(max_length=254)
    locale = serializers.ChoiceField(settings.LANGUAGES, default=settings.LANGUAGE_CODE)


class LinkInput(Shape):
    """The secret of the link to one's own registration."""

    token = StrictCharField(max_length=80)


class LinkFormInput(FormInput):
    """Changes by the link."""

    token = StrictCharField(max_length=80)


class HereInput(Shape):
    """Has come, or has not; ``tick`` is made up by the device for each tick, and the same when it is sent again."""

    here = serializers.BooleanField()
    tick = StrictCharField(max_length=36, allow_blank=True, default="")


class AdmitInput(Shape):
    """Somebody at the entrance who is not on the list."""

    name = StrictCharField(max_length=LINE)
    municipality = StrictCharField(max_length=LINE, allow_blank=True, default="")


class WorkshopCapacityInput(Shape):
    """Places of a workshop; none when one just goes there."""

    id = StrictIntegerField(min_value=1)
    capacity = StrictIntegerField(min_value=1, max_value=MOST, allow_null=True)


class RulesInput(Shape):
    """Who may register, from when to when, and how many."""

    version = StrictIntegerField(min_value=1)
    registration = serializers.ChoiceField(RegistrationFor.choices)
    capacity = StrictIntegerField(min_value=1, max_value=MOST, allow_null=True, default=None)
    opens = serializers.DateTimeField(allow_null=True, default=None)
    closes = serializers.DateTimeField(allow_null=True, default=None)
    workshops = WorkshopCapacityInput(many=True, default=list)


class RegistrationWorkshop(serializers.Serializer[Any]):
    """A workshop that has a number of places."""

    id = serializers.IntegerField(source="pk")
    title = serializers.CharField()
    starts = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    room = serializers.CharField(source="room.name", allow_null=True, default=None)
    capacity = serializers.IntegerField()
    taken = serializers.IntegerField()
    waiting = serializers.IntegerField(source="queue")


class ChosenWorkshop(serializers.Serializer[Any]):
    """A workshop that somebody wants to be in."""

    id = serializers.IntegerField(source="session_id")
    title = serializers.CharField(source="session.title")
    held = serializers.BooleanField()


class OwnRegistration(serializers.Serializer[Registration]):
    """One's own registration."""

    name = serializers.CharField()
    municipality = serializers.CharField()
    email = serializers.CharField()
    needs = serializers.CharField()
    state = serializers.ChoiceField(RegistrationState.choices)
    code = serializers.SerializerMethodField()
    workshops = ChosenWorkshop(many=True, source="chosen")

    def get_code(self, registration: Registration) -> str | None:
        return shown_code(registration.code) if registration.state == RegistrationState.REGISTERED else None


class RegistrationView(serializers.Serializer[queries.Registering]):
    """Registering for a congress, as the caller sees it."""

    title = serializers.CharField(source="congress.title")
    slug = serializers.CharField(source="congress.slug")
    fictional = serializers.BooleanField(source="congress.fictional")
    registration = serializers.ChoiceField(RegistrationFor.choices, source="congress.registration")
    open = serializers.BooleanField()
    over = serializers.BooleanField()
    opens = serializers.DateTimeField(source="congress.registration_opens", allow_null=True)
    closes = serializers.DateTimeField(source="congress.registration_closes", allow_null=True)
    capacity = serializers.IntegerField(source="congress.capacity", allow_null=True)
    places_left = serializers.IntegerField(allow_null=True)
    waiting = serializers.IntegerField(source="counts.waiting")
    workshops = RegistrationWorkshop(many=True)
    own = OwnRegistration(allow_null=True)


class EntranceRow(serializers.Serializer[Registration]):
    """Somebody on the list at the entrance."""

    id = serializers.IntegerField(source="pk")
    name = serializers.CharField()
    municipality = serializers.CharField()
    state = serializers.ChoiceField(RegistrationState.choices)
    code = serializers.SerializerMethodField()
    here = serializers.DateTimeField(allow_null=True)
    workshops = ChosenWorkshop(many=True, source="chosen")

    def get_code(self, registration: Registration) -> str:
        return shown_code(registration.code)


class RegistrationRow(EntranceRow):
    """The same for hosts, with address and needs."""

    email = serializers.CharField(required=False)
    needs = serializers.CharField(required=False)


class RegistrationCounts(serializers.Serializer[Any]):
    """How many are registered, wait, and have come."""

    registered = serializers.IntegerField()
    waiting = serializers.IntegerField()
    here = serializers.IntegerField()


class Ticked(serializers.Serializer[Any]):
    """A tick as it was taken; ``already`` when somebody else had ticked the person before, ``by`` whom and when."""

    counts = RegistrationCounts()
    here = serializers.DateTimeField(allow_null=True)
    already = serializers.BooleanField()
    by = serializers.CharField(allow_null=True)


class RegistrationList(serializers.Serializer[queries.Attendance]):
    """Who comes to a congress, by name."""

    slug = serializers.CharField(source="congress.slug")
    title = serializers.CharField(source="congress.title")
    fictional = serializers.BooleanField(source="congress.fictional")
    over = serializers.BooleanField()
    capacity = serializers.IntegerField(source="congress.capacity", allow_null=True)
    may_edit = serializers.BooleanField()
    counts = RegistrationCounts()
    items = serializers.SerializerMethodField()

    @extend_schema_field(RegistrationRow(many=True))
    def get_items(self, given: queries.Attendance) -> list[dict[str, Any]]:
        row = RegistrationRow() if given.may_edit else EntranceRow()
        return [row.to_representation(registration) for registration in given.items]
