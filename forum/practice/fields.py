"""Every field of a revision that people write, with its form, need and limits: the one list that input checks,
completeness, differences, copies and exports go by.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from django.db.models import TextChoices

from forum.practice import enums


class Need(Enum):
    """When a field must be there."""

    SUBMIT = "submit"
    PUBLISH = "publish"
    OPTIONAL = "optional"


class Form(Enum):
    """The shape of a field's value."""

    TEXT = "text"
    RICH = "rich"
    CHOICE = "choice"
    TERMS = "terms"
    MONTH = "month"
    LINES = "lines"
    STEPS = "steps"
    PARTIES = "parties"
    LINKS = "links"
    NUMBER = "number"
    FLAG = "flag"
    MAIL = "mail"
    MUNICIPALITIES = "municipalities"
    EXAMPLE = "example"
    EXAMPLES = "examples"


@dataclass(frozen=True)
class Field:
    """``limit`` counts characters of a text, entries of a list, or the highest number."""

    name: str
    form: Form
    need: Need = Need.OPTIONAL
    limit: int = 0
    options: type[TextChoices] | None = None
    facet: enums.Facet | None = None
    conflict_only: bool = False
    by_curator: bool = False


LINE_LENGTH: Final = 300
STEP_TITLE: Final = 120
STEP_TEXT: Final = 500
STEP_DURATION: Final = 40
LINK_TITLE: Final = 150
LINK_URL: Final = 500

_S, _P = Need.SUBMIT, Need.PUBLISH
FIELDS: Final[tuple[Field, ...]] = (
    Field("title", Form.TEXT, _S, 120),
    Field("teaser", Form.TEXT, _S, 280),
    Field("kind", Form.CHOICE, _S, options=enums.Kind),
    Field("municipalities", Form.MUNICIPALITIES, _S, 20),
    Field("scope", Form.CHOICE, _S, options=enums.Scope),
    Field("practice_status", Form.CHOICE, _S, options=enums.PracticeStatus),
    Field("start_month", Form.MONTH, _S),
    Field("end_month", Form.MONTH),
    Field("conflict_topics", Form.TERMS, _S, 8, facet=enums.Facet.TOPIC),
    Field("approaches", Form.TERMS, _S, 9, options=enums.Approach, facet=enums.Facet.APPROACH),
    Field("kms_components", Form.TERMS, limit=8, options=enums.Component, facet=enums.Facet.COMPONENT),
    Field("conflict_phase", Form.CHOICE, _P, options=enums.ConflictPhase, conflict_only=True),
    Field("parties", Form.PARTIES, _P, 12, conflict_only=True),
    Field("context", Form.RICH, _S, 1500),
    Field("goals", Form.RICH, _P, 800),
    Field("procedure", Form.STEPS, _P, 15),
    Field("results", Form.RICH, _P, 1500),
    Field("results_expected", Form.MONTH),
    Field("obstacles", Form.LINES, _P, 12),
    Field("dos", Form.LINES, _P, 12),
    Field("donts", Form.LINES, limit=12),
    Field("evidence_level", Form.CHOICE, _P, options=enums.EvidenceLevel),
    Field("preconditions", Form.LINES, _P, 12),
    Field("minimal_version", Form.TEXT, limit=500),
    Field("not_transferable_if", Form.TEXT, limit=500),
    Field("transfer_rating", Form.CHOICE, _P, options=enums.TransferRating, by_curator=True),
    Field("transfer_reason", Form.TEXT, _P, 500, by_curator=True),
    Field("cost_band", Form.CHOICE, _P, options=enums.CostBand),
    Field("staff_hours", Form.NUMBER, _P, 2000),
    Field("staff_role", Form.TEXT, _P, 120),
    Field("funding", Form.LINES, limit=8),
    Field("links", Form.LINKS, limit=12),
    Field("contact_role", Form.TEXT, _S, 120),
    Field("contact_mailbox", Form.MAIL, _S, 254),
    Field("contact_person", Form.TEXT, limit=100),
    Field("contact_person_consent", Form.FLAG),
    Field("offers", Form.TERMS, limit=4, options=enums.Offer, facet=enums.Facet.OFFER),
    Field("derived_from", Form.EXAMPLE),
    Field("related", Form.EXAMPLES, limit=6),
    Field("licence", Form.CHOICE, _S, options=enums.Licence),
    Field("visibility", Form.CHOICE, _S, options=enums.Visibility),
)
BY_NAME: Final = {field.name: field for field in FIELDS}
NOTE_FIELDS: Final = (*BY_NAME, "release")
"""Where a review note may be anchored; ``release`` carries a municipality's reason for not releasing."""
