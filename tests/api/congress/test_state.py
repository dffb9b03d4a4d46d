"""The state as bytes: who gets it at which price."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forum.congress import keys, queries
from forum.congress.actions import moderate_question
from forum.congress.enums import CongressStatus, Verb
from forum.core.errors import NotFoundError
from tests.api.congress.people import joined
from tests.factories.accounts import make_user
from tests.factories.congress import (
    make_congress,
    make_live,
    make_participant,
    make_question,
    make_session,
    make_staff,
)

pytestmark = pytest.mark.django_db


def test_the_quick_gate_lets_in_whom_the_full_one_lets_in_as_a_participant() -> None:
    live, other = make_live(), make_live()
    draft = make_live(make_session(make_congress(status=CongressStatus.DRAFT)))
    forgotten = make_live(voter_key=None)
    taken_out = make_live(make_session(removed=timezone.now()))
    token = keys.new_token()
    for session in (live, draft, taken_out):
        make_participant(session, token)
    for session in (live, other, draft, forgotten, taken_out):
        for given in (token, keys.new_token(), "", "x", "ä" * 50, "\x00" * 50):
            try:
                access = queries.access_attendee(session_id=session.pk, reader=AnonymousUser(), token=given)
            except NotFoundError:
                assert queries.glance(session_id=session.pk, token=given) is None
                continue
            shown, person, seen = access.live, access.participant, queries.glance(session_id=session.pk, token=given)
            assert person is not None
            assert seen is not None
            assert seen == queries.Glance(session.pk, shown.epoch, shown.rev, shown.votes_rev)
            assert seen.participant_id == person.pk
    assert queries.glance(session_id=live.pk, token=token) is not None
    assert queries.glance(session_id=10**30, token=token) is None


def test_a_long_list_is_handed_out_again_for_a_moment_when_only_scores_have_changed(
    statements: Callable[[Callable[[], object]], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    live = make_live()
    phone, asker = joined(live), make_participant(live)
    questions = [make_question(live, participant=asker) for _ in range(100)]
    path = f"live/{live.pk}/state"
    clock = [1000.0]
    monkeypatch.setattr("api.congress.live_state.monotonic", lambda: clock[0])
    first = phone.send("get", path)
    phone.send("put", f"live/{live.pk}/questions/{questions[0].pk}/vote", {"value": 1})
    again = phone.send("get", path)
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    clock[0] += 1.5
    later = phone.send("get", path, If_None_Match=again.headers["ETag"])
    assert (later.status_code, later.json()["questions"][0]["score"]) == (200, 1)
    assert len(statements(lambda: phone.send("get", path))) == 2
    staff = make_staff(live, make_user())
    moderate_question(actor=staff, session_id=live.pk, question_id=questions[1].pk, verb=Verb.STAGE)
    assert {row["state"] for row in phone.send("get", path).json()["questions"]} == {"approved", "on_stage"}
