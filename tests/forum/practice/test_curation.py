"""What each move demands and does; the invariants of curation."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from forum.accounts.enums import Role
from forum.audit.models import AuditEntry
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from forum.core.events import subscribe
from forum.practice import actions, queries
from forum.practice.actions import Given
from forum.practice.enums import AnonymisationCheck, State, Verb
from forum.practice.events import ExamplePublished
from forum.practice.models import PracticeExample, Release, Revision
from tests.factories.accounts import make_user
from tests.factories.municipalities import make_affiliation, make_municipality
from tests.factories.practice import FULL, SHORT, TICKED, Cast, bring, make_cast, make_draft, make_revision

pytestmark = pytest.mark.django_db
CHECKED = Given(anonymisation=TICKED, links_checked=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def state_of(revision: Revision) -> str:
    return Revision.objects.get(pk=revision.pk).state


def test_a_short_example_can_be_submitted_but_not_released(cast: Cast) -> None:
    draft = actions.start_example(actor=cast.author, content=SHORT)
    bring(cast, draft, State.IN_REVIEW)
    with pytest.raises(InvalidError) as refusal:
        actions.move(
            actor=cast.curator,
            revision_id=draft.pk,
            verb=Verb.REQUEST_RELEASE,
            given=Given(anonymisation=TICKED),
        )
    missing = (
        "goals procedure results obstacles dos evidence_level preconditions transfer_rating transfer_reason cost_band "
        "staff_hours staff_role"
    )
    assert (refusal.value.code, refusal.value.errors) == ("incomplete", dict.fromkeys(missing.split(), "required"))


def test_submitting_names_every_missing_field(cast: Cast) -> None:
    draft = actions.start_example(actor=cast.author)
    with pytest.raises(InvalidError) as refusal:
        actions.move(actor=cast.author, revision_id=draft.pk, verb=Verb.SUBMIT)
    missing = (
        "title teaser kind scope practice_status start_month conflict_topics approaches context contact_role "
        "contact_mailbox"
    )
    assert refusal.value.errors == dict.fromkeys(missing.split(), "required")
    assert state_of(draft) == State.DRAFT


def test_a_conflict_case_also_needs_phase_and_parties(cast: Cast) -> None:
    revision = make_revision(cast, State.IN_REVIEW, kind="conflict_case")
    with pytest.raises(InvalidError) as refusal:
        actions.move(
            actor=cast.curator, revision_id=revision.pk, verb=Verb.REQUEST_RELEASE, given=Given(anonymisation=TICKED)
        )
    assert set(refusal.value.errors) == {"conflict_phase", "parties", "transfer_rating", "transfer_reason"}
    assert revision.visibility == "network"


@pytest.mark.parametrize("unticked", list(AnonymisationCheck.values))
@pytest.mark.parametrize("state", [State.IN_REVIEW, State.APPROVED])
def test_both_curators_must_tick_the_whole_anonymisation_list(cast: Cast, state: State, unticked: str) -> None:
    revision = make_revision(cast, state)
    Revision.objects.filter(pk=revision.pk).update(transfer_rating="direct", transfer_reason="ja")
    verb, actor = (Verb.REQUEST_RELEASE, cast.curator) if state == State.IN_REVIEW else (Verb.PUBLISH, cast.second)
    with pytest.raises(InvalidError) as refusal:
        actions.move(
            actor=actor,
            revision_id=revision.pk,
            verb=verb,
            given=Given(anonymisation=TICKED - {unticked}, links_checked=True),
        )
    assert (refusal.value.errors, state_of(revision)) == ({"anonymisation": "not_anonymised"}, state)


def test_links_must_be_checked_before_publication(cast: Cast) -> None:
    revision = make_revision(cast, State.APPROVED)
    with pytest.raises(InvalidError) as refusal:
        actions.move(actor=cast.second, revision_id=revision.pk, verb=Verb.PUBLISH, given=Given(anonymisation=TICKED))
    assert refusal.value.errors == {"links_checked": "links_unchecked"}


def test_changes_are_requested_only_with_an_open_note_and_answered_before_resubmission(cast: Cast) -> None:
    revision = make_revision(cast, State.IN_REVIEW)
    with pytest.raises(ConflictError, match="no_open_note"):
        actions.move(actor=cast.curator, revision_id=revision.pk, verb=Verb.REQUEST_CHANGES)
    note = actions.add_note(actor=cast.curator, revision_id=revision.pk, field="results", text="Woran sichtbar?")
    actions.move(actor=cast.curator, revision_id=revision.pk, verb=Verb.REQUEST_CHANGES)
    with pytest.raises(ConflictError, match="note_unanswered"):
        actions.move(actor=cast.author, revision_id=revision.pk, verb=Verb.SUBMIT)
    actions.answer_note(actor=cast.author, note_id=note.pk, answer="Ergänzt.")
    moved = actions.move(actor=cast.author, revision_id=revision.pk, verb=Verb.SUBMIT)
    assert (moved.state, moved.claimant) == (State.SUBMITTED, cast.curator)


def test_a_resubmitted_example_goes_back_to_the_same_curator(cast: Cast) -> None:
    revision = make_revision(cast, State.CHANGES_REQUESTED)
    actions.answer_note(actor=cast.author, note_id=revision.notes.get().pk, answer="Zwei Jahre.")
    actions.move(actor=cast.author, revision_id=revision.pk, verb=Verb.SUBMIT)
    with pytest.raises(ForbiddenError):
        actions.move(actor=cast.second, revision_id=revision.pk, verb=Verb.CLAIM)
    assert actions.move(actor=cast.curator, revision_id=revision.pk, verb=Verb.CLAIM).state == State.IN_REVIEW


def test_the_publishing_curator_is_neither_claimant_nor_author(cast: Cast) -> None:
    writing_curator = make_user(Role.CURATOR)
    make_affiliation(writing_curator, cast.place)
    own = make_revision(Cast(**{**vars(cast), "author": writing_curator}), State.APPROVED)
    co_written = make_revision(cast, State.APPROVED)
    co_written.co_authors.add(cast.second)
    for actor, revision in ((writing_curator, own), (cast.curator, own), (cast.second, co_written)):
        with pytest.raises(ForbiddenError):
            actions.move(actor=actor, revision_id=revision.pk, verb=Verb.PUBLISH, given=CHECKED)
    assert {state_of(own), state_of(co_written)} == {State.APPROVED}


def test_every_lead_municipality_must_release_and_a_partner_must_not(cast: Cast) -> None:
    second_place, partner = make_municipality(), make_municipality()
    second_lead, partner_lead = make_user(), make_user()
    make_affiliation(second_lead, second_place, lead=True)
    make_affiliation(partner_lead, partner, lead=True)
    places = [
        {"ags": cast.place.ags, "role": "lead"},
        {"ags": second_place.ags, "role": "lead"},
        {"ags": partner.ags, "role": "partner"},
    ]
    revision = make_revision(cast, State.RELEASE_PENDING, municipalities=places)
    given = Given(function="Amtsleitung")
    assert actions.move(actor=cast.lead, revision_id=revision.pk, verb=Verb.RELEASE, given=given).state == (
        State.RELEASE_PENDING
    )
    with pytest.raises(NotFoundError):
        actions.move(actor=partner_lead, revision_id=revision.pk, verb=Verb.RELEASE, given=given)
    audited = AuditEntry.objects.count()
    again = actions.move(actor=cast.lead, revision_id=revision.pk, verb=Verb.RELEASE, given=given)
    assert (again.state, AuditEntry.objects.count()) == (State.RELEASE_PENDING, audited)
    assert actions.move(actor=second_lead, revision_id=revision.pk, verb=Verb.RELEASE, given=given).state == (
        State.APPROVED
    )
    rows = list(Release.objects.values_list("municipality", "released_by", "function", "released_on"))
    today = timezone.localdate()
    assert rows == [
        (cast.place.pk, cast.lead.pk, "Amtsleitung", today),
        (second_place.pk, second_lead.pk, "Amtsleitung", today),
    ]


def test_a_release_needs_a_function(cast: Cast) -> None:
    revision = make_revision(cast, State.RELEASE_PENDING)
    with pytest.raises(InvalidError) as refusal:
        actions.move(actor=cast.lead, revision_id=revision.pk, verb=Verb.RELEASE, given=Given(function="  "))
    assert refusal.value.errors == {"function": "required"}


def test_a_declined_release_becomes_a_note_and_earlier_releases_count_no_more(cast: Cast) -> None:
    other, other_lead = make_municipality(), make_user()
    make_affiliation(other_lead, other, lead=True)
    places = [{"ags": cast.place.ags, "role": "lead"}, {"ags": other.ags, "role": "lead"}]
    revision = make_revision(cast, State.RELEASE_PENDING, municipalities=places)
    actions.move(actor=cast.lead, revision_id=revision.pk, verb=Verb.RELEASE, given=Given(function="Dezernat"))
    actions.move(
        actor=other_lead, revision_id=revision.pk, verb=Verb.DECLINE_RELEASE, given=Given(text="Straße nennen?")
    )
    note = revision.notes.get()
    assert (note.field, note.text, state_of(revision)) == ("release", "Straße nennen?", State.CHANGES_REQUESTED)
    actions.answer_note(actor=cast.author, note_id=note.pk, answer="Gestrichen.")
    for actor, verb, given in (
        (cast.author, Verb.SUBMIT, Given()),
        (cast.curator, Verb.CLAIM, Given()),
        (cast.curator, Verb.REQUEST_RELEASE, Given(anonymisation=TICKED)),
        (other_lead, Verb.RELEASE, Given(function="Leitung")),
    ):
        actions.move(actor=actor, revision_id=revision.pk, verb=verb, given=given)
    assert state_of(revision) == State.RELEASE_PENDING
    assert queries.leads_without_release(Revision.objects.get(pk=revision.pk)) == {cast.place.pk}


def test_publishing_supersedes_verifies_and_tells_once_after_commit(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    first = make_revision(cast, State.PUBLISHED)
    draft = actions.revise_example(actor=cast.author, public_id=first.example.public_id)
    bring(cast, draft, State.APPROVED)
    heard: list[ExamplePublished] = []
    stop = subscribe(ExamplePublished, heard.append)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            actions.move(actor=cast.second, revision_id=draft.pk, verb=Verb.PUBLISH, given=CHECKED)
        assert heard == []
    stop()
    example = PracticeExample.objects.get(pk=first.example_id)
    assert heard == [ExamplePublished(example.pk, draft.pk, example.public_id)]
    assert (state_of(first), state_of(draft)) == (State.SUPERSEDED, State.PUBLISHED)
    today = timezone.localdate()
    assert (example.verified_on, example.review_due) == (
        today,
        date(today.year + 2, today.month, min(today.day, 28)),
    )
    moves = AuditEntry.objects.filter(object_id=str(first.pk), action="practice.supersede")
    assert [(row.actor_kind, row.facts["from"], row.facts["to"]) for row in moves] == [
        ("system", "published", "superseded")
    ]


def test_repeating_ones_own_move_changes_nothing(cast: Cast) -> None:
    revision = make_revision(cast, State.SUBMITTED)
    rows, version = AuditEntry.objects.count(), revision.version
    again = actions.move(actor=cast.author, revision_id=revision.pk, verb=Verb.SUBMIT, version=1)
    assert (again.state, again.version, AuditEntry.objects.count()) == (State.SUBMITTED, version, rows)


def test_a_move_against_an_older_version_is_refused(cast: Cast) -> None:
    revision = make_revision(cast, State.SUBMITTED)
    with pytest.raises(ConflictError, match="changed_meanwhile"):
        actions.move(actor=cast.curator, revision_id=revision.pk, verb=Verb.CLAIM, version=revision.version - 1)
    assert state_of(revision) == State.SUBMITTED


def test_an_appeal_goes_to_another_curator_and_there_is_one(cast: Cast) -> None:
    revision = make_revision(cast, State.REJECTED)
    assert (revision.reject_reason, revision.reject_text) == ("too_thin", "Es fehlt das Vorgehen.")
    appeal = Given(text="Das Vorgehen steht im Anhang.")
    actions.move(actor=cast.author, revision_id=revision.pk, verb=Verb.APPEAL, given=appeal)
    with pytest.raises(ForbiddenError):
        actions.move(actor=cast.curator, revision_id=revision.pk, verb=Verb.CLAIM)
    actions.move(actor=cast.second, revision_id=revision.pk, verb=Verb.CLAIM)
    actions.move(
        actor=cast.second, revision_id=revision.pk, verb=Verb.REJECT, given=Given(reason="duplicate", text="Doppelt.")
    )
    with pytest.raises(ConflictError, match="not_possible_now"):
        actions.move(actor=cast.author, revision_id=revision.pk, verb=Verb.APPEAL, given=appeal)


def test_the_text_is_frozen_while_it_is_reviewed(cast: Cast) -> None:
    revision = make_revision(cast, State.IN_REVIEW)
    with pytest.raises(ConflictError, match="not_possible_now"):
        actions.save_draft(
            actor=cast.author, revision_id=revision.pk, version=revision.version, changes={"title": "Neu"}
        )
    assert Revision.objects.get(pk=revision.pk).title == FULL["title"]


def test_two_tabs_never_overwrite_silently(cast: Cast) -> None:
    draft = make_draft(cast)
    saved = actions.save_draft(
        actor=cast.author, revision_id=draft.pk, version=draft.version, changes={"title": "Erster Reiter"}
    )
    with pytest.raises(ConflictError) as refusal:
        actions.save_draft(
            actor=cast.author, revision_id=draft.pk, version=draft.version, changes={"title": "Zweiter Reiter"}
        )
    assert (refusal.value.code, refusal.value.params) == ("changed_meanwhile", {"version": saved.version})
    again = actions.save_draft(
        actor=cast.author, revision_id=draft.pk, version=draft.version, changes={"title": "Erster Reiter"}
    )
    assert (again.version, again.title) == (saved.version, "Erster Reiter")


def test_only_people_of_a_municipality_begin_examples() -> None:
    with pytest.raises(ForbiddenError, match="no_municipality"):
        actions.start_example(actor=make_user(), content=SHORT)
    assert PracticeExample.objects.count() == 0


def test_withdrawn_revisions_are_kept_ninety_days(cast: Cast) -> None:
    from forum.practice.actions.clearing import remove_withdrawn

    old, fresh = make_revision(cast, State.WITHDRAWN), make_revision(cast, State.WITHDRAWN)
    Revision.objects.filter(pk=old.pk).update(state_since=now() - timedelta(days=91))
    assert remove_withdrawn(before=now() - timedelta(days=90)) == 1
    assert list(Revision.objects.values_list("pk", flat=True)) == [fresh.pk]
    assert list(PracticeExample.objects.values_list("pk", flat=True)) == [fresh.example_id]
