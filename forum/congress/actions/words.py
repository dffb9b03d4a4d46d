"""What staff decide about the words of a word cloud: other people's text, shown only once it may be."""

from collections.abc import Sequence

from django.db import transaction

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import poll_rules, queries, tallies
from forum.congress.actions.revisions import advance
from forum.congress.enums import PollKind, PollState, WordPlace, WordState
from forum.congress.events import BallotsChanged
from forum.congress.models import LiveSession, Poll, PollWord
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.events import emit


@transaction.atomic
def decide_words(
    *,
    actor: User,
    session_id: int,
    poll_id: int,
    state: WordState,
    words: Sequence[str] | None = None,
    seen: WordPlace | None = None,
) -> Poll:
    """Let words through or block them, in all their spellings, whoever names them later; ``words`` are keys as the desk
    sees them, ``None`` means all that wait now; ``seen`` is where the actor saw them. A blocked word is gone from every
    stream at once.

    Possible after closing too, because the words are in the documentation. What is decided so already changes nothing.
    The audit row counts the words and names none. Raises ``NotFoundError``, also for a word that nobody has named;
    ``InvalidError`` (``too_many``); ``ConflictError`` (``wrong_kind``, ``wrong_state`` of a draft,
    ``changed_meanwhile`` when somebody else has decided about one of them).
    """
    live = queries.lock_session(queries.access_desk(session_id=session_id, reader=actor).live.pk)
    poll = _cloud(live, poll_id)
    decided = dict(poll.words.values_list("word", "state"))
    known = [word.key for word in tallies.words(poll.counts)]
    wanted = [key for key in known if key not in decided] if words is None else list(dict.fromkeys(words))
    if len(wanted) > poll_rules.WORDS_AT_ONCE and words is not None:
        raise InvalidError("too_many", field="words", most=poll_rules.WORDS_AT_ONCE)
    if not set(wanted) <= {*known, *decided}:
        raise NotFoundError
    news = [key for key in wanted if decided.get(key) != state]
    if not news:
        return poll
    _require_there(live, [decided.get(key) for key in news], seen)
    _store(poll, news, state)
    facts = {"session": live.pk, "to": state, "words": len(news)}
    record(actor=actor, action="live_poll.words", target=poll, facts=facts)
    tell_words(live, [poll])
    advance(live, polls=[poll])
    return poll


def _store(poll: Poll, keys: Sequence[str], state: WordState) -> None:
    PollWord.objects.bulk_create(
        [PollWord(poll=poll, word=key, state=state) for key in keys],
        update_conflicts=True,
        unique_fields=["poll", "word"],
        update_fields=["state"],
    )
    poll.result_version += 1
    poll.save(update_fields=["result_version"])


def _cloud(live: LiveSession, poll_id: int) -> Poll:
    poll = queries.access_poll(live=live, poll_id=poll_id)
    if poll.kind != PollKind.WORDS:
        raise ConflictError("wrong_kind")
    if poll.state == PollState.DRAFT:
        raise ConflictError("wrong_state", state=poll.state)
    return poll


def _require_there(live: LiveSession, decisions: Sequence[str | None], seen: WordPlace | None) -> None:
    places = {poll_rules.place_of_word(decision, premoderation=live.premoderation) for decision in decisions}
    if seen is not None and places != {seen}:
        raise ConflictError("changed_meanwhile", by="")


def tell_words(live: LiveSession, polls: Sequence[Poll]) -> None:
    """Tell the results before the structural change, so that no merged frame that waits shows a word any more."""
    emit(BallotsChanged(session_id=live.pk, poll_ids=tuple(poll.pk for poll in polls)))


def switch_words(live: LiveSession) -> None:
    """Pre-moderation was switched, and with it what the word clouds show."""
    polls = list(live.polls.filter(kind=PollKind.WORDS).exclude(state=PollState.DRAFT))
    for poll in polls:
        poll.result_version += 1
        poll.save(update_fields=["result_version"])
    if polls:
        tell_words(live, polls)
