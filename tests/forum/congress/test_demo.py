"""The demo: documented facts of the first congress, everything else marked; on now whenever it is loaded."""

from datetime import timedelta

import pytest

from forum.accounts import demo as accounts
from forum.congress import actions, demo, poll_projections, projections, tallies
from forum.congress.enums import QuestionState, Stream
from forum.congress.models import Congress, LiveAnswer, LiveQuestion, LiveSession, Poll, Session
from forum.congress.queries import Phase, next_congress, phase
from forum.core.clock import now
from tests.forum.congress.test_votes import pairs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded() -> None:
    accounts.load()
    demo.load()


def test_a_live_session_is_on_now_and_can_be_joined() -> None:
    (live,) = next_congress().live
    assert live.programme.starts <= now() - timedelta(minutes=30)
    assert live.programme.ends > now() + timedelta(minutes=40)
    assert demo.join_code() == "KX7 P2M"


def test_each_state_that_can_be_reached_is_there_and_scores_are_true() -> None:
    states = set(LiveQuestion.objects.values_list("state", flat=True))
    assert states == set(QuestionState)
    for question in LiveQuestion.objects.all():
        members = {question.pk, *question.merged.values_list("pk", flat=True)}
        assert question.score == len({voter for pk, voter in pairs() if pk in members})


def test_what_a_moderator_can_do_is_there() -> None:
    listed = LiveQuestion.objects.filter(pinned__isnull=False).order_by("pinned")
    assert [question.pinned for question in listed] == [1, 2]
    (merged,) = LiveQuestion.objects.filter(state=QuestionState.MERGED)
    assert merged.merged_into is not None
    assert merged.merged_into.state == QuestionState.ON_STAGE
    (answer,) = LiveAnswer.objects.all()
    assert (answer.question.state, answer.question.answered_how) == ("answered", "oral")
    assert LiveQuestion.objects.exclude(labels=[]).count() >= 3


def test_the_first_congress_has_no_invented_programme_and_the_others_carry_the_mark() -> None:
    first = Congress.objects.get(slug=demo.FIRST)
    assert (first.fictional, phase(first), first.sessions.count()) == (False, Phase.PAST, 0)
    assert first.host == ""
    assert "Hamm und Duisburg" in first.documentation_html
    assert set(Congress.objects.exclude(pk=first.pk).values_list("fictional", flat=True)) == {True}


def test_every_view_of_the_live_session_is_told_that_it_is_sample_data() -> None:
    assert projections.session(LiveSession.objects.get().pk)["fictional"] is True


def test_loading_again_changes_nothing() -> None:
    before = [list(table._default_manager.order_by("pk").values()) for table in (Congress, Session, LiveQuestion)]
    demo.load()
    after = [list(table._default_manager.order_by("pk").values()) for table in (Congress, Session, LiveQuestion)]
    assert after == before


def test_loading_days_later_brings_the_congress_to_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    later = now() + timedelta(days=9)
    for module in ("forum.congress.demo", "forum.congress.queries.programme"):
        monkeypatch.setattr(f"{module}.now", lambda: later)
    question = LiveQuestion.objects.order_by("pk").first()
    assert question is not None
    demo.load()
    (live,) = next_congress().live
    assert live.programme.starts <= later < live.programme.ends
    moved = LiveQuestion.objects.get(pk=question.pk)
    assert moved.created > later - timedelta(hours=2)
    assert LiveSession.objects.count() == 1


def test_a_session_that_the_upkeep_has_closed_and_forgotten_can_be_joined_again_on_a_later_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = now() + timedelta(days=40)
    live = LiveSession.objects.get()
    moderator = accounts.person("moderator")
    actions.close_session(actor=moderator, session_id=live.pk)
    LiveSession.objects.filter(pk=live.pk).update(closed=now() - timedelta(days=30))
    assert actions.forget_voters() == 1
    monkeypatch.setattr("forum.congress.demo.now", lambda: later)
    demo.load()
    joined = actions.join(code=demo.join_code(), token="t" * 43, address="198.51.100.7")
    assert joined.live.pk == live.pk
    assert Poll.objects.filter(state="open").count() == 1


def test_polls_are_there_in_each_state_with_the_ballots_of_the_people() -> None:
    polls = {poll.kind: poll for poll in Poll.objects.all()}
    states = {kind: poll.state for kind, poll in polls.items()}
    assert states == {"scale": "closed", "words": "closed", "single": "open", "ranking": "draft"}
    for poll in polls.values():
        choices = [([], ballot.choices) for ballot in poll.ballots.all()]
        assert (poll.ballot_count, poll.counts) == (len(choices), tallies.changed({}, poll.kind, choices))
        assert (poll.ballot_count >= 40) == (poll.state != "draft")
    assert not Poll.objects.filter(on_stage=True).exists()


def test_the_hall_sees_the_words_that_the_moderator_let_through() -> None:
    live = LiveSession.objects.get()
    words = next(one for one in poll_projections.polls(live.pk, Stream.PUBLIC) if one["kind"] == "words")
    shown = dict(words["result"]["words"])
    assert shown["Vertrauen"] == 11
    assert "Kaffee" not in shown
    desk = next(one for one in poll_projections.polls(live.pk, Stream.MODERATION) if one["kind"] == "words")
    assert ([word["text"] for word in desk["result"]["blocked"]], desk["result"]["waiting"]) == (["Kaffee"], [])
