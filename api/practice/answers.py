"""Domain objects as the values that the shapes show."""

from typing import Any

from django.utils import timezone

from forum.accounts.models import User
from forum.accounts.rules import Reader, is_member
from forum.core.ports import mentions_of
from forum.practice import queries, rules
from forum.practice.actions import may
from forum.practice.enums import Facet, State
from forum.practice.fields import FIELDS, Form, Need
from forum.practice.models import ReviewNote, Revision
from forum.practice.projections import content_of, differences
from forum.threads.models import Thread
from forum.threads.projections import url_of

_SHOWN = tuple(
    f.name for f in FIELDS if f.form not in {Form.TERMS, Form.MUNICIPALITIES, Form.EXAMPLE, Form.EXAMPLES, Form.RICH}
)


def places(revision: Revision) -> list[dict[str, Any]]:
    """Its municipalities, lead ones first."""
    parts = sorted(revision.participations.all(), key=lambda part: (part.role != "lead", part.position))
    return [
        {
            "ags": part.municipality.ags,
            "name": part.municipality.name,
            "kind": part.municipality.kind,
            "population": part.municipality.population,
            "fictional": part.municipality.fictional,
            "role": part.role,
        }
        for part in parts
    ]


def codes(revision: Revision, facet: Facet) -> list[str]:
    """The terms of one vocabulary."""
    return [term.code for term in revision.terms.all() if term.facet == facet]


def example_row(revision: Revision) -> dict[str, Any]:
    """One row of the list."""
    example = revision.example
    return {
        "public_id": example.public_id,
        "title": revision.title,
        "teaser": revision.teaser,
        "kind": revision.kind,
        "practice_status": revision.practice_status,
        "transfer_rating": revision.transfer_rating,
        "conflict_topics": codes(revision, Facet.TOPIC),
        "municipalities": places(revision),
        "visibility": revision.visibility,
        "verified_on": example.verified_on,
        "needs_update": example.needs_update_since is not None,
        "demo": example.demo,
    }


def text(revision: Revision, *, reader: Reader) -> dict[str, Any]:
    """The text as it is read; a contact person is named to members only, and only with consent."""
    named = revision.contact_person_consent and is_member(reader)
    return {
        **{name: getattr(revision, name) for name in _SHOWN},
        "context_html": revision.context_html,
        "goals_html": revision.goals_html,
        "results_html": revision.results_html,
        "municipalities": places(revision),
        "conflict_topics": codes(revision, Facet.TOPIC),
        "approaches": codes(revision, Facet.APPROACH),
        "kms_components": codes(revision, Facet.COMPONENT),
        "offers": codes(revision, Facet.OFFER),
        "contact_person": revision.contact_person if named else "",
        "completeness": rules.completeness(revision),
        "unanswered": rules.unanswered(revision),
    }


def _ref(revision: Revision) -> dict[str, str]:
    return {"public_id": revision.example.public_id, "title": revision.title}


def _thread(thread: Thread | None) -> dict[str, str] | None:
    return {"title": thread.title, "url": url_of(thread)} if thread else None


def example_detail(live: queries.LiveExample, *, reader: Reader) -> dict[str, Any]:
    """The example's page."""
    example, revision = live.example, live.revision
    member = revision is not None and is_member(reader)
    standing = queries.standing(reader=reader, revision=revision) if revision and member else None
    return {
        "public_id": example.public_id,
        "demo": example.demo,
        "verified_on": example.verified_on,
        "review_due": example.review_due,
        "needs_update": example.needs_update_since is not None,
        "archived": example.archived_at is not None,
        "suspended": revision is None,
        "text": text(revision, reader=reader) if revision else None,
        "derived_from": _ref(live.derived_from) if live.derived_from else None,
        "related": [_ref(row) for row in live.related],
        "source_thread": _thread(live.source_thread),
        "presented": mentions_of(example.pk) if revision else [],
        "revision_id": revision.pk if revision and member else None,
        "version": revision.version if revision and member else None,
        "may": may(revision=revision, who=standing) if revision and standing else [],
    }


def revision_row(revision: Revision, *, reader: User) -> dict[str, Any]:
    """A revision in a queue."""
    overdue = revision.state in {State.SUBMITTED, State.IN_REVIEW} and (
        revision.due_on is not None and revision.due_on < timezone.localdate()
    )
    return {
        "id": revision.pk,
        "public_id": revision.example.public_id,
        "number": revision.number,
        "title": revision.title,
        "kind": revision.kind,
        "state": revision.state,
        "state_since": revision.state_since,
        "edited": revision.edited,
        "due_on": revision.due_on,
        "overdue": overdue,
        "author": revision.author.name,
        "claimant": revision.claimant.name if revision.claimant else "",
        "mine": revision.claimant_id == reader.pk,
        "municipalities": places(revision),
        "demo": revision.example.demo,
    }


def saved_draft(revision: Revision) -> dict[str, Any]:
    """What autosave answers."""
    return {
        "version": revision.version,
        "edited": revision.edited,
        "visibility": revision.visibility,
        "missing_to_submit": rules.missing(revision, Need.SUBMIT),
        "missing_to_publish": rules.missing(revision, Need.PUBLISH),
        "completeness": rules.completeness(revision),
    }


def revision_detail(revision: Revision, *, reader: User) -> dict[str, Any]:
    """A revision in curation."""
    standing = queries.standing(reader=reader, revision=revision)
    live = queries.live_revision_of(example_id=revision.example_id) if revision.number > 1 else None
    other = live if live is not None and live.pk != revision.pk else None
    return {
        **revision_row(revision, reader=reader),
        **saved_draft(revision),
        "content": content_of(revision),
        "text": text(revision, reader=reader),
        "transfer_rating": revision.transfer_rating,
        "transfer_reason": revision.transfer_reason,
        "notes": [_note(note) for note in revision.notes.all()],
        "releases": [
            {"municipality": r.municipality.name, "function": r.function, "released_on": r.released_on}
            for r in revision.releases.all()
            if r.round == revision.release_round
        ],
        "releases_missing": [
            part.municipality.name
            for part in revision.participations.all()
            if part.municipality_id in queries.leads_without_release(revision)
        ],
        "differences": differences(other, revision) if other else [],
        "has_live_text": other is not None,
        "publish_at": revision.publish_at,
        "reject_reason": revision.reject_reason,
        "reject_text": revision.reject_text,
        "appeal_text": revision.appeal_text,
        "may": may(revision=revision, who=standing),
        "may_edit": rules.may_edit(standing, revision),
        "may_note": rules.may_note(standing, revision),
        "may_answer": rules.may_answer(standing, revision),
    }


def _note(note: ReviewNote) -> dict[str, Any]:
    return {
        "id": note.pk,
        "field": note.field,
        "text": note.text,
        "author": note.author.name if note.author else "",
        "created": note.created,
        "answer": note.answer,
    }


def facet_list(counts: dict[str, dict[str, int]], total: int) -> dict[str, Any]:
    """Facets in order, each with its counted values."""
    facets = [
        {"name": name, "values": [{"code": code, "count": count} for code, count in values.items()]}
        for name, values in counts.items()
    ]
    return {"total": total, "facets": facets}
