"""Shapes of what is read: rows, the example page, a revision in curation."""

from typing import Any

from rest_framework import serializers

from api.practice.serializers import ExampleLink, ExampleParty, ExampleStep, WrittenContent
from forum.practice import enums
from forum.practice.topics import TOPIC_CHOICES

Out = serializers.Serializer[Any]


class PlaceOut(Out):
    """A municipality of an example, as it is named to readers."""

    ags = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    population = serializers.IntegerField(allow_null=True)
    fictional = serializers.BooleanField()
    role = serializers.ChoiceField(choices=enums.MunicipalityRole.choices)


class ExampleRow(Out):
    """One row of the list."""

    public_id = serializers.CharField()
    title = serializers.CharField()
    teaser = serializers.CharField()
    kind = serializers.ChoiceField(choices=enums.Kind.choices)
    practice_status = serializers.ChoiceField(choices=enums.PracticeStatus.choices)
    transfer_rating = serializers.ChoiceField(choices=enums.TransferRating.choices)
    conflict_topics = serializers.ListField(child=serializers.ChoiceField(choices=TOPIC_CHOICES))
    municipalities = PlaceOut(many=True)
    visibility = serializers.ChoiceField(choices=enums.Visibility.choices)
    verified_on = serializers.DateField()
    needs_update = serializers.BooleanField()
    demo = serializers.BooleanField()


class ExampleList(Out):
    """One page of examples."""

    items = ExampleRow(many=True)
    next = serializers.CharField(allow_null=True)


class FacetValue(Out):
    """A value of a facet and how many examples the list would hold with it."""

    code = serializers.CharField()
    count = serializers.IntegerField()


class FacetOut(Out):
    """One facet with its values in fixed order."""

    name = serializers.CharField()
    values = FacetValue(many=True)


class FacetList(Out):
    """All facets, counted for this reader and selection, and the size of the list."""

    total = serializers.IntegerField()
    facets = FacetOut(many=True)


class ExampleRef(Out):
    """Another example."""

    public_id = serializers.CharField()
    title = serializers.CharField()


class SourceThread(Out):
    """The thread that the example grew out of, for those who may read it."""

    title = serializers.CharField()
    url = serializers.CharField()


class ExampleText(Out):
    """The text of one revision as it is read; ``*_html`` is sanitised."""

    title = serializers.CharField()
    teaser = serializers.CharField()
    kind = serializers.ChoiceField(choices=enums.Kind.choices, allow_blank=True)
    municipalities = PlaceOut(many=True)
    scope = serializers.ChoiceField(choices=enums.Scope.choices, allow_blank=True)
    practice_status = serializers.ChoiceField(choices=enums.PracticeStatus.choices, allow_blank=True)
    start_month = serializers.CharField()
    end_month = serializers.CharField()
    conflict_topics = serializers.ListField(child=serializers.ChoiceField(choices=TOPIC_CHOICES))
    approaches = serializers.ListField(child=serializers.ChoiceField(choices=enums.Approach.choices))
    kms_components = serializers.ListField(child=serializers.ChoiceField(choices=enums.Component.choices))
    conflict_phase = serializers.ChoiceField(choices=enums.ConflictPhase.choices, allow_blank=True)
    parties = ExampleParty(many=True)
    context_html = serializers.CharField()
    goals_html = serializers.CharField()
    procedure = ExampleStep(many=True)
    results_html = serializers.CharField()
    results_expected = serializers.CharField()
    obstacles = serializers.ListField(child=serializers.CharField())
    dos = serializers.ListField(child=serializers.CharField())
    donts = serializers.ListField(child=serializers.CharField())
    evidence_level = serializers.ChoiceField(choices=enums.EvidenceLevel.choices, allow_blank=True)
    preconditions = serializers.ListField(child=serializers.CharField())
    minimal_version = serializers.CharField()
    not_transferable_if = serializers.CharField()
    transfer_rating = serializers.ChoiceField(choices=enums.TransferRating.choices, allow_blank=True)
    transfer_reason = serializers.CharField()
    cost_band = serializers.ChoiceField(choices=enums.CostBand.choices, allow_blank=True)
    staff_hours = serializers.IntegerField(allow_null=True)
    staff_role = serializers.CharField()
    funding = serializers.ListField(child=serializers.CharField())
    links = ExampleLink(many=True)
    contact_role = serializers.CharField()
    contact_mailbox = serializers.CharField()
    contact_person = serializers.CharField()
    offers = serializers.ListField(child=serializers.ChoiceField(choices=enums.Offer.choices))
    licence = serializers.ChoiceField(choices=enums.Licence.choices)
    visibility = serializers.ChoiceField(choices=enums.Visibility.choices)
    completeness = serializers.IntegerField()
    unanswered = serializers.ListField(child=serializers.CharField())


class Presented(Out):
    """Where the example was presented."""

    title = serializers.CharField()
    url = serializers.CharField()
    meta = serializers.CharField()


