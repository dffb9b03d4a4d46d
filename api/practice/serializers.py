"""Shapes of a revision's content and of what is asked for in curation."""

from typing import Any

from rest_framework import serializers

from api.shapes import Shape, StrictCharField, StrictIntegerField
from forum.practice import enums, fields
from forum.practice.fields import BY_NAME
from forum.practice.topics import TOPIC_CHOICES

MOVES = [
    (verb.value, verb.value)
    for verb in enums.Verb
    if verb not in {enums.Verb.START, enums.Verb.GO_LIVE, enums.Verb.SUPERSEDE, enums.Verb.REVISE}
]


def _text(name: str, **options: Any) -> StrictCharField:
    return StrictCharField(max_length=BY_NAME[name].limit, allow_blank=True, **options)


def _choice(name: str) -> serializers.ChoiceField:
    options = BY_NAME[name].options
    return serializers.ChoiceField(choices=options.choices if options else [], allow_blank=True)


def _codes(name: str) -> serializers.ListField:
    options = BY_NAME[name].options
    choices = options.choices if options else TOPIC_CHOICES
    return serializers.ListField(child=serializers.ChoiceField(choices=choices), max_length=BY_NAME[name].limit)


def _lines(name: str) -> serializers.ListField:
    return serializers.ListField(
        child=StrictCharField(max_length=fields.LINE_LENGTH, allow_blank=True), max_length=BY_NAME[name].limit
    )


class ExampleStep(Shape):
    """One step of the procedure."""

    title = StrictCharField(max_length=fields.STEP_TITLE, allow_blank=True)
    text = StrictCharField(max_length=fields.STEP_TEXT, allow_blank=True)
    duration = StrictCharField(max_length=fields.STEP_DURATION, allow_blank=True)


class ExampleParty(Shape):
    """A group and its part, from fixed lists."""

    type = serializers.ChoiceField(choices=enums.PartyType.choices)
    role = serializers.ChoiceField(choices=enums.PartyRole.choices)


class ExampleLink(Shape):
    """Material elsewhere."""

    title = StrictCharField(max_length=fields.LINK_TITLE)
    url = StrictCharField(max_length=fields.LINK_URL)
    author = StrictCharField(max_length=120, allow_blank=True)
    licence = StrictCharField(max_length=60, allow_blank=True)
    accessible = serializers.BooleanField()


class ExamplePlace(Shape):
    """A municipality and its role in the example."""

    ags = StrictCharField(max_length=8)
    role = serializers.ChoiceField(choices=enums.MunicipalityRole.choices)


class WrittenContent(Shape):
    """What authors write; months are ``YYYY-MM``."""

    title = _text("title")
    teaser = _text("teaser")
    kind = _choice("kind")
    municipalities = ExamplePlace(many=True)
    scope = _choice("scope")
    practice_status = _choice("practice_status")
    start_month = StrictCharField(max_length=7, allow_blank=True)
    end_month = StrictCharField(max_length=7, allow_blank=True)
    conflict_topics = _codes("conflict_topics")
    approaches = _codes("approaches")
    kms_components = _codes("kms_components")
    conflict_phase = _choice("conflict_phase")
    parties = ExampleParty(many=True)
    context = _text("context")  # type: ignore[assignment]  # the metaclass takes declared fields off the class
    goals = _text("goals")
    procedure = ExampleStep(many=True)
    results = _text("results")
    results_expected = StrictCharField(max_length=7, allow_blank=True)
    obstacles = _lines("obstacles")
    dos = _lines("dos")
    donts = _lines("donts")
    evidence_level = _choice("evidence_level")
    preconditions = _lines("preconditions")
    minimal_version = _text("minimal_version")
    not_transferable_if = _text("not_transferable_if")
    cost_band = _choice("cost_band")
    staff_hours = StrictIntegerField(min_value=0, max_value=BY_NAME["staff_hours"].limit, allow_null=True)
    staff_role = _text("staff_role")
    funding = _lines("funding")
    links = ExampleLink(many=True)
    contact_role = _text("contact_role")
    contact_mailbox = _text("contact_mailbox")
    contact_person = _text("contact_person")
    contact_person_consent = serializers.BooleanField()
    offers = _codes("offers")
    derived_from = StrictCharField(max_length=14, allow_blank=True)
    related = serializers.ListField(child=StrictCharField(max_length=14), max_length=BY_NAME["related"].limit)
    licence = serializers.ChoiceField(choices=enums.Licence.choices)
    visibility = serializers.ChoiceField(choices=enums.Visibility.choices)


class ContentChanges(WrittenContent):
    """Some of the fields: those that changed."""

    def get_fields(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_fields()
        for field in found.values():
            field.required = False
        return found


class NewExample(Shape):
    """A first draft, empty or with some content."""

    content = ContentChanges(required=False)
    source_thread = StrictIntegerField(min_value=1, required=False)


class DraftChanges(Shape):
    """Autosave: changes against the version that the page has."""

    version = StrictIntegerField(min_value=1)
    changes = ContentChanges()


class MoveRequest(Shape):
    """One move of the transition table, against the version that the page has."""

    verb = serializers.ChoiceField(choices=MOVES)
    version = StrictIntegerField(min_value=1)
    reason = serializers.ChoiceField(choices=enums.RejectReason.choices, required=False)
    text = StrictCharField(max_length=2000, required=False, allow_blank=True)
    function = StrictCharField(max_length=120, required=False, allow_blank=True)
    anonymisation = serializers.ListField(
        child=serializers.ChoiceField(choices=enums.AnonymisationCheck.choices), required=False, max_length=10
    )
    links_checked = serializers.BooleanField(required=False)
    publish_at = serializers.DateTimeField(required=False)


class NewNote(Shape):
    """A remark at a field."""

    field = serializers.ChoiceField(choices=[(name, name) for name in fields.NOTE_FIELDS])
    text = StrictCharField(max_length=1000)


class NoteAnswer(Shape):
    """What the author says to it."""

    answer = StrictCharField(max_length=1000)


class TransferJudgement(Shape):
    """The curator's judgement with its reason."""

    version = StrictIntegerField(min_value=1)
    rating = serializers.ChoiceField(choices=enums.TransferRating.choices, allow_blank=True)
    reason = StrictCharField(max_length=500, allow_blank=True)
