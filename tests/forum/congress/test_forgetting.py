"""Some days after closing nobody can join a vote or an anonymous question to a browser or to an account."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from pytest_django import Settings

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress import keys, proofs
from forum.congress.actions import VoteCommand, cast_votes, close_session, forget_voters, open_session, submit_question
from forum.congress.enums import Identity, LiveState
from forum.congress.models import LiveQuestion, LiveSession, Participant, QuestionVote
from forum.congress.queries import participant_of
from forum.core.clock import now
from forum.core.errors import ConflictError
from forum.core.models import RateBucket, RepeatedRequest
from tests.api.congress.people import client_with
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff, make_votes

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def closed(days: int) -> LiveSession:
    return make_live(state=LiveState.CLOSED, closed=now() - days * DAY)


def over(live: LiveSession, days: int = 15) -> None:
    LiveSession.objects.filter(pk=live.pk).update(state=LiveState.CLOSED, closed=now() - days * DAY)


def test_the_key_is_destroyed_two_weeks_after_closing_and_not_before() -> None:
    old, recent, running = closed(15), closed(13), make_live()
    assert [forget_voters(), forget_voters()] == [1, 0]
    kept = LiveSession.objects.filter(voter_key__isnull=False).order_by("pk")
    assert list(kept.values_list("pk", flat=True)) == [recent.pk, running.pk]
    assert list(AuditEntry.objects.values_list("action", "object_id")) == [("live_session.forget_voters", str(old.pk))]


def test_how_long_the_key_is_kept_is_a_setting(settings: Settings) -> None:
    closed(3)
    settings.VOTER_KEY_DAYS = 4
    assert forget_voters() == 0
    settings.VOTER_KEY_DAYS = 2
    assert forget_voters() == 1


def test_scores_stay_while_the_browser_is_a_stranger() -> None:
    live = closed(15)
    token = keys.new_token()
    question = make_question(live, participant=make_participant(live, token))
    make_votes(question, 3)
    assert participant_of(live, token) is not None
    forget_voters()
    live.refresh_from_db()
    assert participant_of(live, token) is None
    assert LiveQuestion.objects.get().score == 3


def test_a_session_without_its_key_is_not_opened_again() -> None:
    live = closed(15)
    staff = make_staff(live, make_user())
    forget_voters()
    with pytest.raises(ConflictError) as refused:
        open_session(actor=staff, session_id=live.pk)
    assert refused.value.code == "session_key_destroyed"


def test_opening_and_closing_leaves_other_sessions_alone() -> None:
    live, old = make_live(), closed(15)
    staff = make_staff(live, make_user())
    close_session(actor=staff, session_id=live.pk)
    open_session(actor=staff, session_id=live.pk)
    old.refresh_from_db()
    assert old.voter_key is not None


def test_the_record_is_signed_and_says_which_key_how_much_and_when() -> None:
    live = closed(15)
    key = bytes(live.voter_key or b"")
    make_votes(make_question(live), 3)
    forget_voters()
    live.refresh_from_db()
    record = AuditEntry.objects.get().facts
    assert {name: value for name, value in record.items() if name != "signature"} == {
        "session": live.pk,
        "closed": live.closed.isoformat() if live.closed else "",
        "destroyed": live.key_destroyed.isoformat() if live.key_destroyed else "",
        "participants": 4,
        "questions": 1,
        "votes": 3,
        "ballots": 0,
        "key_sha256": proofs.fingerprint(key),
    }
    assert proofs.is_signed(record)
    assert key.hex() not in str(record)


def test_a_signature_holds_for_just_these_facts_and_this_secret(settings: Settings) -> None:
    record = proofs.signed({"session": 1, "votes": 3})
    assert [proofs.is_signed(record), proofs.is_signed({**record, "votes": 4})] == [True, False]
    assert not proofs.is_signed({"session": 1, "votes": 3})
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 10
    assert [proofs.is_signed(record), proofs.is_signed(record, secrets=(former,))] == [False, True]


def _busy_session() -> tuple[LiveSession, User, str]:
    """Somebody signed in asks anonymously, asks by name, and votes; another one asks and votes, too."""
    live = make_live(premoderation=False)
    other = make_question(live)
    user, token = make_user(name="Marion Weiß"), keys.new_token()
    guest = make_participant(live, token)
    client = client_with(token)
    client.force_login(user)
    text = {"text": "Was tun, wenn der Bürgermeister selbst der Konflikt ist?", "identity": "anonymous"}
    client.send("post", f"live/{live.pk}/questions", text, Idempotency_Key="frage-1")
    submit_question(actor=guest, reader=user, text="Wer trägt die Kosten dafür?", identity=Identity.NAMED)
    cast_votes(session_id=live.pk, votes=[VoteCommand(guest.pk, other.pk, 1)])
    return live, user, token


def _ways(model: type[models.Model]) -> set[tuple[str, str]]:
    """Pairs of tables that the rows of this model still join, by every foreign key that is filled."""
    ends = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    filled = [field for field in ends if model._default_manager.filter(**{f"{field.name}__isnull": False}).exists()]
    return {(model.__name__, field.name) for field in filled}


def test_no_query_joins_a_vote_or_a_question_to_a_token_an_account_or_each_other() -> None:
    live, user, token = _busy_session()
    of_user = QuestionVote.objects.filter(voter__questions__author=user)
    by_account = LiveQuestion.objects.filter(participant__questions__author=user)
    assert (of_user.count(), by_account.count()) == (1, 2)
    over(live)
    forget_voters()
    live.refresh_from_db()
    assert (of_user.count(), by_account.count()) == (0, 0)
    assert keys.voter_key(live, token) == ""
    assert set(Participant.objects.values_list("key", "receipt_nonce")) == {(None, "")}
    assert not LiveQuestion.objects.filter(participant__isnull=False).exists()
    assert not RepeatedRequest.objects.exists()
    assert not RateBucket.objects.filter(key__startswith="live.").exists()
    assert _ways(QuestionVote) == {("QuestionVote", "question"), ("QuestionVote", "voter")}
    assert _ways(Participant) == {("Participant", "session")}
    assert [(q.author, q.identity) for q in LiveQuestion.objects.order_by("pk")] == [
        (None, "anonymous"),
        (None, "anonymous"),
        (user, "named"),
    ]


def test_every_table_that_knows_a_participant_is_known_here() -> None:
    """A new foreign key to a participant is a new way to join: decide what its destruction does, then add it here."""
    found = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Participant
    }
    assert found == {"LiveQuestion.participant", "QuestionVote.voter", "Ballot.voter"}


def test_the_audit_log_names_no_participant_whatever_they_did() -> None:
    _busy_session()
    assert [(row.actor_kind, row.actor) for row in AuditEntry.objects.all()] == [("participant", None)] * 2
    assert [sorted(row.facts) for row in AuditEntry.objects.all()] == [["from", "session", "to"]] * 2
