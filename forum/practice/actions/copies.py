"""Writing content into revisions: changes from a form, and a whole copy for the next revision."""

from datetime import datetime
from typing import Any, Final

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.audit.actions import record
from forum.core import markdown
from forum.core.errors import ConflictError, InvalidError
from forum.municipalities.collation import fold
from forum.municipalities.queries import municipality_of
from forum.practice import errors, queries
from forum.practice.enums import Facet, Kind, MunicipalityRole, State, Visibility
from forum.practice.fields import BY_NAME, FIELDS, Form
from forum.practice.models import PracticeExample, Revision, RevisionMunicipality, RevisionTerm

_PLAIN: Final = tuple(
    f.name for f in FIELDS if f.form not in {Form.TERMS, Form.MUNICIPALITIES, Form.EXAMPLE, Form.EXAMPLES}
)
_SEARCHED: Final = ("title", "teaser", "context", "goals", "results", "minimal_version", "not_transferable_if")


def write_content(*, revision: Revision, changes: dict[str, Any], reader: Reader) -> None:
    """Put cleaned changes into a revision and save it.

    A new conflict case starts as network-only unless the same change says otherwise. Raises ``InvalidError`` for
    municipalities and examples that are unknown (or unreadable: both look alike).
    """
    turned = changes.get("kind") == Kind.CONFLICT_CASE != revision.kind
    for name in _PLAIN:
        if name in changes:
            setattr(revision, name, changes[name])
    if turned and "visibility" not in changes:
        revision.visibility = Visibility.NETWORK
    for name, field in BY_NAME.items():
        if name in changes and field.facet is not None:
            _write_terms(revision, field.facet, changes[name])
    if "municipalities" in changes:
        _write_municipalities(revision, changes["municipalities"])
    _write_links(revision, changes, reader)
    refresh_derived(revision)
    revision.save()


def refresh_derived(revision: Revision) -> None:
    """Render rich text and rebuild what the search compares."""
    for name in (f.name for f in FIELDS if f.form is Form.RICH):
        setattr(revision, f"{name}_html", markdown.render(getattr(revision, name)))
    revision.render_version = markdown.RENDER_VERSION
    parts = [getattr(revision, name) for name in _SEARCHED]
    parts += [part for step in revision.procedure for part in (step["title"], step["text"])]
    parts += [*revision.obstacles, *revision.dos, *revision.donts, *revision.preconditions]
    names = RevisionMunicipality.objects.filter(revision=revision).values_list("municipality__name", flat=True)
    revision.search_text = fold(" ".join([*parts, *names]))


def _write_terms(revision: Revision, facet: Facet, codes: list[str]) -> None:
    RevisionTerm.objects.filter(revision=revision, facet=facet).delete()
    RevisionTerm.objects.bulk_create(
        RevisionTerm(revision=revision, facet=facet, code=code, position=position)
        for position, code in enumerate(codes)
    )


def _write_municipalities(revision: Revision, rows: list[dict[str, Any]]) -> None:
    known = queries.municipalities_by_ags([row["ags"] for row in rows])
    if len(known) != len(rows):
        raise InvalidError(errors={"municipalities": "unknown_municipality"})
    RevisionMunicipality.objects.filter(revision=revision).delete()
    RevisionMunicipality.objects.bulk_create(
        RevisionMunicipality(revision=revision, municipality=known[row["ags"]], role=row["role"], position=position)
        for position, row in enumerate(rows)
    )


def _write_links(revision: Revision, changes: dict[str, Any], reader: Reader) -> None:
    wanted = [*changes.get("related", []), *filter(None, [changes.get("derived_from")])]
    found = queries.readable_examples(reader=reader, public_ids=wanted) if wanted else {}
    faults = [name for name in ("related", "derived_from") if name in changes]
    for name in faults:
        ids = changes[name] if name == "related" else [i for i in [changes[name]] if i]
        if not set(ids) <= set(found) or revision.example.public_id in ids:
            raise InvalidError(errors={name: "unknown_example"})
    if "derived_from" in changes:
        revision.derived_from = found.get(changes["derived_from"])
    if "related" in changes:
        revision.related.set([found[public_id] for public_id in changes["related"]])


def new_draft(*, example: PracticeExample, author: User, moment: datetime) -> Revision:
    """An empty draft of the next number for this author, with one audit row."""
    last = Revision.objects.filter(example=example).order_by("-number").values_list("number", flat=True).first()
    draft = Revision.objects.create(
        example=example,
        number=(last or 0) + 1,
        state=State.DRAFT,
        state_since=moment,
        edited=moment,
        author=author,
        author_municipality=municipality_of(author),
    )
    facts = {"example": example.public_id, "from": None, "to": State.DRAFT}
    record(actor=author, action="practice.start", target=draft, facts=facts)
    return draft


def copy_as_draft(source: Revision, *, author: User, moment: datetime) -> Revision:
    """The next revision of an example with the same content; earlier authors stay on as co-authors.

    Raises ``ConflictError("revision_open")`` when one is on its way already.
    """
    if queries.open_revision_of(example_id=source.example_id) is not None:
        raise ConflictError(errors.REVISION_OPEN)
    draft = new_draft(example=source.example, author=author, moment=moment)
    for name in _PLAIN:
        setattr(draft, name, getattr(source, name))
    draft.derived_from = source.derived_from
    draft.source_thread_id = source.source_thread_id
    for facet in Facet:
        _write_terms(draft, facet, [term.code for term in source.terms.all() if term.facet == facet])
    RevisionMunicipality.objects.bulk_create(
        RevisionMunicipality(
            revision=draft, municipality_id=part.municipality_id, role=part.role, position=part.position
        )
        for part in source.participations.all()
    )
    draft.related.set(source.related.all())
    earlier = {source.author_id, *source.co_authors.values_list("pk", flat=True)} - {author.pk}
    draft.co_authors.set(earlier)
    refresh_derived(draft)
    draft.save()
    return draft


def own_lead_row(user: User) -> list[dict[str, str]]:
    """The municipality that a new draft begins with: the author's own, as lead."""
    place = municipality_of(user)
    return [{"ags": place.ags, "role": MunicipalityRole.LEAD}] if place else []
