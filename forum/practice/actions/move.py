"""The one function that moves a revision. Nothing else writes ``state``."""

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError
from forum.core.events import emit
from forum.practice import errors, queries, rules
from forum.practice.actions.case import Case, Given
from forum.practice.actions.transitions import BY_VERB_AND_SOURCE, Row
from forum.practice.enums import State, Verb
from forum.practice.events import RevisionMoved
from forum.practice.models import Release, Revision, UpdateSuggestion
from forum.practice.rules import Standing


@transaction.atomic
def move(
    *,
    actor: User | None,
    revision_id: int,
    verb: Verb,
    version: int | None = None,
    given: Given | None = None,
) -> Revision:
    """Take the row of the transition table for this verb; ``actor`` ``None`` is a task.

    Guaranteed: the rows of example and revision are locked; one audit row per transition in this transaction; the
    event is said after commit. Repeating one's own last move changes nothing. ``version`` is the one the actor saw.

    Raises ``NotFoundError`` for a revision the actor takes no part in, ``ConflictError`` when the table has no such
    row for the present state or somebody changed the revision meanwhile, ``ForbiddenError`` when the row is not
    theirs, and what the row's guard raises.
    """
    revision = queries.access_revision(reader=actor, revision_id=revision_id, lock=True)
    given = given or Given()
    if _is_repeated(actor, revision, verb, given):
        return revision
    row = BY_VERB_AND_SOURCE.get((verb, State(revision.state)))
    if row is None or not rules.flag_allows(verb, revision.example):
        raise ConflictError(errors.NOT_POSSIBLE_NOW, state=revision.state)
    who = queries.standing(reader=actor, revision=revision)
    if not row.who(who):
        raise ForbiddenError(errors.NOT_YOURS)
    if version is not None and version != revision.version:
        raise ConflictError(errors.CHANGED_MEANWHILE, version=revision.version)
    case = Case(actor, who, revision, given, now())
    row.guard(case)
    _take(row, case)
    return revision


def may(*, revision: Revision, who: Standing) -> list[Verb]:
    """The verbs that this person may use on the revision now; what they must give with it is the guard's matter."""
    rows = [row for row in BY_VERB_AND_SOURCE.values() if row.source == revision.state and not who.system]
    return [
        row.verb
        for row in rows
        if row.who(who) and rules.flag_allows(row.verb, revision.example) and rules.is_offered(row.verb, who, revision)
    ]


def _is_repeated(actor: User | None, revision: Revision, verb: Verb, given: Given) -> bool:
    """The actor's own last move once more; a release counts as theirs for the whole round."""
    if verb == Verb.RELEASE and actor is not None:
        releases = Release.objects.filter(revision=revision, round=revision.release_round)
        return releases.filter(released_by=actor).exists()
    if actor is None or revision.last_verb != verb or revision.last_actor_id != actor.pk:
        return False
    if verb == Verb.REVISE:
        draft = queries.open_revision_of(example_id=revision.example_id)
        return draft is not None and draft.author_id == actor.pk
    if verb == Verb.SUGGEST_UPDATE:
        text = given.text.strip()[:500]
        return UpdateSuggestion.objects.filter(example=revision.example, author=actor, text=text).exists()
    return (verb, State(revision.state)) not in BY_VERB_AND_SOURCE or not rules.flag_allows(verb, revision.example)


def _take(row: Row, case: Case) -> None:
    """Effect, new state, audit row, event; the former live revision is superseded first."""
    revision = case.revision
    before = State(revision.state)
    row.effect(case)
    after = row.target if isinstance(row.target, State) else row.target(case)
    if after is State.PUBLISHED and before is not State.PUBLISHED:
        _supersede(case)
    revision.state = after
    revision.state_since = case.moment if after is not before else revision.state_since
    revision.version += 1
    revision.last_verb = row.verb
    revision.last_actor = case.actor
    revision.example.save()
    revision.save()
    facts = {"example": revision.example.public_id, "from": before, "to": after}
    record(actor=case.actor, action=f"practice.{row.verb}", target=revision, facts=facts)
    emit(RevisionMoved(revision.example_id, revision.pk, row.verb, after))


def _supersede(case: Case) -> None:
    """There is one live revision."""
    former = queries.live_revision_of(example_id=case.revision.example_id)
    if former is not None:
        former.example = case.example
        row = BY_VERB_AND_SOURCE[Verb.SUPERSEDE, State.PUBLISHED]
        _take(row, Case(None, Standing(system=True), former, Given(), case.moment))
