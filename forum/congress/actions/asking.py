"""What attendees do with their own questions."""

from django.db import transaction

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.congress import queries, rules
from forum.congress.actions.merging import leave_set, set_free
from forum.congress.actions.receipts import mark_receipt
from forum.congress.actions.revisions import advance, require_open
from forum.congress.actions.steps import move, note
from forum.congress.enums import Identity, QuestionState, Verb
from forum.congress.models import LiveQuestion, Participant
from forum.core.clock import now
from forum.core.errors import ConflictError, NotFoundError
from forum.core.limits import take
from forum.municipalities.queries import municipality_of


@transaction.atomic
def submit_question(
    *, actor: Participant, text: str, identity: Identity, name: str = "", reader: Reader | None = None, token: str = ""
) -> LiveQuestion:
    """Ask a question; it waits for approval or, without pre-moderation, is visible at once.

    ``reader`` is the signed-in person, if any: the account's name or municipality is shown when the asker chose so, and
    marked as verified; only with the name is the account kept. ``token`` is the asker's; with it a receipt link that
    the asker has finds this question as well. Raises ``InvalidError`` for the text or the name,
    ``ConflictError`` (``session_closed``, ``session_not_open``, ``too_many_open``) and ``RateLimitedError`` (three at
    once, then one every 20 seconds).
    """
    line = rules.question_text(text)
    live = queries.lock_session(actor.session_id)
    require_open(live)
    if queries.receipts(actor).filter(state__in=rules.OPEN_STATES).count() >= rules.MOST_OPEN:
        raise ConflictError("too_many_open", most=rules.MOST_OPEN)
    shown, verified, author = _shown(identity, name, reader)
    take(rules.ASKING, f"participant {actor.pk}")
    state = rules.first_state(premoderation=live.premoderation)
    moment = now()
    question = LiveQuestion.objects.create(
        session=live,
        participant=actor,
        text=line,
        similar=queries.alike(live, line),
        identity=identity,
        shown_name=shown,
        verified=verified,
        author=author,
        state=state,
        created=moment,
        published=moment if state == QuestionState.APPROVED else None,
    )
    mark_receipt(live, question, token)
    note(question, "submit", None, {"from": "", "to": question.state})
    advance(live, [question])
    return question


def _shown(identity: Identity, name: str, reader: Reader | None) -> tuple[str, bool, User | None]:
    """What is shown of the asker, whether an account says so, and the account if it may be kept."""
    user = reader if isinstance(reader, User) else None
    known = ""
    if user is not None and identity == Identity.NAMED:
        known = user.name
    elif user is not None and identity == Identity.MUNICIPALITY:
        found = municipality_of(user)
        known = found.name if found else ""
    author = user if known and identity == Identity.NAMED else None
    return rules.shown_name(identity, name, known=known), bool(known), author


@transaction.atomic
def withdraw_question(*, actor: Participant, question_id: int) -> LiveQuestion:
    """Take back one's own question while nobody has answered it.

    A merged one leaves its set, a leading one sets free what was merged into it. Repeating the call changes nothing.
    Raises ``NotFoundError`` for a question of somebody else, ``ConflictError`` (``session_closed``, or ``wrong_state``
    when it has been answered or rejected).
    """
    live = queries.lock_session(actor.session_id)
    question = queries.access_question(live=live, question_id=question_id)
    if question.participant_id != actor.pk:
        raise NotFoundError
    if question.state == QuestionState.WITHDRAWN:
        return question
    require_open(live)
    if not rules.may_move(Verb.WITHDRAW, question.state):
        raise ConflictError("wrong_state")
    moved = [*leave_set(live, question), *set_free(live, question, actor=None)]
    moved += move(live, question, Verb.WITHDRAW, QuestionState.WITHDRAWN, actor=None)
    advance(live, moved)
    return question
