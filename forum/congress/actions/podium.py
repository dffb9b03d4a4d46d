"""What speakers write from their link, and renewing links that carry a secret."""

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import keys, queries, rules
from forum.congress.actions.answering import drop_answer, store_answer
from forum.congress.actions.revisions import advance
from forum.congress.actions.steps import CHANGED, note, touch
from forum.congress.enums import Verb
from forum.congress.events import AccessEnded
from forum.congress.models import LiveAnswer, LiveQuestion, LiveSession, SpeakerLink
from forum.congress.models.live import new_nonce
from forum.congress.queries import PodiumAccess
from forum.core.clock import now
from forum.core.errors import NotFoundError
from forum.core.events import emit


@transaction.atomic
def renew_speaker_link(*, actor: User, session_id: int, speaker_id: int) -> str:
    """Make a speaker's link void, close what was opened by it, and return the key of a new one.

    Raises ``NotFoundError`` unless the actor is staff of this congress and the speaker speaks in this session.
    """
    live = queries.lock_session(queries.access_desk(session_id=session_id, reader=actor).live.pk)
    if not queries.speaking_parts(live).filter(speaker=speaker_id).exists():
        raise NotFoundError
    link, _ = SpeakerLink.objects.update_or_create(session=live, speaker_id=speaker_id, defaults={"nonce": new_nonce()})
    record(actor=actor, action="live_session.speaker_link", target=live, facts={"speaker": speaker_id})
    emit(AccessEnded((live.pk,), speaker_id=speaker_id))
    return keys.speaker_key(live, speaker_id, link.nonce)


@transaction.atomic
def renew_stage_link(*, actor: User, session_id: int) -> LiveSession:
    """Make the link to the stage void, close what was opened by it, and return the session with a new one.

    Staff who show the stage by their account go on. Raises ``NotFoundError`` unless the actor is staff of the congress.
    """
    live = queries.lock_session(queries.access_desk(session_id=session_id, reader=actor).live.pk)
    live.stage_nonce = new_nonce()
    live.save(update_fields=["stage_nonce"])
    record(actor=actor, action="live_session.stage_link", target=live, facts={})
    emit(AccessEnded((live.pk,), by_stage_link=True))
    return live


@transaction.atomic
def answer_from_podium(*, actor: PodiumAccess, question_id: int, text: str, version: int | None = None) -> LiveQuestion:
    """Answer a visible question in writing, under the speaker's name in the programme; also after closing.

    Raises ``NotFoundError`` for a question that the speaker does not see, ``InvalidError`` for the text,
    ``ConflictError`` as ``answer_in_writing``.
    """
    clean = rules.answer_text(text)
    live, question = _seen(actor, question_id)
    speaker = actor.speaker
    return store_answer(live, question, clean, actor=None, speaker=speaker, by=speaker.name, version=version)


@transaction.atomic
def change_own_answer(*, actor: PodiumAccess, answer_id: int, text: str) -> LiveQuestion:
    """Put other words in place of one's own answer, for ``queries.OWN_FOR`` after writing it.

    Repeating it changes nothing. Raises ``NotFoundError`` for any other answer and later, ``InvalidError``.
    """
    clean = rules.answer_text(text)
    live, answer, question = _own(actor, answer_id)
    if answer.text == clean:
        return question
    answer.text = clean
    answer.save(update_fields=["text"])
    touch(question, None)
    question.save(update_fields=CHANGED)
    note(question, "rewrite", None, {"answer": answer_id, "speaker": actor.speaker.pk})
    advance(live, [question])
    return question


@transaction.atomic
def remove_own_answer(*, actor: PodiumAccess, answer_id: int) -> LiveQuestion:
    """Take one's own answer back, for ``queries.OWN_FOR`` after writing it; see ``drop_answer``.

    Raises ``NotFoundError`` for any other answer and later.
    """
    live, answer, question = _own(actor, answer_id)
    return drop_answer(live, question, answer, actor=None, facts={"speaker": actor.speaker.pk})


def _seen(actor: PodiumAccess, question_id: int) -> tuple[LiveSession, LiveQuestion]:
    live = queries.lock_session(actor.live.pk)
    question = queries.access_question(live=live, question_id=question_id)
    if not rules.may_move(Verb.WRITE, question.state):
        raise NotFoundError
    return live, question


def _own(actor: PodiumAccess, answer_id: int) -> tuple[LiveSession, LiveAnswer, LiveQuestion]:
    live = queries.lock_session(actor.live.pk)
    answer = queries.own_answers(actor, now()).filter(pk=answer_id).first()
    if answer is None:
        raise NotFoundError
    return live, answer, queries.access_question(live=live, question_id=answer.question_id)