class ExampleDetail(Out):
    """An example's page; ``text`` is null while a moderator has suspended it."""

    public_id = serializers.CharField()
    demo = serializers.BooleanField()
    verified_on = serializers.DateField()
    review_due = serializers.DateField()
    needs_update = serializers.BooleanField()
    archived = serializers.BooleanField()
    suspended = serializers.BooleanField()
    text = ExampleText(allow_null=True)
    derived_from = ExampleRef(allow_null=True)
    related = ExampleRef(many=True)
    source_thread = SourceThread(allow_null=True)
    presented = Presented(many=True)
    revision_id = serializers.IntegerField(allow_null=True, help_text="for members: what moves act on")
    version = serializers.IntegerField(allow_null=True)
    may = serializers.ListField(child=serializers.ChoiceField(choices=enums.Verb.choices))


class ExampleExport(WrittenContent):
    """The public text to print, keep or pass on."""

    public_id = serializers.CharField()
    url = serializers.CharField()
    attribution = serializers.CharField()
    demo = serializers.BooleanField()
    verified_on = serializers.DateField()
    municipality_names = serializers.ListField(child=serializers.CharField())
    transfer_rating = serializers.ChoiceField(choices=enums.TransferRating.choices)
    transfer_reason = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        found: dict[str, Any] = super().get_fields()
        for name in ("contact_person", "contact_person_consent", "derived_from", "related"):
            found.pop(name)
        return found


class Note(Out):
    """A remark and its answer (empty while open)."""

    id = serializers.IntegerField()
    field = serializers.CharField()
    text = serializers.CharField()
    author = serializers.CharField()
    created = serializers.DateTimeField()
    answer = serializers.CharField()


class ReleaseOut(Out):
    """A release of the present round."""

    municipality = serializers.CharField()
    function = serializers.CharField()
    released_on = serializers.DateField()


class Difference(Out):
    """A field that differs from the live text, as lines."""

    field = serializers.CharField()
    before = serializers.ListField(child=serializers.CharField())
    after = serializers.ListField(child=serializers.CharField())


class RevisionRow(Out):
    """A revision in a queue or a list of one's own."""

    id = serializers.IntegerField()
    public_id = serializers.CharField()
    number = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=enums.Kind.choices, allow_blank=True)
    state = serializers.ChoiceField(choices=enums.State.choices)
    state_since = serializers.DateTimeField()
    edited = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)
    overdue = serializers.BooleanField()
    author = serializers.CharField()
    claimant = serializers.CharField()
    mine = serializers.BooleanField(help_text="claimed by the caller")
    municipalities = PlaceOut(many=True)
    demo = serializers.BooleanField()


class RevisionDetail(RevisionRow):
    """A revision in curation for those who take part in it."""

    version = serializers.IntegerField()
    content = WrittenContent()
    text = ExampleText()
    transfer_rating = serializers.ChoiceField(choices=enums.TransferRating.choices, allow_blank=True)
    transfer_reason = serializers.CharField()
    missing_to_submit = serializers.ListField(child=serializers.CharField())
    missing_to_publish = serializers.ListField(child=serializers.CharField())
    notes = Note(many=True)
    releases = ReleaseOut(many=True)
    releases_missing = serializers.ListField(child=serializers.CharField())
    differences = Difference(many=True)
    has_live_text = serializers.BooleanField()
    publish_at = serializers.DateTimeField(allow_null=True)
    reject_reason = serializers.ChoiceField(choices=enums.RejectReason.choices, allow_blank=True)
    reject_text = serializers.CharField()
    appeal_text = serializers.CharField()
    may = serializers.ListField(child=serializers.ChoiceField(choices=enums.Verb.choices))
    may_edit = serializers.BooleanField()
    may_note = serializers.BooleanField()
    may_answer = serializers.BooleanField()


class SavedDraft(Out):
    """What autosave answers: the version to send next, and what is still missing."""

    version = serializers.IntegerField()
    edited = serializers.DateTimeField()
    visibility = serializers.ChoiceField(choices=enums.Visibility.choices)
    missing_to_submit = serializers.ListField(child=serializers.CharField())
    missing_to_publish = serializers.ListField(child=serializers.CharField())
    completeness = serializers.IntegerField()


class StartedDraft(Out):
    """Where to write on."""

    id = serializers.IntegerField()
    public_id = serializers.CharField()


class StateCount(Out):
    """How many revisions wait in a state."""

    state = serializers.ChoiceField(choices=enums.State.choices)
    count = serializers.IntegerField()


class Desk(Out):
    """The curators' queue."""

    states = StateCount(many=True)
    items = RevisionRow(many=True)
    next = serializers.CharField(allow_null=True)


class MyExamples(Out):
    """What the caller writes, and what waits for the release of their municipality."""

    may_start = serializers.BooleanField()
    to_release = RevisionRow(many=True)
    written = RevisionRow(many=True)
