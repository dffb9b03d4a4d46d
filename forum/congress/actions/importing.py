"""Reading the documentation of a session that was held in another installation."""

import uuid
from typing import Any, Final

from django.db import transaction

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.accounts.rules import has_role
from forum.audit.actions import record
from forum.congress import documents, keys, queries
from forum.congress.documentation import documentation
from forum.congress.documents import CongressFacts, Document, QuestionText, SessionFacts
from forum.congress.enums import CongressStatus, LiveState, QuestionState
from forum.congress.models import (
    Congress,
    LiveAnswer,
    LiveQuestion,
    LiveSession,
    Room,
    Session,
    SessionSpeaker,
    Speaker,
)
from forum.congress.texts import save_congress, save_session
from forum.core.characters import is_malformed
from forum.core.clock import now
from forum.core.errors import ConflictError, InvalidError, NotFoundError

STATES: Final = {
    "answered": QuestionState.ANSWERED,
    "deferred": QuestionState.DEFERRED,
    "open": QuestionState.APPROVED,
}
NOT_TOLD: Final = "…"
"""Stands for wordings that no documentation has: the asker's of an edited question, and those never approved."""


@transaction.atomic
def import_session(*, actor: User | None, document: Document) -> LiveSession:
    """Take in a closed session with its published documentation; congress and programme are made where missing.

    Guaranteed: the documentation of what is stored is the document that was given, to the letter. Reading the same file
    again changes nothing. Scores are taken over as they are, without voters, and the session has no key, so it can
    never be opened again. ``actor`` is an admin or a host of the congress, or ``None`` for the operator at the console.

    Raises ``NotFoundError`` for anybody else, ``InvalidError`` (``malformed_text``, ``dates``, ``numbers``,
    ``speakers``) for a document that no installation has made, and ``ConflictError("import_differs")`` when this
    session, its congress or its point of the programme is here already and says something else.
    """
    _check(document)
    congress = Congress.objects.select_for_update().filter(slug=document.congress.slug).first()
    if actor is not None and not _may_import(actor, congress):
        raise NotFoundError
    known = LiveSession.objects.filter(origin=uuid.UUID(document.origin)).first()
    if known is None:
        programme = _programme(congress or _congress(document.congress), document.session)
        known = _live(programme, document)
        _questions(known, document)
        record(actor=actor, action="live_session.import", target=known, facts={"origin": document.origin})
    if documentation(known.pk) != document:
        raise ConflictError("import_differs")
    return known


def _may_import(actor: User, congress: Congress | None) -> bool:
    return queries.may_host(actor, congress) if congress else has_role(actor, Role.ADMIN)


def _check(document: Document) -> None:
    session, congress = document.session, document.congress
    if not (session.starts < session.ends and congress.starts <= congress.ends):
        raise InvalidError("dates")
    numbers = [question.number for question in document.questions]
    if numbers != sorted(set(numbers)):
        raise InvalidError("numbers")
    names = [speaker.name for speaker in session.speakers]
    if len(names) != len(set(names)):
        raise InvalidError("speakers")
    if not _is_clean(documents.plain(document)):
        raise InvalidError("malformed_text")


def _is_clean(value: Any) -> bool:
    """Whether no text holds malformed characters, other than those that end lines."""
    if isinstance(value, str):
        return not any(is_malformed(letter) and letter not in "\n\t\r" for letter in value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return all(_is_clean(part) for part in parts)


def _congress(facts: CongressFacts) -> Congress:
    names = ("slug", "title", "subtitle", "starts", "ends", "place", "host", "fictional")
    values = {name: getattr(facts, name) for name in names}
    return save_congress(Congress(status=CongressStatus.PUBLISHED, **values))


def _programme(congress: Congress, facts: SessionFacts) -> Session:
    """The point of the programme without a live session that fits, else a new one."""
    found = congress.sessions.filter(title=facts.title, starts=facts.starts, live=None).first()
    if found is not None:
        return found
    room = Room.objects.get_or_create(congress=congress, name=facts.room)[0] if facts.room else None
    values = {name: getattr(facts, name) for name in ("title", "abstract", "kind", "starts", "ends")}
    session = save_session(Session(congress=congress, room=room, **values))
    for position, part in enumerate(facts.speakers):
        defaults = {"function": part.function}
        speaker, _ = Speaker.objects.get_or_create(congress=congress, name=part.name, defaults=defaults)
        SessionSpeaker.objects.create(session=session, speaker=speaker, role=part.role, position=position)
    return session


def _live(programme: Session, document: Document) -> LiveSession:
    whole = documents.plain(document)
    numbers = [question.number for question in document.questions]
    threads = {str(row["number"]): row["thread"] for row in whole["questions"] if row["thread"]}
    return LiveSession.objects.create(
        programme=programme,
        state=LiveState.CLOSED,
        code=keys.new_code(),
        premoderation=document.session.premoderation,
        voter_key=None,
        opened=document.session.opened,
        closed=document.session.closed,
        documented=now(),
        origin=uuid.UUID(document.origin),
        imported={**{name: whole[name] for name in documents.FOREIGN}, "threads": threads, "numbers": numbers},
    )


def _questions(live: LiveSession, document: Document) -> None:
    stored = LiveQuestion.objects.bulk_create(_question(live, row) for row in document.questions)
    merged: list[LiveQuestion] = []
    answers: list[LiveAnswer] = []
    for leader, row in zip(stored, document.questions, strict=True):
        merged.extend(_merged(leader, text, QuestionState.APPROVED) for text in row.also)
        merged.extend(_merged(leader, NOT_TOLD, QuestionState.SUBMITTED) for _ in range(row.also_more))
        answers.extend(
            LiveAnswer(question=leader, text=one.text, by=one.by, created=one.at, noted=one.noted)
            for one in row.answers
        )
    LiveQuestion.objects.bulk_create(merged)
    LiveAnswer.objects.bulk_create(answers)


def _question(live: LiveSession, row: QuestionText) -> LiveQuestion:
    return LiveQuestion(
        session=live,
        text=row.text,
        original_text=NOT_TOLD if row.edited else "",
        identity=row.identity,
        shown_name=row.by or "",
        verified=row.verified,
        state=STATES[row.state],
        score=row.score,
        labels=row.labels,
        created=row.at,
        published=row.at,
        answered=row.answered_at,
        answered_how=row.answered_how or "",
    )


def _merged(leader: LiveQuestion, text: str, before: QuestionState) -> LiveQuestion:
    return LiveQuestion(
        session_id=leader.session_id,
        text=text,
        state=QuestionState.MERGED,
        state_before_merge=before,
        merged_into=leader,
        merged_with=leader,
        created=leader.created,
        published=leader.created if before == QuestionState.APPROVED else None,
    )
