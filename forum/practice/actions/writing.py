"""Beginning examples, saving drafts, and the notes between curator and author."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from forum.accounts.models import User
from forum.accounts.rules import require_member
from forum.audit.actions import record
from forum.core.characters import is_text, with_line_ends
from forum.core.clock import now
from forum.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from forum.core.limits import Limit, take
from forum.municipalities.queries import municipality_of
from forum.practice import errors, queries, rules
from forum.practice.actions.copies import new_draft, own_lead_row, write_content
from forum.practice.actions.move import move
from forum.practice.content import clean, clean_one
from forum.practice.enums import Verb
from forum.practice.fields import BY_NAME, NOTE_FIELDS
from forum.practice.models import PracticeExample, ReviewNote, Revision, YearCounter
from forum.practice.projections import content_of
from forum.threads.queries import access_thread

STARTS = Limit("practice.start", burst=10, every=600)
LONGEST_NOTE = 1000


@transaction.atomic
def start_example(
    *, actor: User, content: dict[str, Any] | None = None, source_thread: int | None = None, demo: bool = False
) -> Revision:
    """A new example with an empty first draft; its id is given here and never changes.

    ``source_thread`` is the thread it grew out of; its title becomes the draft's title when ``content`` has none.

    Raises ``ForbiddenError("no_municipality")`` for somebody who confirmedly works for none, ``RateLimitedError``
    after ten starts in a row, ``InvalidError`` for faulty content, ``NotFoundError`` for an unreadable thread.
    """
    require_member(actor)
    if municipality_of(actor) is None:
        raise ForbiddenError("no_municipality")
    if not demo:
        take(STARTS, str(actor.pk))
    moment = now()
    example = PracticeExample.objects.create(public_id=_next_public_id(timezone.localdate(moment).year), demo=demo)
    draft = new_draft(example=example, author=actor, moment=moment)
    begun: dict[str, Any] = {"municipalities": own_lead_row(actor)}
    if source_thread is not None:
        draft.source_thread = access_thread(reader=actor, thread_id=source_thread)
        begun["title"] = draft.source_thread.title[: BY_NAME["title"].limit]
    changes = clean({**begun, **(content or {})})
    write_content(revision=draft, changes=changes, reader=actor)
    return draft


def _next_public_id(year: int) -> str:
    """The next number of the year. The update holds the row until commit, so no number is given twice."""
    YearCounter.objects.get_or_create(year=year)
    YearCounter.objects.filter(year=year).update(highest=F("highest") + 1)
    return f"PB-{year}-{YearCounter.objects.get(year=year).highest:03d}"


@transaction.atomic
def revise_example(*, actor: User, public_id: str) -> Revision:
    """The draft of the next revision, begun now or, when the actor did so before, the one on its way."""
    live = queries.access_example(reader=actor, public_id=public_id).revision
    if live is None:
        raise ConflictError(errors.NOT_POSSIBLE_NOW)
    move(actor=actor, revision_id=live.pk, verb=Verb.REVISE)
    draft = queries.open_revision_of(example_id=live.example_id)
    if draft is None:
        raise NotFoundError
    return draft


@transaction.atomic
def save_draft(*, actor: User, revision_id: int, version: int, changes: dict[str, Any]) -> Revision:
    """Save what was typed, against the version that was seen; gives the revision with its new version.

    Two tabs never overwrite silently: raises ``ConflictError("changed_meanwhile")`` with the present ``version`` when
    somebody saved in between. Sending the same changes once more (a lost answer) changes nothing. Raises
    ``ConflictError`` when the text is frozen, ``ForbiddenError`` for others than its authors.
    """
    revision = queries.access_revision(reader=actor, revision_id=revision_id, lock=True)
    who = queries.standing(reader=actor, revision=revision)
    if not who.author:
        raise ForbiddenError(errors.NOT_YOURS)
    cleaned = clean(changes)
    present = content_of(revision)
    if all(present[name] == value for name, value in cleaned.items()):
        return revision
    if not rules.may_edit(who, revision):
        raise ConflictError(errors.NOT_POSSIBLE_NOW, state=revision.state)
    if version != revision.version:
        raise ConflictError(errors.CHANGED_MEANWHILE, version=revision.version)
    revision.version += 1
    revision.edited = now()
    write_content(revision=revision, changes=cleaned, reader=actor)
    return queries.access_revision(reader=actor, revision_id=revision_id)


@transaction.atomic
def add_note(*, actor: User, revision_id: int, field: str, text: str) -> ReviewNote:
    """The reviewing curator asks for something at a field. Writing the same open note again gives the first one."""
    revision = queries.access_revision(reader=actor, revision_id=revision_id, lock=True)
    if not rules.may_note(queries.standing(reader=actor, revision=revision), revision):
        raise ForbiddenError(errors.NOT_YOURS)
    if field not in NOTE_FIELDS:
        raise InvalidError(errors={"field": "bad_value"})
    note, created = ReviewNote.objects.get_or_create(
        revision=revision, field=field, text=_words(text, "text"), answer="", defaults={"author": actor}
    )
    if created:
        record(actor=actor, action="practice.note", target=revision, facts={"note": note.pk, "field": field})
    return note


@transaction.atomic
def answer_note(*, actor: User, note_id: int, answer: str) -> ReviewNote:
    """The author answers a note; an answer may be changed until the revision is submitted again."""
    found = ReviewNote.objects.filter(pk=note_id).values_list("revision_id", flat=True).first()
    if found is None:
        raise NotFoundError
    revision = queries.access_revision(reader=actor, revision_id=found, lock=True)
    if not rules.may_answer(queries.standing(reader=actor, revision=revision), revision):
        raise ForbiddenError(errors.NOT_YOURS)
    note = ReviewNote.objects.get(pk=note_id)
    note.answer = _words(answer, "answer")
    note.answered_by = actor
    note.answered_at = now()
    note.save()
    record(actor=actor, action="practice.answer", target=revision, facts={"note": note.pk})
    return note


@transaction.atomic
def rate_transfer(*, actor: User, revision_id: int, version: int, rating: str, reason: str) -> Revision:
    """The reviewing curator judges how far the example can be taken over, with the reason."""
    revision = queries.access_revision(reader=actor, revision_id=revision_id, lock=True)
    if not rules.may_note(queries.standing(reader=actor, revision=revision), revision):
        raise ForbiddenError(errors.NOT_YOURS)
    values = {
        "transfer_rating": clean_one("transfer_rating", rating),
        "transfer_reason": clean_one("transfer_reason", reason),
    }
    if all(getattr(revision, name) == value for name, value in values.items()):
        return revision
    if version != revision.version:
        raise ConflictError(errors.CHANGED_MEANWHILE, version=revision.version)
    for name, value in values.items():
        setattr(revision, name, value)
    revision.version += 1
    revision.save()
    record(actor=actor, action="practice.rate", target=revision, facts={"rating": values["transfer_rating"]})
    return revision


def _words(text: str, field: str) -> str:
    words = with_line_ends(text).strip()
    if not words:
        raise InvalidError(errors={field: errors.REQUIRED})
    if len(words) > LONGEST_NOTE:
        raise InvalidError(errors={field: "too_long"})
    if not is_text(words):
        raise InvalidError(errors={field: "malformed_text"})
    return words
