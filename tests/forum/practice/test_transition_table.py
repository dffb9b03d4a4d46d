"""The whole table of curation: every (state, verb, person), written down here by hand and tried for real."""

import contextlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.core.clock import now
from forum.core.errors import DomainError
from forum.practice import actions
from forum.practice.actions import Given
from forum.practice.actions.transitions import TABLE
from forum.practice.enums import State, Verb
from forum.practice.models import PracticeExample, Revision
from tests.factories.accounts import make_user
from tests.factories.municipalities import make_affiliation
from tests.factories.practice import TICKED, Cast, make_cast, make_revision

pytestmark = pytest.mark.django_db

S, V = State, Verb
CLAIMANT, OTHER, COLLEAGUE = "claimant", "other curator", "curator of the municipality"
AUTHOR, COAUTHOR, LEAD, MEMBER = "author", "co-author", "lead", "member"
MODERATOR, TASK = "moderator", "task"
AUTHORS = {AUTHOR, COAUTHOR}
ALLOWED: dict[tuple[State, Verb], tuple[set[str], State]] = {
    (S.DRAFT, V.SUBMIT): (AUTHORS, S.SUBMITTED),
    (S.DRAFT, V.WITHDRAW): ({*AUTHORS, LEAD}, S.WITHDRAWN),
    (S.SUBMITTED, V.RECALL): (AUTHORS, S.DRAFT),
    (S.SUBMITTED, V.CLAIM): ({CLAIMANT, OTHER}, S.IN_REVIEW),
    (S.SUBMITTED, V.REJECT): ({CLAIMANT, OTHER}, S.REJECTED),
    (S.SUBMITTED, V.WITHDRAW): ({*AUTHORS, LEAD}, S.WITHDRAWN),
    (S.IN_REVIEW, V.REQUEST_CHANGES): ({CLAIMANT}, S.CHANGES_REQUESTED),
    (S.IN_REVIEW, V.REQUEST_RELEASE): ({CLAIMANT}, S.RELEASE_PENDING),
    (S.IN_REVIEW, V.REJECT): ({CLAIMANT, OTHER}, S.REJECTED),
    (S.IN_REVIEW, V.WITHDRAW): ({*AUTHORS, LEAD}, S.WITHDRAWN),
    (S.CHANGES_REQUESTED, V.SUBMIT): (AUTHORS, S.SUBMITTED),
    (S.CHANGES_REQUESTED, V.WITHDRAW): ({*AUTHORS, LEAD}, S.WITHDRAWN),
    (S.RELEASE_PENDING, V.RELEASE): ({LEAD}, S.APPROVED),
    (S.RELEASE_PENDING, V.DECLINE_RELEASE): ({LEAD}, S.CHANGES_REQUESTED),
    (S.RELEASE_PENDING, V.WITHDRAW): ({*AUTHORS, LEAD}, S.WITHDRAWN),
    (S.APPROVED, V.PUBLISH): ({OTHER, COLLEAGUE}, S.PUBLISHED),
    (S.APPROVED, V.SCHEDULE): ({OTHER, COLLEAGUE}, S.SCHEDULED),
    (S.SCHEDULED, V.GO_LIVE): ({TASK}, S.PUBLISHED),
    (S.REJECTED, V.APPEAL): (AUTHORS, S.SUBMITTED),
    (S.PUBLISHED, V.SUPERSEDE): ({TASK}, S.SUPERSEDED),
    (S.PUBLISHED, V.REVISE): ({*AUTHORS, CLAIMANT, OTHER, COLLEAGUE}, S.PUBLISHED),
    (S.PUBLISHED, V.SUGGEST_UPDATE): (
        {*AUTHORS, CLAIMANT, OTHER, COLLEAGUE, LEAD, MEMBER, MODERATOR},
        S.PUBLISHED,
    ),
    (S.PUBLISHED, V.FLAG_UPDATE): ({CLAIMANT, OTHER, COLLEAGUE, TASK}, S.PUBLISHED),
    (S.PUBLISHED, V.ARCHIVE): (AUTHORS, S.PUBLISHED),
    (S.PUBLISHED, V.SUSPEND): ({MODERATOR}, S.PUBLISHED),
}
GIVEN = Given(reason="too_thin", text="Begründung", function="Amtsleitung", anonymisation=TICKED, links_checked=True)


def people(cast: Cast, revision: Revision) -> dict[str, User | None]:
    co_author, colleague = make_user(), make_user(Role.CURATOR)
    revision.co_authors.add(co_author)
    make_affiliation(colleague, cast.place)
    return {
        AUTHOR: cast.author,
        COAUTHOR: co_author,
        LEAD: cast.lead,
        CLAIMANT: cast.curator,
        OTHER: cast.second if revision.state != S.PUBLISHED else make_user(Role.CURATOR),
        COLLEAGUE: colleague,
        MODERATOR: cast.moderator,
        MEMBER: make_user(),
        TASK: None,
    }


class Undo(Exception):
    """Takes a tried move back."""


