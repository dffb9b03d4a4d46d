"""States, verbs and vocabularies of practice examples. Codes are stable; the pages translate them."""

from django.db import models


class State(models.TextChoices):
    """Where one revision stands in curation."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    RELEASE_PENDING = "release_pending"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


OPEN_STATES = (
    State.DRAFT,
    State.SUBMITTED,
    State.IN_REVIEW,
    State.CHANGES_REQUESTED,
    State.RELEASE_PENDING,
    State.APPROVED,
    State.SCHEDULED,
)
"""A revision that is still on its way; an example has at most one."""

EDITABLE_STATES = (State.DRAFT, State.CHANGES_REQUESTED)
"""The text is frozen in every other state."""


class Verb(models.TextChoices):
    """What may be done to a revision; each row of the transition table has one."""

    START = "start"
    SUBMIT = "submit"
    RECALL = "recall"
    CLAIM = "claim"
    REQUEST_CHANGES = "request_changes"
    REQUEST_RELEASE = "request_release"
    RELEASE = "release"
    DECLINE_RELEASE = "decline_release"
    PUBLISH = "publish"
    SCHEDULE = "schedule"
    GO_LIVE = "go_live"
    SUPERSEDE = "supersede"
    REJECT = "reject"
    APPEAL = "appeal"
    WITHDRAW = "withdraw"
    REVISE = "revise"
    SUGGEST_UPDATE = "suggest_update"
    FLAG_UPDATE = "flag_update"
    CONFIRM = "confirm"
    ARCHIVE = "archive"
    SUSPEND = "suspend"
    RESTORE = "restore"
    CLOSE = "close"


class RejectReason(models.TextChoices):
    """Why the editors do not take an example; shown to its author with the curator's words."""

    OUT_OF_SCOPE = "out_of_scope"
    NOT_PRACTICE = "not_practice"  # a plan, an advertisement, an opinion
    DUPLICATE = "duplicate"
    NOT_ANONYMOUS = "not_anonymous"
    TOO_THIN = "too_thin"
    RIGHTS_UNCLEAR = "rights_unclear"


class AnonymisationCheck(models.TextChoices):
    """The list that two curators tick independently before anything is published."""

    NO_NAMES = "no_names"
    NO_ORIGIN = "no_origin"  # no nationality, religion or origin of persons
    NO_ADDRESSES = "no_addresses"  # no street, house or facility that leads to persons
    NO_RARE_CASE = "no_rare_case"  # nobody is recognisable by an unusual combination
    NO_FILE_NUMBERS = "no_file_numbers"
    PICTURES_CLEARED = "pictures_cleared"


class MunicipalityRole(models.TextChoices):
    """A lead municipality releases the example; a partner took part."""

    LEAD = "lead"
    PARTNER = "partner"


class Kind(models.TextChoices):
    """What sort of practice it is; a lesson case did not work and ranks equal."""

    CONFLICT_CASE = "conflict_case"
    MEASURE = "measure"
    STRUCTURE = "structure"
    FORMAT = "format"
    TOOL = "tool"
    LESSON_CASE = "lesson_case"


class Scope(models.TextChoices):
    """The space it happened in."""

    BUILDING = "building"
    QUARTER = "quarter"
    TOWN_DISTRICT = "town_district"
    MUNICIPALITY = "municipality"
    COUNTY = "county"
    INTERMUNICIPAL = "intermunicipal"


class PracticeStatus(models.TextChoices):
    """How far it is. Plans are not publishable, so there is no such value."""

    PILOT = "pilot"
    RUNNING = "running"
    FINISHED = "finished"
    INSTITUTIONALISED = "institutionalised"
    STOPPED = "stopped"


class Approach(models.TextChoices):
    """The way of working."""

    PREVENTION = "prevention"
    EARLY_WARNING = "early_warning"
    MEDIATION = "mediation"
    FACILITATED_DIALOGUE = "facilitated_dialogue"
    CONFLICT_CONSULTING = "conflict_consulting"
    PARTICIPATION = "participation"
    TRAINING = "training"
    BUILDING_STRUCTURES = "building_structures"
    CRISIS_MANAGEMENT = "crisis_management"


class Component(models.TextChoices):
    """Building blocks of a municipal conflict management system."""

    CONTACT_OFFICE = "contact_office"
    STEERING_GROUP = "steering_group"
    CONFLICT_GUIDES = "conflict_guides"
    COUNCIL_DECISION = "council_decision"
    PROCEDURE = "procedure"
    CRISIS_PLAN = "crisis_plan"
    TRAINING = "training"
    EVALUATION = "evaluation"


class ConflictPhase(models.TextChoices):
    """The phase the conflict was in when work began."""

    LATENT = "latent"
    VISIBLE = "visible"
    ESCALATED = "escalated"
    SETTLED = "settled"
    RECURRING = "recurring"


class PartyType(models.TextChoices):
    """Groups that take part. A fixed list: no names and no nationality can be typed."""

    RESIDENTS = "residents"
    REFUGEES = "refugees"
    YOUNG_PEOPLE = "young_people"
    FAMILIES = "families"
    TENANTS = "tenants"
    LANDLORDS = "landlords"
    TRADERS = "traders"
    CLUBS = "clubs"
    RELIGIOUS_COMMUNITIES = "religious_communities"
    MIGRANT_ORGANISATIONS = "migrant_organisations"
    VOLUNTEERS = "volunteers"
    SCHOOLS = "schools"
    SOCIAL_SERVICES = "social_services"
    POLICE = "police"
    ADMINISTRATION = "administration"
    POLITICS = "politics"
    MEDIA = "media"


class PartyRole(models.TextChoices):
    """The part that a group played."""

    AFFECTED = "affected"
    COMPLAINING = "complaining"
    MEDIATING = "mediating"
    DECIDING = "deciding"
    SUPPORTING = "supporting"


class EvidenceLevel(models.TextChoices):
    """What the stated results rest on."""

    EXPERIENCE = "experience"
    INTERNAL_EVALUATION = "internal_evaluation"
    EXTERNAL_EVALUATION = "external_evaluation"
    SCIENTIFIC_MONITORING = "scientific_monitoring"


class TransferRating(models.TextChoices):
    """How far another municipality can take it over; the curator's judgement."""

    DIRECT = "direct"
    WITH_ADAPTATION = "with_adaptation"
    INSPIRATION = "inspiration"


class CostBand(models.TextChoices):
    """Costs in thousand euro."""

    NONE = "none"
    UNDER_1 = "under_1"
    FROM_1_TO_5 = "1_to_5"
    FROM_5_TO_20 = "5_to_20"
    FROM_20_TO_50 = "20_to_50"
    OVER_50 = "over_50"
    UNKNOWN = "unknown"


class Offer(models.TextChoices):
    """What the municipality is ready to do for others."""

    ANSWERS_QUESTIONS = "answers_questions"
    SHARES_TEMPLATES = "shares_templates"
    RECEIVES_VISITS = "receives_visits"
    GIVES_TALKS = "gives_talks"


class Licence(models.TextChoices):
    """Under which others may use the text."""

    CC_BY = "cc_by_4"
    CC_BY_SA = "cc_by_sa_4"
    CC0 = "cc0"


class Visibility(models.TextChoices):
    """Everybody, or signed-in members only."""

    PUBLIC = "public"
    NETWORK = "network"


class Facet(models.TextChoices):
    """Multi-valued vocabularies of a revision, stored as terms."""

    TOPIC = "topic"
    APPROACH = "approach"
    COMPONENT = "component"
    OFFER = "offer"
