"""Every read of practice examples, narrowed to the reader in the query itself."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.accounts.rules import Reader, has_role, is_member
from forum.core.errors import ForbiddenError, NotFoundError
from forum.core.keyset import Page, page
from forum.municipalities.collation import fold
from forum.municipalities.models import Municipality
from forum.municipalities.queries import affiliation_of
from forum.practice.enums import OPEN_STATES, MunicipalityRole, State, Visibility
from forum.practice.facets import Selection, count, narrow
from forum.practice.models import PracticeExample, Revision, RevisionMunicipality
from forum.practice.rules import Standing
from forum.threads.models import Thread
from forum.threads.queries import threads

_DESK_STATES = (
    State.SUBMITTED,
    State.IN_REVIEW,
    State.CHANGES_REQUESTED,
    State.RELEASE_PENDING,
    State.APPROVED,
    State.SCHEDULED,
)


def _with_parts(rows: QuerySet[Revision]) -> QuerySet[Revision]:
    """With municipalities, terms and example, at a fixed number of statements."""
    parts = RevisionMunicipality.objects.select_related("municipality")
    return rows.select_related("example").prefetch_related(Prefetch("participations", parts), "terms")


def published(reader: Reader) -> QuerySet[Revision]:
    """The live text of every example that the reader may read, archived ones included, suspended ones not."""
    rows = Revision.objects.filter(state=State.PUBLISHED, example__suspended_at=None)
    return rows if is_member(reader) else rows.filter(visibility=Visibility.PUBLIC)


def browsable(reader: Reader) -> QuerySet[Revision]:
    """What lists, search and counts are made of: published, neither archived nor suspended."""
    return published(reader).filter(example__archived_at=None)


def list_examples(*, reader: Reader, selection: Selection, cursor: str | None, size: int) -> Page[Revision]:
    """One page of live examples that match the facets, newest publication first."""
    rows = narrow(browsable(reader), selection)
    return page(_with_parts(rows), order=("-published_at", "-pk"), cursor=cursor, size=size)


def count_facets(*, reader: Reader, selection: Selection) -> tuple[dict[str, dict[str, int]], int]:
    """Counts of every facet value, and how many examples the list holds: both of what the reader may read."""
    rows = browsable(reader)
    return count(rows, selection), narrow(rows, selection).count()


def search_examples(*, reader: Reader, query: str, limit: int) -> QuerySet[Revision]:
    """Live examples whose text holds each word of the query; umlauts may be written out."""
    rows = browsable(reader)
    for word in fold(query).split():
        rows = rows.filter(search_text__contains=word)
    return _with_parts(rows).order_by("-published_at", "-pk")[:limit]


@dataclass(frozen=True)
class LiveExample:
    """An example as its page shows it; ``revision`` is ``None`` while the example is suspended."""

    example: PracticeExample
    revision: Revision | None
    related: list[Revision] = field(default_factory=list)
    derived_from: Revision | None = None
    source_thread: Thread | None = None


def access_example(*, reader: Reader, public_id: str) -> LiveExample:
    """The live example; raises ``NotFoundError`` for what is unknown, unpublished or not for this reader."""
    rows = Revision.objects.filter(state=State.PUBLISHED, example__public_id=public_id)
    if not is_member(reader):
        rows = rows.filter(visibility=Visibility.PUBLIC)
    revision = _with_parts(rows).first()
    if revision is None:
        raise NotFoundError
    if revision.example.suspended_at is not None:
        return LiveExample(revision.example, None)
    origin = revision.derived_from_id
    linked = published(reader).filter(Q(example__in=revision.related.all()) | Q(example_id=origin or -1))
    found = {row.example_id: row for row in linked.select_related("example").order_by("example__public_id")}
    derived_from = found.get(origin) if origin else None
    related = [row for row in found.values() if row.example_id != origin]
    grown_from = threads(reader).filter(pk=revision.source_thread_id).first() if revision.source_thread_id else None
    return LiveExample(revision.example, revision, related, derived_from, grown_from)


def live_revision_of(*, example_id: int) -> Revision | None:
    """The published revision of an example, whoever asks: for differences and copies inside the domain."""
    return _with_parts(Revision.objects.filter(example_id=example_id, state=State.PUBLISHED)).first()


def in_workshop(reader: Reader) -> QuerySet[Revision]:
    """Revisions that the reader takes part in: as author, as lead of a lead municipality, as curator (no drafts)."""
    if not is_member(reader):
        return Revision.objects.none()
    may = Q(author=reader) | Q(pk__in=Revision.objects.filter(co_authors=reader).values("pk"))
    affiliation = affiliation_of(reader)
    if affiliation is not None and affiliation.lead:
        parts = RevisionMunicipality.objects.filter(
            municipality_id=affiliation.municipality_id, role=MunicipalityRole.LEAD
        )
        may |= Q(pk__in=parts.values("revision_id"))
    if has_role(reader, Role.CURATOR):
        may |= ~Q(state__in=[State.DRAFT, State.WITHDRAWN])
    return Revision.objects.filter(may)


def movable(reader: Reader) -> QuerySet[Revision]:
    """What the reader takes part in, and what is published: there members suggest and moderators suspend."""
    if not is_member(reader):
        return Revision.objects.none()
    mine = in_workshop(reader).values("pk")
    live = published(reader).values("pk")
    seen = Revision.objects.filter(Q(pk__in=mine) | Q(pk__in=live))
    return seen | Revision.objects.filter(state=State.PUBLISHED) if has_role(reader, Role.MODERATOR) else seen


def access_workshop(*, reader: Reader, revision_id: int) -> Revision:
    """One revision with notes, releases and history for those who take part in it; else ``NotFoundError``."""
    rows = _with_parts(in_workshop(reader).filter(pk=revision_id)).prefetch_related(
        "notes__author", "releases__municipality", "co_authors"
    )
    revision = rows.select_related("example", "author", "claimant", "derived_from").first()
    if revision is None:
        raise NotFoundError
    return revision


def access_revision(*, reader: Reader | None, revision_id: int, lock: bool = False) -> Revision:
    """One revision to act on, with its parts; ``reader`` ``None`` is the system.

    ``lock`` holds the rows of example and revision until the transaction ends. Raises ``NotFoundError`` for what the
    reader may neither read nor take part in.
    """
    rows = Revision.objects.all() if reader is None else movable(reader)
    found = rows.filter(pk=revision_id).values_list("example_id", flat=True).first()
    if found is None:
        raise NotFoundError
    wanted = _with_parts(Revision.objects.filter(pk=revision_id)).select_related("example", "author", "claimant")
    if lock:
        PracticeExample.objects.select_for_update().get(pk=found)
        wanted = wanted.select_for_update(of=("self",))
    return wanted.get()


def standing(*, reader: Reader | None, revision: Revision) -> Standing:
    """What the reader is to this revision."""
    if reader is None:
        return Standing(system=True)
    if not is_member(reader):
        return Standing()
    affiliation = affiliation_of(reader)
    place = affiliation.municipality_id if affiliation else None
    parts = revision.participations.all()
    leads = {part.municipality_id for part in parts if part.role == MunicipalityRole.LEAD}
    places = {part.municipality_id for part in parts} | {revision.author_municipality_id}
    return Standing(
        member=True,
        affiliated=place is not None,
        author=is_author(user=reader, revision=revision),
        curator=has_role(reader, Role.CURATOR),
        moderator=has_role(reader, Role.MODERATOR),
        colleague=place is not None and place in places,
        lead=bool(affiliation and affiliation.lead and place in leads),
        claimant=revision.claimant_id == reader.pk,
        someone_else_claimed=revision.claimant_id not in {None, reader.pk},
        refused_before=revision.rejected_by_id == reader.pk,
        suspender=revision.example.suspended_by_id == reader.pk,
        released=place in leads - leads_without_release(revision),
    )


def is_author(*, user: User, revision: Revision) -> bool:
    """Author or co-author."""
    return revision.author_id == user.pk or revision.co_authors.filter(pk=user.pk).exists()


def open_revision_of(*, example_id: int) -> Revision | None:
    """The revision of an example that is on its way."""
    return Revision.objects.filter(example_id=example_id, state__in=OPEN_STATES).first()


def desk(*, reader: Reader, state: str | None, cursor: str | None, size: int) -> Page[Revision]:
    """The curators' queue, overdue and oldest first; raises ``ForbiddenError`` for others."""
    if not has_role(reader, Role.CURATOR):
        raise ForbiddenError
    rows = Revision.objects.filter(state__in=_DESK_STATES, due_on__isnull=False)
    rows = _with_parts(rows.filter(state=state) if state else rows).select_related("example", "author", "claimant")
    return page(rows, order=("due_on", "pk"), cursor=cursor, size=size)


