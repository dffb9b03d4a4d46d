"""A revision as plain values: its content, what changed against the live text, and the export."""

from typing import Any

from django.conf import settings

from forum.practice.fields import FIELDS, Field, Form
from forum.practice.models import Revision


def value_of(field: Field, revision: Revision) -> Any:
    """One field in the shape in which it is written."""
    if field.form is Form.TERMS:
        return [term.code for term in revision.terms.all() if term.facet == field.facet]
    if field.form is Form.MUNICIPALITIES:
        return [{"ags": part.municipality.ags, "role": part.role} for part in revision.participations.all()]
    if field.form is Form.EXAMPLE:
        return revision.derived_from.public_id if revision.derived_from else ""
    if field.form is Form.EXAMPLES:
        return [example.public_id for example in revision.related.all()]
    return getattr(revision, field.name)


def content_of(revision: Revision) -> dict[str, Any]:
    """All fields that people write, by name, as ``save_draft`` takes them."""
    return {field.name: value_of(field, revision) for field in FIELDS}


def differences(before: Revision, after: Revision) -> list[dict[str, Any]]:
    """The fields whose values differ: ``{"field", "before", "after"}`` as texts of lines."""
    old, new = content_of(before), content_of(after)
    return [
        {"field": f.name, "before": as_lines(old[f.name]), "after": as_lines(new[f.name])}
        for f in FIELDS
        if old[f.name] != new[f.name]
    ]


def as_lines(value: Any) -> list[str]:
    """Any field's value as lines of plain text."""
    if isinstance(value, list):
        return [" · ".join(str(v) for v in row.values() if v != "") if isinstance(row, dict) else row for row in value]
    return str("" if value is None else value).splitlines()


def export_of(revision: Revision) -> dict[str, Any]:
    """The public text as data to print, keep or pass on: content, licence, attribution, address.

    Nothing that is for members only: no person's name.
    """
    content = content_of(revision)
    for name in ("contact_person", "contact_person_consent", "derived_from", "related"):
        content.pop(name)
    example = revision.example
    places = [part.municipality.name for part in revision.participations.all()]
    return {
        "public_id": example.public_id,
        "url": f"{settings.BASE_URL}/praxis/{example.public_id}",
        "attribution": f"{', '.join(places)}: {revision.title} ({example.public_id})",
        "demo": example.demo,
        "verified_on": example.verified_on,
        "municipality_names": places,
        **content,
    }
