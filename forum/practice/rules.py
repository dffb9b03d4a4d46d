"""May this person? And: is everything there? Pure predicates over what ``queries`` found out."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from forum.core.clock import now
from forum.practice.enums import EDITABLE_STATES, Kind, State, Verb
from forum.practice.fields import FIELDS, Field, Form, Need
from forum.practice.models import PracticeExample, Revision

REVIEW_MONTHS: Final = 24
REVIEW_WORKDAYS: Final = 10
DAYS_UNTIL_ARCHIVE: Final = 90
DAYS_KEPT_WITHDRAWN: Final = 90


@dataclass(frozen=True)
class Standing:
    """What a person is to one revision; ``system`` is nobody: a scheduled task."""

    system: bool = False
    member: bool = False
    affiliated: bool = False
    author: bool = False  # or co-author
    curator: bool = False
    moderator: bool = False
    colleague: bool = False  # works for the author's or a participating municipality
    lead: bool = False  # Ansprechperson of one of its lead municipalities
    claimant: bool = False
    someone_else_claimed: bool = False
    refused_before: bool = False  # rejected this revision: its appeal goes to another curator
    suspender: bool = False
    released: bool = False  # their municipality has released the present round


def is_system(who: Standing) -> bool:
    """A task, no person."""
    return who.system


def is_author(who: Standing) -> bool:
    """Author or co-author of the revision."""
    return who.author


def is_independent_curator(who: Standing) -> bool:
    """A curator who did not write it and does not work for a municipality that is part of it."""
    return who.curator and not who.author and not who.colleague


def may_claim(who: Standing) -> bool:
    """An independent curator; never against another one's claim, never the one who refused it before."""
    return is_independent_curator(who) and not who.someone_else_claimed and not who.refused_before


def is_claimant(who: Standing) -> bool:
    """The curator who reviews it, still independent of it."""
    return who.claimant and is_independent_curator(who)


def is_second_curator(who: Standing) -> bool:
    """A curator who is neither author nor co-author nor claimant: the second pair of eyes."""
    return who.curator and not who.author and not who.claimant


def is_lead(who: Standing) -> bool:
    """Ansprechperson of a lead municipality."""
    return who.lead


def may_release(who: Standing) -> bool:
    """Ansprechperson of a lead municipality that has not released this round."""
    return who.lead and not who.released


def may_recall(who: Standing) -> bool:
    """Its author while nobody has claimed it."""
    return who.author and not who.someone_else_claimed


def may_start(who: Standing) -> bool:
    """A member who confirmedly works for a municipality."""
    return who.member and who.affiliated


def is_author_or_lead(who: Standing) -> bool:
    """Who may take it back before it is approved."""
    return who.author or who.lead


def is_author_or_curator(who: Standing) -> bool:
    """Who may begin the next revision."""
    return who.author or who.curator


def is_member(who: Standing) -> bool:
    """Anybody signed in with an active account."""
    return who.member


def is_curator_or_system(who: Standing) -> bool:
    """Who may say that a text needs to be updated."""
    return who.curator or who.system


def is_moderator(who: Standing) -> bool:
    """A moderator."""
    return who.moderator


def is_second_moderator(who: Standing) -> bool:
    """Another moderator than the one who suspended it."""
    return who.moderator and not who.suspender


def may_edit(who: Standing, revision: Revision) -> bool:
    """The text is open to its authors in a draft and while changes are requested."""
    return who.author and revision.state in EDITABLE_STATES


def may_note(who: Standing, revision: Revision) -> bool:
    """The reviewing curator writes notes and rates transferability."""
    return is_claimant(who) and revision.state == State.IN_REVIEW


def may_answer(who: Standing, revision: Revision) -> bool:
    """The author answers notes while changes are requested."""
    return who.author and revision.state == State.CHANGES_REQUESTED


def is_live(example: PracticeExample) -> bool:
    """Neither archived nor suspended."""
    return example.archived_at is None and example.suspended_at is None


def flag_allows(verb: Verb, example: PracticeExample) -> bool:
    """Whether the flags of a published example allow the verb; verbs of curation are not concerned."""
    suspended, archived = example.suspended_at is not None, example.archived_at is not None
    if verb in {Verb.RESTORE, Verb.CLOSE}:
        return suspended
    if verb in {Verb.CONFIRM}:
        return example.needs_update_since is not None and not suspended
    if verb in {Verb.FLAG_UPDATE}:
        return example.needs_update_since is None and is_live(example)
    if verb in {Verb.ARCHIVE, Verb.SUGGEST_UPDATE}:
        return not archived and not suspended
    if verb in {Verb.SUSPEND, Verb.REVISE}:
        return not suspended
    return True


def archive_is_due(example: PracticeExample) -> bool:
    """A curator may archive what has needed an update for 90 days."""
    since = example.needs_update_since
    return since is not None and since <= now() - timedelta(days=DAYS_UNTIL_ARCHIVE)


def applies(field: Field, revision: Revision) -> bool:
    """Phase and parties belong to conflict cases only."""
    return not field.conflict_only or revision.kind == Kind.CONFLICT_CASE


def is_filled(field: Field, revision: Revision) -> bool:
    """Whether the field has a value. Results may be announced for a month instead of written."""
    if field.form is Form.TERMS:
        return any(term.facet == field.facet for term in revision.terms.all())
    if field.form is Form.MUNICIPALITIES:
        return any(part.role == "lead" for part in revision.participations.all())
    if field.name == "results":
        return bool(revision.results or revision.results_expected)
    if field.form is Form.NUMBER:
        return getattr(revision, field.name) is not None
    return bool(getattr(revision, field.name))


def missing(revision: Revision, need: Need) -> list[str]:
    """The fields still to be filled before submitting, or (with those) before publishing."""
    needed = {Need.SUBMIT} if need is Need.SUBMIT else {Need.SUBMIT, Need.PUBLISH}
    return [f.name for f in FIELDS if f.need in needed and applies(f, revision) and not is_filled(f, revision)]


_ASKED_FOR: Final = frozenset(
    {"donts", "minimal_version", "not_transferable_if", "kms_components", "funding", "offers"}
)


def unanswered(revision: Revision) -> list[str]:
    """What a reader may still ask for: fields needed for publication and the most wanted optional ones."""
    asked = [f for f in FIELDS if f.need is not Need.OPTIONAL or f.name in _ASKED_FOR]
    return [f.name for f in asked if applies(f, revision) and not is_filled(f, revision)]


def completeness(revision: Revision) -> int:
    """Filled share of the fields that are needed or asked for, in whole percent."""
    asked = [f for f in FIELDS if (f.need is not Need.OPTIONAL or f.name in _ASKED_FOR) and applies(f, revision)]
    return 100 * sum(is_filled(f, revision) for f in asked) // len(asked)


def is_offered(verb: Verb, who: Standing, revision: Revision) -> bool:
    """Whether a page should show the verb at all to somebody who may use it in principle."""
    if verb == Verb.APPEAL:
        return not revision.appeal_text
    if verb == Verb.ARCHIVE:
        return who.author or archive_is_due(revision.example)
    return True