def desk_states(*, reader: Reader) -> list[tuple[str, int]]:
    """How many revisions wait in each state of the desk; raises ``ForbiddenError`` for others than curators."""
    if not has_role(reader, Role.CURATOR):
        raise ForbiddenError
    rows = Revision.objects.filter(state__in=_DESK_STATES, due_on__isnull=False).order_by()
    counts = dict(rows.values_list("state").annotate(Count("pk")))
    return [(state.value, counts.get(state.value, 0)) for state in _DESK_STATES]


def written_by(reader: User) -> QuerySet[Revision]:
    """What the reader writes or has written, latest change first; superseded revisions left out."""
    mine = Q(author=reader) | Q(pk__in=Revision.objects.filter(co_authors=reader).values("pk"))
    rows = Revision.objects.filter(mine).exclude(state=State.SUPERSEDED)
    return _with_parts(rows).select_related("example", "author", "claimant").order_by("-edited", "-pk")[:100]


def awaiting_release_by(reader: User) -> QuerySet[Revision]:
    """Revisions that wait for the release of the municipality whose Ansprechperson the reader is."""
    affiliation = affiliation_of(reader)
    if affiliation is None or not affiliation.lead:
        return Revision.objects.none()
    place = affiliation.municipality_id
    parts = RevisionMunicipality.objects.filter(municipality_id=place, role=MunicipalityRole.LEAD)
    rows = Revision.objects.filter(state=State.RELEASE_PENDING, pk__in=parts.values("revision_id"))
    waiting = [row.pk for row in rows.prefetch_related("releases") if place not in _released(row)]
    found = _with_parts(Revision.objects.filter(pk__in=waiting))
    return found.select_related("example", "author", "claimant").order_by("state_since", "pk")


