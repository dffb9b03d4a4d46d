"""What attendees do with their own questions."""

from django.db import transaction

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.audit.actions import record
from forum.congress import queries, rules
from forum.congress.actions.revisions import advance, require_open
from forum.congress.enums import Identity, QuestionState, Verb
from forum.congress.models import LiveQuestion, Participant
from forum.core.clock import now
from forum.core.errors import ConflictError, NotFoundError
from forum.core.limits import take
from forum.municipalities.queries import municipality_of


@transaction.atomic
def submit_question(
    *, actor: Participant, text: str, identity: Identity, name: str = "", reader: Reader | None = None
) -> LiveQuestion:
    """Ask a question; it waits for approval or, without pre-moderation, is visible at once.

    ``reader`` is the signed-in person, if any: the account's name or municipality is shown when the asker chose so, and
    only then is the account kept with the question. Raises ``InvalidError`` for the text or the name,
    ``ConflictError`` (``session_closed``, ``session_not_open``, ``too_many_open``) and ``RateLimitedError`` (three at
    once, then one every 20 seconds).
    """
    line = rules.question_text(text)
    live = queries.lock_session(actor.session_id)
    require_open(live)
    if queries.receipts(actor).filter(state__in=rules.OPEN_STATES).count() >= rules.MOST_OPEN:
        raise ConflictError("too_many_open", most=rules.MOST_OPEN)
    shown, author = _shown(identity, name, reader)
    take(rules.ASKING, f"participant {actor.pk}")
    state = rules.first_state(premoderation=live.premoderation)
    moment = now()
    question = LiveQuestion.objects.create(
        session=live,
        participant=actor,
        text=line,
        identity=identity,
        shown_name=shown,
        author=author,
        state=state,
        created=moment,
        published=moment if state == QuestionState.APPROVED else None,
    )
    _record("submit", question, before="")
    advance(live, [question])
    return question


def _shown(identity: Identity, name: str, reader: Reader | None) -> tuple[str, User | None]:
    user = reader if isinstance(reader, User) else None
    municipality = ""
    if user is not None and identity == Identity.MUNICIPALITY:
        found = municipality_of(user)
        municipality = found.name if found else ""
    account_name = user.name if user is not None else ""
    shown = rules.shown_name(identity, name, account_name=account_name, municipality=municipality)
    by_account = shown in {account_name, municipality} and identity in {Identity.NAMED, Identity.MUNICIPALITY}
    return shown, user if by_account else None


@transaction.atomic
def withdraw_question(*, actor: Participant, question_id: int) -> LiveQuestion:
    """Take back one's own question while nobody has answered it.

    Repeating the call changes nothing. Raises ``NotFoundError`` for a question of somebody else, ``ConflictError``
    (``session_closed``, or ``wrong_state`` when it has been answered or rejected).
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
    before = question.state
    question.state = QuestionState.WITHDRAWN
    question.staged = None
    question.version += 1
    question.changed_by = None
    question.save(update_fields=["state", "staged", "version", "changed_by"])
    _record("withdraw", question, before=before)
    advance(live, [question])
    return question


def _record(verb: str, question: LiveQuestion, *, before: str) -> None:
    facts = {"session": question.session_id, "from": before, "to": question.state}
    record(actor=None, actor_kind="participant", action=f"live_question.{verb}", target=question, facts=facts)
