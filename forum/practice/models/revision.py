"""One revision of an example: its text and where it stands in curation."""

from django.conf import settings
from django.db import models

from forum.municipalities.models import Municipality
from forum.practice import enums
from forum.practice.models.example import PracticeExample
from forum.threads.models import Thread


class Revision(models.Model):
    """All fields of one version of an example. ``state`` is changed by ``actions.move`` alone.

    ``version`` grows with each edit and each move, so that two tabs or two people never overwrite each other.
    """

    example = models.ForeignKey(PracticeExample, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, choices=enums.State.choices, default=enums.State.DRAFT)
    state_since = models.DateTimeField()
    created = models.DateTimeField(auto_now_add=True)
    edited = models.DateTimeField()
    last_verb = models.CharField(max_length=20, blank=True)
    last_actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="practice_revisions")
    author_municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    co_authors = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", blank=True)
    claimant = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    rejected_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    publish_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    anonymised_at = models.DateTimeField(null=True)
    anonymised_again_at = models.DateTimeField(null=True)
    release_round = models.PositiveSmallIntegerField(default=0)
    reject_reason = models.CharField(max_length=20, blank=True, choices=enums.RejectReason.choices)
    reject_text = models.TextField(max_length=2000, blank=True)
    appeal_text = models.TextField(max_length=2000, blank=True)

    title = models.CharField(max_length=120, blank=True)
    teaser = models.CharField(max_length=280, blank=True)
    kind = models.CharField(max_length=20, blank=True, choices=enums.Kind.choices)
    scope = models.CharField(max_length=20, blank=True, choices=enums.Scope.choices)
    practice_status = models.CharField(max_length=20, blank=True, choices=enums.PracticeStatus.choices)
    start_month = models.CharField(max_length=7, blank=True)
    end_month = models.CharField(max_length=7, blank=True)
    conflict_phase = models.CharField(max_length=20, blank=True, choices=enums.ConflictPhase.choices)
    parties = models.JSONField(default=list, blank=True)
    context = models.TextField(max_length=1500, blank=True)
    context_html = models.TextField(blank=True)
    goals = models.TextField(max_length=800, blank=True)
    goals_html = models.TextField(blank=True)
    procedure = models.JSONField(default=list, blank=True)
    results = models.TextField(max_length=1500, blank=True)
    results_html = models.TextField(blank=True)
    render_version = models.PositiveSmallIntegerField(default=0)
    results_expected = models.CharField(max_length=7, blank=True)
    obstacles = models.JSONField(default=list, blank=True)
    dos = models.JSONField(default=list, blank=True)
    donts = models.JSONField(default=list, blank=True)
    evidence_level = models.CharField(max_length=25, blank=True, choices=enums.EvidenceLevel.choices)
    preconditions = models.JSONField(default=list, blank=True)
    minimal_version = models.CharField(max_length=500, blank=True)
    not_transferable_if = models.CharField(max_length=500, blank=True)
    transfer_rating = models.CharField(max_length=20, blank=True, choices=enums.TransferRating.choices)
    transfer_reason = models.CharField(max_length=500, blank=True)
    cost_band = models.CharField(max_length=10, blank=True, choices=enums.CostBand.choices)
    staff_hours = models.PositiveSmallIntegerField(null=True)
    staff_role = models.CharField(max_length=120, blank=True)
    funding = models.JSONField(default=list, blank=True)
    links = models.JSONField(default=list, blank=True)
    contact_role = models.CharField(max_length=120, blank=True)
    contact_mailbox = models.EmailField(max_length=254, blank=True)
    contact_person = models.CharField(max_length=100, blank=True)
    contact_person_consent = models.BooleanField(default=False)
    source_thread = models.ForeignKey(Thread, models.SET_NULL, null=True, related_name="+")
    derived_from = models.ForeignKey(PracticeExample, models.SET_NULL, null=True, related_name="+")
    related = models.ManyToManyField(PracticeExample, related_name="+", blank=True)
    licence = models.CharField(max_length=15, choices=enums.Licence.choices, default=enums.Licence.CC_BY)
    visibility = models.CharField(max_length=10, choices=enums.Visibility.choices, default=enums.Visibility.PUBLIC)
    search_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["example", "number"], name="one_revision_per_number"),
            models.UniqueConstraint(
                fields=["example"], condition=models.Q(state=enums.State.PUBLISHED), name="one_published_revision"
            ),
            models.UniqueConstraint(
                fields=["example"], condition=models.Q(state__in=enums.OPEN_STATES), name="one_open_revision"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at", "-id"]),
            models.Index(fields=["state", "due_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.example_id}.{self.number} {self.state}"


class RevisionMunicipality(models.Model):
    """A municipality that the revision is about."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="participations")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="practice_participations")
    role = models.CharField(max_length=10, choices=enums.MunicipalityRole.choices)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "municipality"], name="one_part_per_municipality"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.municipality_id} {self.role}"


class RevisionTerm(models.Model):
    """One value of a multi-valued vocabulary (topic, approach, component, offer)."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="terms")
    facet = models.CharField(max_length=10, choices=enums.Facet.choices)
    code = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "facet", "code"], name="one_term_per_code")]
        indexes = [models.Index(fields=["facet", "code"])]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.facet} {self.code}"
