"""The receipt link: a way back to one's own questions that its holder alone has."""

from django.db import transaction

from forum.congress import keys, queries
from forum.congress.models import LiveQuestion, LiveSession, Participant
from forum.congress.models.live import new_nonce
from forum.core.errors import ConflictError


@transaction.atomic
def offer_receipts(*, actor: Participant, token: str) -> str:
    """The secret of the actor's receipt link; from now on their questions, old and new, can be found by it.

    Repeating it gives the same secret until ``withdraw_receipts``. It is stored nowhere; each question keeps a mark
    that only the secret can make again, so the marks join neither two questions nor a question to a person or a vote.
    Raises ``ConflictError("nothing_asked")`` before the first question and ``session_key_destroyed``. Not audited: a
    row would tell who wanted a link when.
    """
    live = queries.lock_session(actor.session_id)
    if live.voter_key is None:
        raise ConflictError("session_key_destroyed")
    actor.refresh_from_db()
    questions = list(queries.receipts(actor))
    if not questions:
        raise ConflictError("nothing_asked")
    if not actor.receipt_nonce:
        actor.receipt_nonce = new_nonce()
        actor.save(update_fields=["receipt_nonce"])
    key = keys.receipt_key(live, actor, token)
    _mark(questions, key)
    return key


@transaction.atomic
def withdraw_receipts(*, actor: Participant) -> None:
    """Make the actor's receipt link void; a later one has another secret. Repeating it changes nothing."""
    queries.lock_session(actor.session_id)
    Participant.objects.filter(pk=actor.pk).update(receipt_nonce="")
    queries.receipts(actor).update(receipt_mark="")


def mark_receipt(live: LiveSession, question: LiveQuestion, token: str) -> None:
    """Let the asker's receipt link, if there is one, find a new question; to be called under the session's lock."""
    asker = live.participants.filter(questions=question).exclude(receipt_nonce="").first()
    key = keys.receipt_key(live, asker, token) if asker and token else ""
    if key:
        _mark([question], key)


def _mark(questions: list[LiveQuestion], key: str) -> None:
    for question in questions:
        question.receipt_mark = keys.receipt_mark(key, question.pk)
    LiveQuestion.objects.bulk_update(questions, ["receipt_mark"])
