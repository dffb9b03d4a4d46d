"""Practice examples for tests, brought to any state by the moves that people make."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.core.clock import now
from forum.municipalities.models import Municipality
from forum.practice import actions
from forum.practice.actions import Given
from forum.practice.enums import AnonymisationCheck, State, Verb
from forum.practice.models import PracticeExample, Revision
from tests.factories.accounts import make_user
from tests.factories.municipalities import make_affiliation, make_municipality

TICKED = frozenset(AnonymisationCheck.values)
SHORT: dict[str, Any] = {
    "title": "Eine Anlaufstelle im Stadtteil",
    "teaser": "Beschwerden an einem Ort, bevor sie Verfahren werden.",
    "kind": "structure",
    "scope": "quarter",
    "practice_status": "running",
    "start_month": "2024-05",
    "conflict_topics": ["housing.neighbours"],
    "approaches": ["mediation"],
    "context": "Beschwerden kamen an **fünf** Stellen an.",
    "contact_role": "Fachstelle Zusammenleben",
    "contact_mailbox": "zusammenleben@musterstadt.example",
}
FULL: dict[str, Any] = {
    **SHORT,
    "goals": "Ein Ort, an dem jemand zuhört.",
    "procedure": [{"title": "Karte", "text": "Beschwerden eines Jahres", "duration": "2 Wochen"}],
    "results": "Weniger Doppelarbeit.",
    "obstacles": ["Zuständigkeiten"],
    "dos": ["Klein anfangen"],
    "evidence_level": "experience",
    "preconditions": ["Ein Raum"],
    "cost_band": "1_to_5",
    "staff_hours": 16,
    "staff_role": "Sachbearbeitung",
}


@dataclass
class Cast:
    """Everybody who has a part in the curation of one example."""

    place: Municipality
    author: User
    lead: User
    curator: User
    second: User
    moderator: User
    moderator2: User


def make_cast(**place_fields: Any) -> Cast:
    """An author and an Ansprechperson of one municipality; independent curators and moderators."""
    place = make_municipality(**place_fields)
    author, lead = make_user(name="Autorin"), make_user(name="Ansprechperson")
    make_affiliation(author, place)
    make_affiliation(lead, place, lead=True)
    return Cast(
        place,
        author,
        lead,
        make_user(Role.CURATOR, name="Erste Redaktion"),
        make_user(Role.CURATOR, name="Zweite Redaktion"),
        make_user(Role.MODERATOR),
        make_user(Role.MODERATOR),
    )


def make_draft(cast: Cast, **content: Any) -> Revision:
    """A draft with everything needed for publication, unless ``content`` says otherwise."""
    return actions.start_example(actor=cast.author, content={**FULL, **content})


def make_revision(cast: Cast, state: State, **content: Any) -> Revision:
    """A revision in the given state, moved there step by step."""
    return bring(cast, make_draft(cast, **content), state)


def bring(cast: Cast, revision: Revision, state: State) -> Revision:
    """Move a draft on to the given state."""
    for actor, verb, given in _way(cast, revision, state):
        if verb == Verb.REQUEST_CHANGES:
            actions.add_note(actor=cast.curator, revision_id=revision.pk, field="context", text="Wie lange?")
        if verb == Verb.REQUEST_RELEASE:
            rate(cast, revision)
        actions.move(actor=actor, revision_id=revision.pk, verb=verb, given=given)
        if verb == Verb.SCHEDULE and state == State.SCHEDULED:
            break
    if state == State.SUPERSEDED:
        nxt = actions.revise_example(actor=cast.author, public_id=revision.example.public_id)
        bring(cast, nxt, State.PUBLISHED)
    return Revision.objects.get(pk=revision.pk)


def rate(cast: Cast, revision: Revision) -> None:
    """The reviewing curator's judgement, needed for release."""
    version = Revision.objects.get(pk=revision.pk).version
    actions.rate_transfer(
        actor=cast.curator, revision_id=revision.pk, version=version, rating="with_adaptation", reason="Raum nötig"
    )


def _way(cast: Cast, revision: Revision, state: State) -> list[tuple[User, Verb, Given]]:
    submit = (cast.author, Verb.SUBMIT, Given())
    claim = (cast.curator, Verb.CLAIM, Given())
    pending = [submit, claim, (cast.curator, Verb.REQUEST_RELEASE, Given(anonymisation=TICKED))]
    approved = [*pending, (cast.lead, Verb.RELEASE, Given(function="Amtsleitung"))]
    checked = Given(anonymisation=TICKED, links_checked=True)
    later = Given(anonymisation=TICKED, links_checked=True, publish_at=now() + timedelta(days=3))
    published = [*approved, (cast.second, Verb.PUBLISH, checked)]
    ways: dict[State, list[tuple[User, Verb, Given]]] = {
        State.DRAFT: [],
        State.SUBMITTED: [submit],
        State.IN_REVIEW: [submit, claim],
        State.CHANGES_REQUESTED: [submit, claim, (cast.curator, Verb.REQUEST_CHANGES, Given())],
        State.RELEASE_PENDING: pending,
        State.APPROVED: approved,
        State.SCHEDULED: [*approved, (cast.second, Verb.SCHEDULE, later)],
        State.PUBLISHED: published,
        State.SUPERSEDED: published,
        State.REJECTED: [submit, (cast.curator, Verb.REJECT, Given(reason="too_thin", text="Es fehlt das Vorgehen."))],
        State.WITHDRAWN: [(cast.author, Verb.WITHDRAW, Given())],
    }
    return ways[state]


def make_published(cast: Cast | None = None, **content: Any) -> Revision:
    """A live example."""
    return make_revision(cast or make_cast(), State.PUBLISHED, **content)


def flags(revision: Revision, **values: Any) -> PracticeExample:
    """Set flags of the example without a move, for tests of what the flags do."""
    PracticeExample.objects.filter(pk=revision.example_id).update(**values)
    return PracticeExample.objects.get(pk=revision.example_id)