def _released(revision: Revision) -> set[int]:
    releases = revision.releases.all()
    return {release.municipality_id for release in releases if release.round == revision.release_round}


def leads_without_release(revision: Revision) -> set[int]:
    """Lead municipalities that have not released the present round."""
    parts = revision.participations.all()
    return {part.municipality_id for part in parts if part.role == MunicipalityRole.LEAD} - _released(revision)


def municipalities_by_ags(codes: list[str]) -> dict[str, Municipality]:
    """Municipalities by AGS; unknown codes are left out."""
    return {row.ags: row for row in Municipality.objects.filter(ags__in=codes)}


def readable_examples(*, reader: Reader, public_ids: list[str]) -> dict[str, PracticeExample]:
    """Published examples among these that the reader may read, by their id."""
    rows = published(reader).filter(example__public_id__in=public_ids).select_related("example")
    return {row.example.public_id: row.example for row in rows}


def due_for_publication(moment: datetime) -> list[int]:
    """Scheduled revisions whose time has come."""
    rows = Revision.objects.filter(state=State.SCHEDULED, publish_at__lte=moment, example__suspended_at=None)
    return list(rows.order_by("publish_at", "pk").values_list("pk", flat=True))


def due_for_review(today: date) -> list[int]:
    """Live revisions past their review date that nobody has flagged yet."""
    rows = Revision.objects.filter(state=State.PUBLISHED, example__review_due__lte=today)
    rows = rows.filter(example__needs_update_since=None, example__archived_at=None, example__suspended_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))
