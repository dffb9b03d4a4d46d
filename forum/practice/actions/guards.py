"""What must be true before a row of the transition table is taken. Each raises the refusal or returns."""

from forum.core.characters import is_text, with_line_ends
from forum.core.errors import ConflictError, InvalidError
from forum.practice import errors, rules
from forum.practice.actions.case import Case
from forum.practice.enums import AnonymisationCheck, RejectReason
from forum.practice.fields import Need
from forum.practice.models import ReviewNote

LONGEST_TEXT = 2000


def free(case: Case) -> None:
    """Nothing beyond person and state."""


def text_given(case: Case) -> None:
    """Words are needed: a reason, a suggestion."""
    if not case.given.text.strip():
        raise InvalidError(errors={"text": errors.REQUIRED})
    if len(case.given.text) > LONGEST_TEXT:
        raise InvalidError(errors={"text": "too_long"})
    if not is_text(with_line_ends(case.given.text)):
        raise InvalidError(errors={"text": "malformed_text"})


def complete_to_submit(case: Case) -> None:
    """All S fields are filled; a person is named only with consent."""
    faults = dict.fromkeys(rules.missing(case.revision, Need.SUBMIT), errors.REQUIRED)
    if case.revision.contact_person and not case.revision.contact_person_consent:
        faults["contact_person_consent"] = "consent_required"
    if faults:
        raise InvalidError(errors.INCOMPLETE, errors=faults)


def notes_answered(case: Case) -> None:
    """Each note has an answer, and the S fields are still filled."""
    if ReviewNote.objects.filter(revision=case.revision, answer="").exists():
        raise ConflictError(errors.NOTE_UNANSWERED)
    complete_to_submit(case)


def has_open_note(case: Case) -> None:
    """At least one note waits for an answer."""
    if not ReviewNote.objects.filter(revision=case.revision, answer="").exists():
        raise ConflictError(errors.NO_OPEN_NOTE)


def anonymised(case: Case) -> None:
    """The whole anonymisation list is ticked in this very act."""
    if not case.given.anonymisation >= set(AnonymisationCheck.values):
        raise InvalidError(errors={"anonymisation": errors.NOT_ANONYMISED})


def ready_for_release(case: Case) -> None:
    """All P fields are filled and the anonymisation list is ticked."""
    faults = dict.fromkeys(rules.missing(case.revision, Need.PUBLISH), errors.REQUIRED)
    if faults:
        raise InvalidError(errors.INCOMPLETE, errors=faults)
    anonymised(case)


def function_given(case: Case) -> None:
    """The releasing person says in which function."""
    if not case.given.function.strip():
        raise InvalidError(errors={"function": errors.REQUIRED})
    if len(case.given.function) > 120:
        raise InvalidError(errors={"function": "too_long"})
    if not is_text(with_line_ends(case.given.function)):
        raise InvalidError(errors={"function": "malformed_text"})


def ready_to_publish(case: Case) -> None:
    """Anonymisation list ticked a second time, links and files checked, the example not suspended."""
    anonymised(case)
    if not case.given.links_checked:
        raise InvalidError(errors={"links_checked": errors.LINKS_UNCHECKED})
    not_suspended(case)


def ready_to_schedule(case: Case) -> None:
    """As for publishing, and the time lies ahead."""
    ready_to_publish(case)
    if case.given.publish_at is None or case.given.publish_at <= case.moment:
        raise InvalidError(errors={"publish_at": errors.NOT_IN_FUTURE})


def time_has_come(case: Case) -> None:
    """The scheduled time is reached."""
    not_suspended(case)
    if case.revision.publish_at is None or case.revision.publish_at > case.moment:
        raise ConflictError(errors.NOT_YET)


def not_suspended(case: Case) -> None:
    """Nothing goes live while a moderator has suspended the example."""
    if case.example.suspended_at is not None:
        raise ConflictError(errors.NOT_POSSIBLE_NOW)


def reason_from_list(case: Case) -> None:
    """A reason of the list and a statement in own words."""
    if case.given.reason not in RejectReason.values:
        raise InvalidError(errors={"reason": errors.REQUIRED})
    text_given(case)


def first_appeal(case: Case) -> None:
    """There is one appeal."""
    if case.revision.appeal_text:
        raise ConflictError(errors.NOT_POSSIBLE_NOW)
    text_given(case)


def archive_allowed(case: Case) -> None:
    """The author at any time; a curator when the text has needed an update for 90 days."""
    if not case.who.author and not rules.archive_is_due(case.example):
        raise ConflictError(errors.NOT_YET)
