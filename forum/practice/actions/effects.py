"""What else happens when a row of the transition table is taken. ``move`` saves revision and example afterwards."""

from datetime import date

from django.utils import timezone

from forum.core.errors import NotFoundError
from forum.core.events import emit
from forum.municipalities.queries import affiliation_of
from forum.practice.actions.case import Case
from forum.practice.actions.copies import copy_as_draft
from forum.practice.enums import MunicipalityRole, State
from forum.practice.events import ExamplePublished, PublicationScheduled
from forum.practice.models import Release, ReviewNote, UpdateSuggestion
from forum.practice.rules import REVIEW_MONTHS, REVIEW_WORKDAYS
from forum.practice.workdays import add_workdays


def nothing(case: Case) -> None:
    """The new state says all."""


def enter_desk(case: Case) -> None:
    """The editors have ten working days."""
    case.revision.submitted_at = case.moment
    case.revision.due_on = add_workdays(_today(case), REVIEW_WORKDAYS)


def leave_desk(case: Case) -> None:
    """Back with its author."""
    case.revision.submitted_at = case.revision.due_on = None


def claim(case: Case) -> None:
    """The author sees who reviews."""
    case.revision.claimant = case.person


def open_release_round(case: Case) -> None:
    """Each lead municipality is asked; releases of an earlier round count no more."""
    case.revision.anonymised_at = case.moment
    case.revision.release_round += 1


def record_release(case: Case) -> None:
    """Who released for which municipality, in which function, when."""
    place = affiliation_of(case.person)
    if place is None:
        raise NotFoundError
    Release.objects.create(
        revision=case.revision,
        municipality_id=place.municipality_id,
        round=case.revision.release_round,
        released_by=case.person,
        function=case.given.function.strip(),
        released_on=_today(case),
    )


def note_refusal(case: Case) -> None:
    """The municipality's reason becomes a note that the author must answer."""
    ReviewNote.objects.create(revision=case.revision, field="release", text=case.given.text.strip(), author=case.person)


def schedule(case: Case) -> None:
    """The second curator stands for the publication; a task carries it out."""
    case.revision.anonymised_again_at = case.moment
    case.revision.published_by = case.person
    case.revision.publish_at = case.given.publish_at
    if case.given.publish_at is not None:
        emit(PublicationScheduled(case.revision.pk, case.given.publish_at))


def publish(case: Case) -> None:
    """The second curator publishes now."""
    case.revision.anonymised_again_at = case.moment
    case.revision.published_by = case.person
    go_live(case)


def go_live(case: Case) -> None:
    """The text is verified for 24 months; earlier flags fall. Followers are told once, after commit."""
    case.revision.published_at = case.moment
    case.revision.due_on = None
    _verify(case)
    case.example.archived_at = None
    emit(ExamplePublished(case.example.pk, case.revision.pk, case.example.public_id))


def reject(case: Case) -> None:
    """The statement of reasons."""
    case.revision.reject_reason = case.given.reason
    case.revision.reject_text = case.given.text.strip()
    case.revision.rejected_by = case.person
    case.revision.due_on = None


def appeal(case: Case) -> None:
    """To another curator: the former claim falls, the one who rejected stays on record."""
    case.revision.appeal_text = case.given.text.strip()
    case.revision.claimant = None
    enter_desk(case)


def begin_next_revision(case: Case) -> None:
    """A draft with the same text; the live one stays untouched."""
    copy_as_draft(case.revision, author=case.person, moment=case.moment)


def keep_suggestion(case: Case) -> None:
    """For curators and authors to read."""
    UpdateSuggestion.objects.create(example=case.example, author=case.person, text=case.given.text.strip()[:500])


def flag_update(case: Case) -> None:
    """A banner on the page, and the clock of reminders starts."""
    case.example.needs_update_since = case.moment
    case.example.needs_update_reason = case.given.text.strip()[:500]


def confirm(case: Case) -> None:
    """Still right: verified anew without new text."""
    _verify(case)


def archive(case: Case) -> None:
    """Out of lists and search; the page stays with a banner."""
    case.example.archived_at = case.moment


def suspend(case: Case) -> None:
    """The page shows a neutral notice instead of the text."""
    case.example.suspended_at = case.moment
    case.example.suspended_by = case.person
    case.example.suspend_reason = case.given.text.strip()[:500]


def restore(case: Case) -> None:
    """The second moderator lets it be seen again."""
    case.example.suspended_at = case.example.suspended_by = None
    case.example.suspend_reason = ""


def close(case: Case) -> None:
    """The second moderator archives it instead."""
    restore(case)
    archive(case)


def _today(case: Case) -> date:
    return timezone.localdate(case.moment)


def _verify(case: Case) -> None:
    today = _today(case)
    months = today.month - 1 + REVIEW_MONTHS
    case.example.verified_on = today
    case.example.review_due = date(today.year + months // 12, months % 12 + 1, min(today.day, 28))
    case.example.needs_update_since = None
    case.example.needs_update_reason = ""


def is_released(case: Case) -> State:
    """Approved when every lead municipality has released this round."""
    releases = Release.objects.filter(revision=case.revision, round=case.revision.release_round)
    leads = {p.municipality_id for p in case.revision.participations.all() if p.role == MunicipalityRole.LEAD}
    return State.APPROVED if leads <= set(releases.values_list("municipality_id", flat=True)) else State.RELEASE_PENDING
