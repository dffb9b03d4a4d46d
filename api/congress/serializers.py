"""Shapes of congresses and their programme."""

from typing import Any

from rest_framework import serializers

from forum.congress import queries
from forum.congress.enums import CongressStatus, LiveState, RegistrationFor, SessionKind, SpeakerRole
from forum.congress.models import Congress


class CongressRow(serializers.Serializer[Congress]):
    """A congress in a list."""

    slug = serializers.CharField()
    title = serializers.CharField()
    subtitle = serializers.CharField()
    starts = serializers.DateField()
    ends = serializers.DateField()
    place = serializers.CharField()
    host = serializers.CharField()
    summary = serializers.CharField()
    fictional = serializers.BooleanField()
    phase = serializers.SerializerMethodField()
    live_now = serializers.BooleanField()
    documented = serializers.SerializerMethodField()

    def get_phase(self, congress: Congress) -> queries.Phase:
        return queries.phase(congress)

    def get_documented(self, congress: Congress) -> bool:
        return bool(congress.documentation_html)


class Congresses(serializers.Serializer[Any]):
    """All congresses, latest first; ``drafts`` are those that the caller hosts and that nobody else sees."""

    items = CongressRow(many=True)
    drafts = CongressRow(many=True)
    may_create = serializers.BooleanField()


class Part(serializers.Serializer[Any]):
    """Somebody's part in a point of the programme."""

    name = serializers.CharField(source="speaker.name")
    function = serializers.CharField(source="speaker.function")
    role = serializers.ChoiceField(SpeakerRole.choices)


class SpeakerRow(serializers.Serializer[Any]):
    """A speaker; ``topic`` where no point of the programme says what they speak about."""

    name = serializers.CharField()
    function = serializers.CharField()
    topic = serializers.CharField()


class LiveMark(serializers.Serializer[Any]):
    """That a point of the programme has a live session. The join code is not told here."""

    id = serializers.CharField(source="pk")
    state = serializers.ChoiceField(LiveState.choices)


class ProgrammeSession(serializers.Serializer[Any]):
    """A point of the programme; without ``room`` for everybody."""

    id = serializers.CharField(source="pk")
    title = serializers.CharField()
    abstract_html = serializers.CharField()
    kind = serializers.ChoiceField(SessionKind.choices)
    starts = serializers.DateTimeField()
    ends = serializers.DateTimeField()
    room = serializers.CharField(source="room.name", allow_null=True, default=None)
    parts = Part(many=True, source="speaking.all")
    live = LiveMark(allow_null=True, default=None)


class CongressDetail(CongressRow):
    """A congress with programme, speakers and documentation.

    ``may_run`` for its moderators and hosts, ``may_edit`` for its hosts; ``status`` is ``draft`` only for them.
    """

    status = serializers.ChoiceField(CongressStatus.choices)
    documentation_html = serializers.CharField()
    speakers = SpeakerRow(many=True, source="speakers.all")
    sessions = ProgrammeSession(many=True, source="sessions.all")
    may_run = serializers.SerializerMethodField()
    may_edit = serializers.SerializerMethodField()
    registration = serializers.ChoiceField(RegistrationFor.choices)

    def get_may_edit(self, congress: Congress) -> bool:
        return queries.may_host(self.context["reader"], congress)

    def get_may_run(self, congress: Congress) -> bool:
        return queries.may_run_congress(self.context["reader"], congress)


class OpenLive(serializers.Serializer[Any]):
    """A live session that is open now."""

    id = serializers.CharField(source="pk")
    title = serializers.CharField(source="programme.title")
    room = serializers.CharField(source="programme.room.name", allow_null=True, default=None)
    ends = serializers.DateTimeField(source="programme.ends")


class NextCongress(serializers.Serializer[Any]):
    """The congress that runs or comes next (``null`` when none is planned), with its open live sessions."""

    congress = CongressRow(allow_null=True)
    live = OpenLive(many=True)
