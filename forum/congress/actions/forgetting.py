"""Cutting the last link between people and what they voted and asked, some days after a session."""

from django.db import transaction

from forum.audit.actions import record
from forum.congress import proofs, queries, rules
from forum.congress.actions.closing import close_forgotten
from forum.congress.actions.notices import ASKING_NOTICE, forget_notices, tell_due
from forum.congress.actions.revisions import advance
from forum.congress.enums import LiveState
from forum.congress.events import AccessEnded
from forum.congress.models import Ballot, LiveQuestion, LiveSession, Participant, QuestionVote
from forum.core.clock import now
from forum.core.events import emit
from forum.core.limits import forget_buckets
from forum.core.repeats import forget_repeats


def forget_voters() -> int:
    """Destroy the voter keys of sessions that have been closed for ``VOTER_KEY_DAYS``; returns how many.

    Each in a transaction of its own, with a signed record in the audit log (``proofs``). Afterwards no query joins a
    vote or a question to a token, to an account, or a question to a vote: the key is gone, participants have no hash
    and no group any more, questions no participant, and what repeated requests and rate limits knew is removed. Scores
    stay, and so do questions asked by name and what may be shown of groups. A session that somebody is just working on
    is left for the next time.
    """
    return sum(_destroy(pk) for pk in queries.due_for_forgetting(now()).values_list("pk", flat=True))


def upkeep() -> dict[str, int]:
    """What is due in live sessions; see ``forum.core.upkeep``."""
    return {
        "sessions_closed": close_forgotten(),
        "voter_keys_destroyed": forget_voters(),
        "notices_told": tell_due(),
        "notices_expired": forget_notices(),
    }


@transaction.atomic
def _destroy(session_id: int) -> bool:
    moment = now()
    live = queries.due_for_forgetting(moment).select_for_update(skip_locked=True).filter(pk=session_id).first()
    if live is None or live.voter_key is None or live.closed is None or live.state != LiveState.CLOSED:
        return False
    facts = {
        "session": live.pk,
        "closed": live.closed.isoformat(),
        "destroyed": moment.isoformat(),
        "participants": live.participants.count(),
        "questions": live.questions.count(),
        "votes": QuestionVote.objects.filter(question__session=live).count(),
        "ballots": Ballot.objects.filter(poll__session=live).count(),
        "key_sha256": proofs.fingerprint(bytes(live.voter_key)),
    }
    breakdown = queries.count_groups(live) if live.breakdown is None else live.breakdown
    _unlink(live)
    emit(AccessEnded((live.pk,), participants=True))
    advance(live, voter_key=None, key_destroyed=moment, breakdown=breakdown)
    record(actor=None, action=proofs.ACTION, target=live, facts=proofs.signed(facts))
    return True


def _unlink(live: LiveSession) -> None:
    askers = [f"participant {pk}" for pk in live.participants.values_list("pk", flat=True)]
    forget_buckets(rules.ASKING, askers)  # the moment of its last change is that of a question
    forget_buckets(ASKING_NOTICE, askers)
    forget_repeats(scope_begins=f"live {live.pk} ")
    LiveQuestion.objects.filter(session=live).update(participant=None)
    Participant.objects.filter(session=live).update(key=None, receipt_nonce="", size_class="", function="")
