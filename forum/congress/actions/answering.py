"""Written answers: by staff here, by speakers through ``store_answer`` after a gate of their own."""

from django.db import transaction

from forum.accounts.models import User
from forum.congress import rules
from forum.congress.actions.returning import settle
from forum.congress.actions.revisions import advance
from forum.congress.actions.steps import CHANGED, enter, move, note, require_time, require_unchanged, touch
from forum.congress.enums import AnsweredHow, QuestionState, Verb
from forum.congress.models import LiveAnswer, LiveQuestion, LiveSession, Speaker
from forum.core.clock import now
from forum.core.errors import NotFoundError


@transaction.atomic
def answer_in_writing(
    *, actor: User, session_id: int, question_id: int, text: str, by: str = "", version: int | None = None
) -> LiveQuestion:
    """Answer a visible question in writing, under the name of the account; also when it was answered or deferred.

    With ``by`` it is the answer of somebody else whom this names, noted by staff, and shown so. Possible after
    closing too. Repeating one's own last answer changes nothing. Raises ``NotFoundError`` unless the actor is staff
    of this congress, ``InvalidError`` for the text and ``by``, ``ConflictError`` (``changed_meanwhile`` with ``by``,
    ``wrong_state``).
    """
    clean = rules.answer_text(text)
    name = rules.writer_name(by) if by.strip() else actor.name
    live, question = enter(actor, session_id, question_id)
    return store_answer(live, question, clean, actor=actor, speaker=None, by=name, version=version)


def store_answer(
    live: LiveSession,
    question: LiveQuestion,
    text: str,
    *,
    actor: User | None,
    speaker: Speaker | None,
    by: str,
    version: int | None = None,
) -> LiveQuestion:
    """Store an answer whose writer has passed a gate, under the session's lock; ``by`` is the name shown with it.

    ``text`` has been cleaned by ``rules.answer_text``. One audit row and one revision, unless it is the writer's last
    answer once more. Raises ``ConflictError`` as ``answer_in_writing``.
    """
    require_time(live, Verb.WRITE)
    last = question.answers.order_by("-pk").first()
    author, speaker_id = actor.pk if actor else None, speaker.pk if speaker else None
    noted = actor is not None and by != actor.name
    if last and (last.text, last.by, last.author_id, last.speaker_id) == (text, by, author, speaker_id):
        return question
    require_unchanged(question, Verb.WRITE, version)
    answer = LiveAnswer.objects.create(
        question=question, text=text, by=by, noted=noted, author=actor, speaker=speaker, created=now()
    )
    facts: dict[str, object] = {"answer": answer.pk, "speaker": speaker_id, **({"noted": True} if noted else {})}
    if question.state == QuestionState.ANSWERED:
        touch(question, actor)
        question.save(update_fields=CHANGED)
        note(question, Verb.WRITE, actor, {"from": question.state, "to": question.state, **facts})
        moved = [question]
    else:
        how = AnsweredHow.WRITTEN
        moved = move(live, question, Verb.WRITE, QuestionState.ANSWERED, actor=actor, how=how, facts=facts)
    advance(live, moved)
    return question


@transaction.atomic
def take_back_answer(
    *, actor: User, session_id: int, question_id: int, answer_id: int, version: int | None = None
) -> LiveQuestion:
    """Take a written answer away, whoever wrote it, also after closing and carrying over; see ``drop_answer``.

    Raises ``NotFoundError`` unless the actor is staff of this congress and the answer stands at this question,
    ``ConflictError`` (``session_not_open``, ``changed_meanwhile`` with ``by``, ``wrong_state``).
    """
    live, question = enter(actor, session_id, question_id)
    require_time(live, Verb.UNWRITE)
    answer = question.answers.filter(pk=answer_id).first()
    if answer is None:
        raise NotFoundError
    require_unchanged(question, Verb.UNWRITE, version)
    return drop_answer(live, question, answer, actor=actor, facts={})


def drop_answer(
    live: LiveSession, question: LiveQuestion, answer: LiveAnswer, *, actor: User | None, facts: dict[str, object]
) -> LiveQuestion:
    """Delete an answer for somebody who has passed a gate, under the session's lock: one audit row, one revision.

    A question that only this answer had answered waits again: on the list or, when it has a thread, in the forum,
    unless an answer stands there already.
    """
    facts = {"answer": answer.pk, **facts}
    answer.delete()
    by_writing = question.state == QuestionState.ANSWERED and question.answered_how == AnsweredHow.WRITTEN
    if by_writing and not question.answers.exists():
        target = QuestionState.DEFERRED if question.thread_id else QuestionState.APPROVED
        moved = move(live, question, Verb.UNWRITE, target, actor=actor, facts=facts)
        settle(question, actor=actor)
    else:
        touch(question, actor)
        question.save(update_fields=CHANGED)
        note(question, Verb.UNWRITE, actor, facts)
        moved = [question]
    advance(live, moved)
    return question
