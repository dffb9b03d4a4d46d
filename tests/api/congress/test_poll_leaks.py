"""No byte of a hidden result, a draft, or a word that may not be shown, outside moderation."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from forum.accounts.models import User
from forum.congress.actions import close_session, decide_words, run_poll, set_premoderation
from forum.congress.enums import PollKind, PollResults, PollState, PollVerb, Stream, WordState
from forum.congress.events import BallotsChanged, SessionChanged
from forum.congress.models import LiveSession, Poll
from forum.congress.projections import delta, personal, poll_results, snapshot
from forum.core.events import subscribe
from realtime.forum_domain import results
from tests.api.congress.people import ROLES
from tests.factories.accounts import make_user
from tests.factories.congress import make_live, make_staff
from tests.factories.polls import make_poll, some_choices, vote_in

pytestmark = pytest.mark.django_db
SECRET = "Geheimwort"
OUTSIDE = [Stream.PUBLIC, Stream.STAGE]


def calls(live: LiveSession, poll: Poll) -> list[tuple[str, str, Any]]:
    base, one = f"live/{live.pk}", f"live/{live.pk}/polls/{poll.pk}"
    return [
        *(("get", f"{base}/{path}", None) for path in ("state", "me", "stage/state", "desk/state", "desk/links")),
        ("get", one, None),
        ("get", f"{base}/polls", None),
        ("put", f"{one}/ballot", {"choices": ["Zeit"]}),
        ("put", f"{one}/ballot", {"choices": [1, 2, 3]}),
        *(("post", f"{one}/{verb}", {}) for verb in [*PollVerb, "duplicate", "delete"]),
        ("post", f"{one}/words", {"state": "approved"}),
        ("post", f"{base}/polls", {"kind": "words", "text": "Ein Wort"}),
        ("get", "search?q=" + SECRET, None),
    ]


@pytest.mark.parametrize("role", [name for name in ROLES if name != "staff"])
@pytest.mark.parametrize("case", ["draft", "waiting", "blocked", "hidden"])
def test_no_call_of_anybody_but_staff_gives_a_secret(role: str, case: str) -> None:
    live = make_live(premoderation=case in {"waiting", "draft"})
    results = PollResults.HIDDEN if case == "hidden" else PollResults.LIVE
    poll = make_poll(live, PollKind.WORDS, on_stage=True, results=results)
    vote_in(poll, [SECRET, "Mut"])
    if case == "blocked":
        staff = make_staff(live, make_user())
        decide_words(
            actor=staff, session_id=live.pk, poll_id=poll.pk, state=WordState.BLOCKED, words=[SECRET.casefold()]
        )
    make_poll(live, state=PollState.DRAFT, text=f"{SECRET}?", options=[SECRET, "Nein"], low_label=SECRET)
    client = ROLES[role](live)
    for method, path, data in calls(live, poll):
        response = client.send(method, path, data)
        assert SECRET.lower() not in response.content.decode().lower(), path
        assert SECRET.lower() not in str(response.headers).lower(), path


@pytest.mark.parametrize("kind", PollKind)
@pytest.mark.parametrize("stream", OUTSIDE)
def test_a_hidden_result_comes_out_when_the_poll_closes_and_goes_when_it_opens_again(
    kind: PollKind, stream: Stream
) -> None:
    live = make_live(premoderation=False)
    staff = make_staff(live, make_user())
    poll = make_poll(live, kind, results=PollResults.HIDDEN, on_stage=True)
    vote_in(poll, some_choices(poll))
    shown = []
    for verb in (None, PollVerb.CLOSE, PollVerb.REOPEN):
        if verb:
            run_poll(actor=staff, session_id=live.pk, poll_id=poll.pk, verb=verb)
        (seen,) = snapshot(live.pk, stream)["polls"]
        (changed,) = delta(live.pk, stream, 0, 1, [], [poll.pk])["polls"]
        assert seen == changed
        scores = results(live.pk, [poll.pk])
        shown.append((seen["result"] is not None, bool(scores[stream.value]), bool(poll_results(live.pk))))  # type: ignore[index] # the same names
        assert list(scores["moderation"]) == [str(poll.pk)]
        if seen["result"] is None:
            assert "ballots" not in json.dumps(seen)
    assert shown == [(False, False, False), (True, True, True), (False, False, False)]


@pytest.mark.parametrize("role", ["joined", "projector", "staff"])
def test_how_many_vote_in_a_hidden_poll_is_told_to_the_desk_alone(role: str) -> None:
    live = make_live()
    poll = make_poll(live, results=PollResults.HIDDEN, on_stage=True)
    client, place = ROLES[role](live), {"joined": "state", "projector": "stage/state", "staff": "desk/state"}[role]

    def seen() -> tuple[bytes, str]:
        response = client.send("get", f"live/{live.pk}/{place}")
        return response.content, response.headers["ETag"]

    states = [seen()]
    for _ in range(3):
        vote_in(poll, some_choices(poll))
        states.append(seen())
    assert len({body for body, _ in states}) == len({tag for _, tag in states}) == (4 if role == "staff" else 1)
    live.refresh_from_db()
    assert (live.votes_rev, live.rev) == (0, 0)


@pytest.mark.parametrize("stream", OUTSIDE)
def test_no_message_of_an_open_stream_carries_a_secret_whatever_happens(
    stream: Stream, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    live = make_live()
    staff = make_staff(live, make_user())
    poll, draft = make_poll(live, PollKind.WORDS), make_poll(live, state=PollState.DRAFT, text=f"{SECRET}?")
    told: list[str] = []

    def structural(event: SessionChanged) -> None:
        change = delta(live.pk, stream, event.from_rev, event.rev, event.question_ids, event.poll_ids)
        told.append(json.dumps([change, snapshot(live.pk, stream)], ensure_ascii=False))

    def scores(event: BallotsChanged) -> None:
        told.append(json.dumps(results(live.pk, event.poll_ids)[stream.value], ensure_ascii=False))  # type: ignore[index] # the same names

    stops = [subscribe(SessionChanged, structural), subscribe(BallotsChanged, scores)]
    try:
        _storm(live, staff, poll, draft, django_capture_on_commit_callbacks)
    finally:
        for stop in stops:
            stop()
    assert len(told) == 11
    assert [text for text in told if SECRET.lower() in text.lower()] == []
    assert any("Mut" in text for text in told) == (stream == Stream.PUBLIC)


def _storm(live: LiveSession, staff: User, poll: Poll, draft: Poll, commit: Callable[..., Any]) -> None:
    def decide(state: WordState, *words: str) -> None:
        decide_words(actor=staff, session_id=live.pk, poll_id=poll.pk, state=state, words=list(words))

    def after_commit(act: Callable[[], Any]) -> None:
        with commit(execute=True):
            act()

    after_commit(lambda: vote_in(poll, [SECRET, "Mut"]))
    after_commit(lambda: decide(WordState.APPROVED, "mut"))
    after_commit(lambda: decide(WordState.BLOCKED, SECRET.casefold()))
    after_commit(lambda: vote_in(poll, [SECRET.upper()]))
    after_commit(lambda: set_premoderation(actor=staff, session_id=live.pk, on=False))
    after_commit(lambda: vote_in(poll, [SECRET.lower(), "MUT"]))
    after_commit(lambda: run_poll(actor=staff, session_id=live.pk, poll_id=poll.pk, verb=PollVerb.CLOSE))
    after_commit(lambda: close_session(actor=staff, session_id=live.pk))


def test_a_draft_that_was_thrown_away_is_gone_for_the_desk_alone() -> None:
    live = make_live()
    shown, draft = make_poll(live), make_poll(live, state=PollState.DRAFT)
    ids = [shown.pk, draft.pk, draft.pk + 1]
    assert delta(live.pk, Stream.MODERATION, 0, 1, [], ids)["gone_polls"] == [str(draft.pk + 1)]
    assert "gone_polls" not in delta(live.pk, Stream.PUBLIC, 0, 1, [], ids)
    assert delta(live.pk, Stream.STAGE, 0, 1, [], ids)["gone_polls"] == [str(shown.pk)]


def test_nobody_sees_the_ballot_of_another() -> None:
    live = make_live()
    poll = make_poll(live, PollKind.WORDS)
    mine = vote_in(poll, [SECRET])
    other = vote_in(poll, ["Mut"])
    assert personal(live.pk, mine.pk)["ballots"] == {str(poll.pk): [SECRET]}
    assert personal(live.pk, other.pk)["ballots"] == {str(poll.pk): ["Mut"]}
    desk = snapshot(live.pk, Stream.MODERATION)["polls"][0]["result"]["waiting"]
    assert [sorted(word) for word in desk] == [["count", "key", "text"]] * 2


def test_a_poll_of_another_session_is_in_no_delta() -> None:
    live, foreign = make_live(), make_poll(make_live(), text=f"{SECRET}?")
    change = delta(live.pk, Stream.MODERATION, 0, 1, [], [foreign.pk])
    assert SECRET not in json.dumps(change)
    assert results(live.pk, [foreign.pk]) == {"public": {}, "moderation": {}, "stage": {}}
