"""Shapes of congresses and their programme."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from forum.congress import queries
from forum.congress.enums import (
    CaptionLanguage,
    CongressStatus,
    FileKind,
    LiveState,
    RegistrationFor,
    SessionKind,
    SpeakerRole,
)
from forum.congress.models import Congress, CongressFile, LiveSession, Session


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
    topic = serializers.CharField()


class SpeakerRow(serializers.Serializer[Any]):
    """A speaker; ``topic`` where no point of the programme says what they speak about."""

    name = serializers.CharField()
    function = serializers.CharField()
    topic = serializers.CharField()


class LiveMark(serializers.Serializer[LiveSession]):
    """That a point of the programme has a live session. The join code is not told here."""

    id = serializers.CharField(source="pk")
    state = serializers.ChoiceField(LiveState.choices)
    documented = serializers.SerializerMethodField()

    def get_documented(self, live: LiveSession) -> bool:
        return queries.is_documented(live)


class PresentedExample(serializers.Serializer[Any]):
    """A practice example presented in a point of the programme."""

    id = serializers.CharField(source="example.public_id")
    title = serializers.CharField()


class CaptionsRow(serializers.Serializer[Any]):
    """Captions of a film in one language."""

    language = serializers.ChoiceField(CaptionLanguage.choices)
    url = serializers.CharField()


class FileRow(serializers.Serializer[CongressFile]):
    """A file of a congress; ``session`` where it belongs to a point of the programme."""

    id = serializers.IntegerField(source="pk")
    session = serializers.CharField(source="session_id", allow_null=True)
    kind = serializers.ChoiceField(FileKind.choices)
    title = serializers.CharField()
    alt = serializers.CharField()
    transcript = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    published = serializers.BooleanField()
    url = serializers.SerializerMethodField()
    captions = serializers.SerializerMethodField()
    poster_url = serializers.SerializerMethodField()
    small_url = serializers.SerializerMethodField(help_text="a small form of a large picture")
    width = serializers.IntegerField(allow_null=True, help_text="of a picture, in pixels")
    height = serializers.IntegerField(allow_null=True)

    def get_url(self, file: CongressFile) -> str:
        return f"{self._base(file)}/{file.name}"

    @extend_schema_field(CaptionsRow(many=True))
    def get_captions(self, file: CongressFile) -> list[dict[str, str]]:
        # With the stored name new captions have a new address: no old ones come from a cache.
        return [
            {"language": language, "url": f"{self._base(file)}/captions-{language}.vtt?v={stored[:8]}"}
            for language, stored in file.all_captions.items()
        ]

    def get_small_url(self, file: CongressFile) -> str | None:
        return f"{self._base(file)}/small.webp" if file.small else None

    def get_poster_url(self, file: CongressFile) -> str | None:
        return f"{self._base(file)}/poster?v={file.poster[:8]}" if file.poster else None

    def _base(self, file: CongressFile) -> str:
        return f"/api/v1/congresses/{self.context['slug']}/files/{file.pk}"


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
    capacity = serializers.IntegerField(allow_null=True)
    examples = serializers.SerializerMethodField()

    @extend_schema_field(PresentedExample(many=True))
    def get_examples(self, session: Session) -> Any:
        return PresentedExample(self.context["presented"].get(session.pk, []), many=True).data


class CongressDetail(CongressRow):
    """A congress with programme, speakers and documentation.

    ``may_run`` for its moderators and hosts, ``may_edit`` for its hosts; ``status`` is ``draft`` only for them.
    """

    status = serializers.ChoiceField(CongressStatus.choices)
    documentation_html = serializers.CharField()
    speakers = SpeakerRow(many=True, source="speakers.all")
    sessions = ProgrammeSession(many=True, source="sessions.all")
    files = serializers.SerializerMethodField()
    may_run = serializers.SerializerMethodField()
    may_edit = serializers.SerializerMethodField()
    registration = serializers.ChoiceField(RegistrationFor.choices)

    @extend_schema_field(FileRow(many=True))
    def get_files(self, congress: Congress) -> Any:
        return FileRow(self.context["files"], many=True, context={"slug": congress.slug}).data

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
