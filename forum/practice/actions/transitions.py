"""The transition table: every way from one state of a revision to another. There is no other.

Rows with equal source and target change the flags of a published example (needs update, archived, suspended).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from forum.practice import rules
from forum.practice.actions import effects, guards
from forum.practice.actions.case import Case
from forum.practice.enums import State, Verb
from forum.practice.rules import Standing


@dataclass(frozen=True)
class Row:
    """``who`` may take ``verb`` from ``source``; ``guard`` must pass; ``effect`` happens; then it is ``target``."""

    verb: Verb
    source: State | None
    target: State | Callable[[Case], State]
    who: Callable[[Standing], bool]
    guard: Callable[[Case], None] = guards.free
    effect: Callable[[Case], None] = effects.nothing


_S, _V, _r, _g, _e = State, Verb, rules, guards, effects
TABLE: Final[tuple[Row, ...]] = (
    Row(_V.START, None, _S.DRAFT, _r.may_start),
    Row(_V.SUBMIT, _S.DRAFT, _S.SUBMITTED, _r.is_author, _g.complete_to_submit, _e.enter_desk),
    Row(_V.RECALL, _S.SUBMITTED, _S.DRAFT, _r.may_recall, _g.free, _e.leave_desk),
    Row(_V.CLAIM, _S.SUBMITTED, _S.IN_REVIEW, _r.may_claim, _g.free, _e.claim),
    Row(_V.REQUEST_CHANGES, _S.IN_REVIEW, _S.CHANGES_REQUESTED, _r.is_claimant, _g.has_open_note),
    Row(_V.SUBMIT, _S.CHANGES_REQUESTED, _S.SUBMITTED, _r.is_author, _g.notes_answered, _e.enter_desk),
    Row(
        _V.REQUEST_RELEASE,
        _S.IN_REVIEW,
        _S.RELEASE_PENDING,
        _r.is_claimant,
        _g.ready_for_release,
        _e.open_release_round,
    ),
    Row(_V.RELEASE, _S.RELEASE_PENDING, _e.is_released, _r.may_release, _g.function_given, _e.record_release),
    Row(_V.DECLINE_RELEASE, _S.RELEASE_PENDING, _S.CHANGES_REQUESTED, _r.is_lead, _g.text_given, _e.note_refusal),
    Row(_V.PUBLISH, _S.APPROVED, _S.PUBLISHED, _r.is_second_curator, _g.ready_to_publish, _e.publish),
    Row(_V.SCHEDULE, _S.APPROVED, _S.SCHEDULED, _r.is_second_curator, _g.ready_to_schedule, _e.schedule),
    Row(_V.GO_LIVE, _S.SCHEDULED, _S.PUBLISHED, _r.is_system, _g.time_has_come, _e.go_live),
    Row(_V.SUPERSEDE, _S.PUBLISHED, _S.SUPERSEDED, _r.is_system),
    Row(_V.REJECT, _S.SUBMITTED, _S.REJECTED, _r.is_independent_curator, _g.reason_from_list, _e.reject),
    Row(_V.REJECT, _S.IN_REVIEW, _S.REJECTED, _r.is_independent_curator, _g.reason_from_list, _e.reject),
    Row(_V.APPEAL, _S.REJECTED, _S.SUBMITTED, _r.is_author, _g.first_appeal, _e.appeal),
    Row(_V.WITHDRAW, _S.DRAFT, _S.WITHDRAWN, _r.is_author_or_lead),
    Row(_V.WITHDRAW, _S.SUBMITTED, _S.WITHDRAWN, _r.is_author_or_lead),
    Row(_V.WITHDRAW, _S.IN_REVIEW, _S.WITHDRAWN, _r.is_author_or_lead),
    Row(_V.WITHDRAW, _S.CHANGES_REQUESTED, _S.WITHDRAWN, _r.is_author_or_lead),
    Row(_V.WITHDRAW, _S.RELEASE_PENDING, _S.WITHDRAWN, _r.is_author_or_lead),
    Row(_V.REVISE, _S.PUBLISHED, _S.PUBLISHED, _r.is_author_or_curator, _g.free, _e.begin_next_revision),
    Row(_V.SUGGEST_UPDATE, _S.PUBLISHED, _S.PUBLISHED, _r.is_member, _g.text_given, _e.keep_suggestion),
    Row(_V.FLAG_UPDATE, _S.PUBLISHED, _S.PUBLISHED, _r.is_curator_or_system, _g.text_given, _e.flag_update),
    Row(_V.CONFIRM, _S.PUBLISHED, _S.PUBLISHED, _r.is_author, _g.free, _e.confirm),
    Row(_V.ARCHIVE, _S.PUBLISHED, _S.PUBLISHED, _r.is_author_or_curator, _g.archive_allowed, _e.archive),
    Row(_V.SUSPEND, _S.PUBLISHED, _S.PUBLISHED, _r.is_moderator, _g.text_given, _e.suspend),
    Row(_V.RESTORE, _S.PUBLISHED, _S.PUBLISHED, _r.is_second_moderator, _g.free, _e.restore),
    Row(_V.CLOSE, _S.PUBLISHED, _S.PUBLISHED, _r.is_second_moderator, _g.free, _e.close),
)
BY_VERB_AND_SOURCE: Final = {(row.verb, row.source): row for row in TABLE}
