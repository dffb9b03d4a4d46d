"""Word clouds: other people's text, shown once it may be and hidden at once."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.congress import projections
from forum.congress.actions import BallotCommand, BallotOutcome, cast_ballots, decide_words, set_premoderation
from forum.congress.enums import PollKind, PollState, Stream, WordPlace, WordState
from forum.congress.events import BallotsChanged, SessionChanged
from forum.congress.models import LiveSession, Poll
from forum.congress.poll_projections import results
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.events import Event
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_participant, make_staff
from tests.factories.polls import make_poll, vote_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def live() -> LiveSession:
    return make_live()


@pytest.fixture
def staff(live: LiveSession) -> User:
    return make_staff(live, make_user())


@pytest.fixture
def poll(live: LiveSession) -> Poll:
    poll = make_poll(live, PollKind.WORDS, on_stage=True)
    for words in (["Maß", "Geduld"], ["MASS"], ["Maß", "Mut"]):
        vote_in(poll, list(words))
    return poll


def shown(poll: Poll, stream: Stream) -> Any:
    return results(poll.session_id, [poll.pk])[stream][str(poll.pk)]["words"]


def decide(staff: User, poll: Poll, state: WordState, words: list[str] | None = None) -> Poll:
    return decide_words(actor=staff, session_id=poll.session_id, poll_id=poll.pk, state=state, words=words)


def test_with_premoderation_a_word_is_shown_once_it_was_let_through_in_all_its_spellings(
    staff: User, poll: Poll
) -> None:
    for stream in (Stream.PUBLIC, Stream.STAGE, Stream.MODERATION):
        assert shown(poll, stream) == []
    decide(staff, poll, WordState.APPROVED, ["mass"])
    assert shown(poll, Stream.PUBLIC) == [("Maß", 3)]
    vote_in(poll, ["mass"])
    assert shown(poll, Stream.STAGE) == [("Maß", 4)]
    desk = results(poll.session_id, [poll.pk])[Stream.MODERATION][str(poll.pk)]
    assert desk["waiting"] == [
        {"key": "geduld", "text": "Geduld", "count": 1},
        {"key": "mut", "text": "Mut", "count": 1},
    ]
    assert (desk["shown"], desk["blocked"]) == ([{"key": "mass", "text": "Maß", "count": 4}], [])


def test_letting_all_through_means_those_that_wait_now(staff: User, poll: Poll) -> None:
    decide(staff, poll, WordState.BLOCKED, ["mut"])
    decide(staff, poll, WordState.APPROVED)
    assert shown(poll, Stream.PUBLIC) == [("Maß", 3), ("Geduld", 1)]
    vote_in(poll, ["Zeit"])
    assert shown(poll, Stream.PUBLIC) == [("Maß", 3), ("Geduld", 1)]


def test_a_blocked_word_is_gone_at_once_whoever_names_it_later(live: LiveSession, staff: User, poll: Poll) -> None:
    set_premoderation(actor=staff, session_id=live.pk, on=False)
    assert shown(poll, Stream.PUBLIC) == [("Maß", 3), ("Geduld", 1), ("Mut", 1)]
    decide(staff, poll, WordState.BLOCKED, ["mass"])
    vote_in(poll, ["Mass"])
    assert shown(poll, Stream.PUBLIC) == [("Geduld", 1), ("Mut", 1)]
    assert "ma" not in json.dumps(projections.snapshot(live.pk, Stream.STAGE)["polls"][0]["result"]).lower()
    decide(staff, poll, WordState.APPROVED, ["mass"])
    assert shown(poll, Stream.PUBLIC)[0] == ("Maß", 4)


def test_switching_premoderation_on_hides_what_nobody_has_decided_about(
    live: LiveSession, staff: User, poll: Poll
) -> None:
    decide(staff, poll, WordState.APPROVED, ["mut"])
    versions = []
    for on in (False, True):
        set_premoderation(actor=staff, session_id=live.pk, on=on)
        poll.refresh_from_db()
        versions.append(poll.result_version)
    assert shown(poll, Stream.PUBLIC) == [("Mut", 1)]
    assert versions == [5, 6]


def test_a_decision_tells_the_results_before_the_revision_and_names_no_word_in_the_log(
    live: LiveSession,
    staff: User,
    poll: Poll,
    heard: list[Event],
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        decide(staff, poll, WordState.BLOCKED, ["mass", "mut"])
        decide(staff, poll, WordState.BLOCKED, ["mut"])
    assert heard == [BallotsChanged(live.pk, (poll.pk,)), SessionChanged(live.pk, 0, 1, (), (), (poll.pk,))]
    (entry,) = AuditEntry.objects.all()
    assert (entry.action, entry.facts) == ("live_poll.words", {"session": live.pk, "to": "blocked", "words": 2})


def test_wrong_decisions_are_refused(live: LiveSession, staff: User, poll: Poll) -> None:
    draft, single = make_poll(live, PollKind.WORDS, PollState.DRAFT), make_poll(live)
    with pytest.raises(NotFoundError):
        decide(staff, poll, WordState.APPROVED, ["niemals"])
    with pytest.raises(NotFoundError):
        decide(make_user(), poll, WordState.APPROVED)
    with pytest.raises(InvalidError, match="too_many"):
        decide(staff, poll, WordState.APPROVED, [str(number) for number in range(501)])
    for other, code in ((draft, "wrong_state"), (single, "wrong_kind")):
        with pytest.raises(ConflictError, match=code):
            decide(staff, other, WordState.APPROVED)
    assert shown(poll, Stream.PUBLIC) == []


def test_at_most_sixty_words_are_shown_those_named_most(live: LiveSession, staff: User) -> None:
    poll = make_poll(live, PollKind.WORDS)
    poll.counts = {f"Wort {number:02}": number + 1 for number in range(70)}
    poll.save()
    decide(staff, poll, WordState.APPROVED)
    words = shown(poll, Stream.PUBLIC)
    assert (len(words), words[0], words[-1]) == (60, ("Wort 69", 70), ("Wort 10", 11))


def test_the_later_of_two_moderators_is_told_that_a_word_was_decided_about(staff: User, poll: Poll) -> None:
    which: dict[str, Any] = {"actor": staff, "session_id": poll.session_id, "poll_id": poll.pk}
    waiting, blocked = WordPlace.WAITING, WordPlace.BLOCKED
    decide_words(**which, state=WordState.BLOCKED, words=["mut"], seen=waiting)
    decide_words(**which, state=WordState.BLOCKED, words=["mut"], seen=waiting)
    for words in (["mut"], ["geduld", "mut"]):
        with pytest.raises(ConflictError) as refused:
            decide_words(**which, state=WordState.APPROVED, words=words, seen=waiting)
        assert refused.value.code == "changed_meanwhile"
    assert shown(poll, Stream.PUBLIC) == []
    decide_words(**which, state=WordState.APPROVED, words=["mut"], seen=blocked)
    decide_words(**which, state=WordState.APPROVED, words=["geduld"], seen=waiting)
    assert shown(poll, Stream.PUBLIC) == [("Geduld", 1), ("Mut", 1)]


def test_no_single_word_can_keep_the_others_from_being_let_through(staff: User, live: LiveSession) -> None:
    poll = make_poll(live, PollKind.WORDS)
    for word in ("\ufdfa" * 30, "\ufdfa" * 2):  # each such sign becomes eighteen letters when it is compared
        outcome = cast_word(poll, word)
        assert (outcome.ok, outcome.error) == (False, "too_long")
    assert cast_word(poll, "Ω" * 30).ok
    decide(staff, poll, WordState.APPROVED)
    assert shown(poll, Stream.PUBLIC) == [("Ω" * 30, 1)]


def cast_word(poll: Poll, word: str) -> BallotOutcome:
    voter = make_participant(poll.session)
    (outcome,) = cast_ballots(session_id=poll.session_id, ballots=[BallotCommand(voter.pk, poll.pk, [word])])
    return outcome