def attempt(actor: User | None, revision: Revision, verb: Verb) -> tuple[str, int]:
    """The state after the attempt and the audit rows it left; everything is taken back afterwards."""
    before = AuditEntry.objects.count()
    given = GIVEN if verb == V.GO_LIVE else replace(GIVEN, publish_at=now() + timedelta(hours=1))
    result: tuple[str, int] = ("", 0)
    try:
        with transaction.atomic():
            if verb == V.SUBMIT:
                revision.notes.update(answer="beantwortet")
            if verb == V.REQUEST_CHANGES:
                revision.notes.create(field="context", text="?")
            with contextlib.suppress(DomainError):
                actions.move(actor=actor, revision_id=revision.pk, verb=verb, given=given)
            result = (Revision.objects.get(pk=revision.pk).state, AuditEntry.objects.count() - before)
            raise Undo
    except Undo:
        return result


def audit_rows(verb: Verb) -> int:
    """One per transition: beginning the next revision also creates its draft."""
    return 2 if verb == V.REVISE else 1


@pytest.mark.parametrize("state", list(State))
def test_nothing_moves_outside_the_table(state: State) -> None:
    cast = make_cast()
    revision = make_revision(cast, state)
    everybody = people(cast, revision)
    # None of what the factory did last may count as a repetition; the scheduled time has come.
    Revision.objects.filter(pk=revision.pk).update(last_verb="", publish_at=now() - timedelta(minutes=1))
    if state in {S.IN_REVIEW, S.RELEASE_PENDING, S.APPROVED}:
        Revision.objects.filter(pk=revision.pk).update(transfer_rating="direct", transfer_reason="ohne Vorbedingung")
    for verb in Verb:
        who_may, target = ALLOWED.get((state, verb), (set(), state))
        refused_to_all(revision, verb, [actor for name, actor in everybody.items() if name not in who_may])
        for name in who_may:
            assert attempt(everybody[name], revision, verb) == (target, audit_rows(verb)), (state, verb, name)


def refused_to_all(revision: Revision, verb: Verb, people: list[User | None]) -> None:
    """Nothing changes, whether refused or (a lead who has released already) taken for a repetition."""
    before = Revision.objects.values().get(pk=revision.pk), AuditEntry.objects.count()
    for actor in people:
        with contextlib.suppress(DomainError):
            actions.move(actor=actor, revision_id=revision.pk, verb=verb, given=GIVEN)
    assert (Revision.objects.values().get(pk=revision.pk), AuditEntry.objects.count()) == before, verb


def test_the_table_has_exactly_these_rows() -> None:
    flags = {(S.PUBLISHED, V.CONFIRM), (S.PUBLISHED, V.RESTORE), (S.PUBLISHED, V.CLOSE)}
    assert {(row.source, row.verb) for row in TABLE} == {*ALLOWED, *flags, (None, V.START)}


def test_a_guest_moves_nothing() -> None:
    revision = make_revision(make_cast(), S.PUBLISHED)
    for verb in Verb:
        with pytest.raises(DomainError):
            actions.move(actor=AnonymousUser(), revision_id=revision.pk, verb=verb, given=GIVEN)  # type: ignore[arg-type]  # a guest is no user: that is what is tried
    assert Revision.objects.get(pk=revision.pk).version == revision.version


def test_an_update_flag_is_confirmed_by_the_author_alone() -> None:
    cast = make_cast()
    revision = make_revision(cast, S.PUBLISHED)
    assert attempt(cast.author, revision, V.CONFIRM) == (S.PUBLISHED, 0)
    actions.move(actor=cast.curator, revision_id=revision.pk, verb=V.FLAG_UPDATE, given=GIVEN)
    assert attempt(cast.second, revision, V.CONFIRM) == (S.PUBLISHED, 0)
    assert attempt(cast.author, revision, V.CONFIRM) == (S.PUBLISHED, 1)


@pytest.mark.parametrize("verb", [V.RESTORE, V.CLOSE])
def test_a_suspension_ends_only_by_a_second_moderator(verb: Verb) -> None:
    cast = make_cast()
    revision = make_revision(cast, S.PUBLISHED)
    actions.move(actor=cast.moderator, revision_id=revision.pk, verb=V.SUSPEND, given=GIVEN)
    assert attempt(cast.moderator, revision, verb) == (S.PUBLISHED, 0)
    assert attempt(cast.moderator2, revision, verb) == (S.PUBLISHED, 1)
    actions.move(actor=cast.moderator2, revision_id=revision.pk, verb=verb)
    example = PracticeExample.objects.get(pk=revision.example_id)
    assert (example.suspended_at, example.archived_at is not None) == (None, verb == V.CLOSE)


def test_a_curator_archives_after_ninety_days_without_update() -> None:
    cast = make_cast()
    revision = make_revision(cast, S.PUBLISHED)
    examples = PracticeExample.objects.filter(pk=revision.example_id)
    examples.update(needs_update_since=now() - timedelta(days=89))
    assert attempt(cast.second, revision, V.ARCHIVE) == (S.PUBLISHED, 0)
    examples.update(needs_update_since=now() - timedelta(days=90, seconds=1))
    Revision.objects.filter(pk=revision.pk).update(last_verb="")
    assert attempt(cast.second, revision, V.ARCHIVE) == (S.PUBLISHED, 1)
