"""Two weeks after closing nobody can join a vote to a browser."""

from datetime import timedelta

import pytest

from forum.audit.models import AuditEntry
from forum.congress import keys
from forum.congress.actions import close_session, forget_voters, open_session
from forum.congress.enums import LiveState
from forum.congress.models import LiveQuestion, LiveSession
from forum.congress.queries import participant_of
from forum.core.clock import now
from forum.core.errors import ConflictError
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_question, make_staff, make_votes

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def closed(days: int) -> LiveSession:
    return make_live(state=LiveState.CLOSED, closed=now() - days * DAY)


def test_the_key_is_destroyed_two_weeks_after_closing_and_not_before() -> None:
    old, recent, running = closed(15), closed(13), make_live()
    assert [forget_voters(), forget_voters()] == [1, 0]
    kept = LiveSession.objects.filter(voter_key__isnull=False).order_by("pk")
    assert list(kept.values_list("pk", flat=True)) == [recent.pk, running.pk]
    assert list(AuditEntry.objects.values_list("action", "object_id")) == [("live_session.forget_voters", str(old.pk))]


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


def test_opening_or_closing_any_session_tidies_up() -> None:
    live = make_live()
    staff = make_staff(live, make_user())
    for act in (close_session, open_session):
        old = closed(15)
        act(actor=staff, session_id=live.pk)
        old.refresh_from_db()
        assert old.voter_key is None
