"""Ballots in batches: the sum is that of the stored ballots, one per person, whatever is sent."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.audit.models import AuditEntry
from forum.congress import tallies
from forum.congress.actions import BallotCommand, BallotOutcome, cast_ballots
from forum.congress.enums import LiveState, PollKind, PollState
from forum.congress.events import BallotsChanged
from forum.congress.models import Ballot, LiveSession, Poll
from forum.core.events import Event
from tests.factories.congress import make_live, make_participant
from tests.factories.polls import make_poll, option_ids, some_choices, vote_in

pytestmark = pytest.mark.django_db
OK = BallotOutcome(True)


def cast(poll: Poll, *ballots: tuple[Any, Any]) -> list[str]:
    commands = [BallotCommand(voter, poll.pk, choices) for voter, choices in ballots]
    return [outcome.error for outcome in cast_ballots(session_id=poll.session_id, ballots=commands)]


def stored() -> dict[tuple[int, int], Any]:
    return {(poll, voter): choices for poll, voter, choices in Ballot.objects.values_list("poll", "voter", "choices")}


@pytest.mark.parametrize("kind", PollKind)
def test_a_ballot_counts_once_can_be_changed_and_taken_back(
    kind: PollKind, heard: list[Event], django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    poll = make_poll(make_live(), kind)
    voter, choices = make_participant(poll.session).pk, some_choices(poll)
    with django_capture_on_commit_callbacks(execute=True):
        for wanted in (choices, choices, [], [], choices):
            assert cast(poll, (voter, wanted)) == [""]
    poll.refresh_from_db()
    assert stored() == {(poll.pk, voter): choices}
    assert (poll.ballot_count, poll.result_version) == (1, 3)
    assert poll.counts == dict.fromkeys(tallies.keys(kind, choices), 1)
    assert heard == [BallotsChanged(poll.session_id, (poll.pk,))] * 3
    live = LiveSession.objects.get()
    assert (live.votes_rev, live.rev) == (3, 0)


def test_the_last_good_ballot_of_one_person_in_a_batch_wins() -> None:
    poll = make_poll(make_live())
    first, second, _ = option_ids(poll)
    voter = make_participant(poll.session).pk
    assert cast(poll, (voter, [first]), (voter, [second]), (voter, ["0"])) == ["", "", "invalid"]
    assert stored() == {(poll.pk, voter): [second]}


BAD = [
    (PollKind.SINGLE, lambda ids: ids[:2], "too_many"),
    (PollKind.SINGLE, lambda ids: [int(ids[0])], "invalid"),
    (PollKind.SINGLE, lambda ids: ["0"], "invalid"),
    (PollKind.SINGLE, lambda ids: [None], "invalid"),
    (PollKind.SINGLE, lambda ids: [[ids[0]]], "invalid"),
    (PollKind.SINGLE, lambda ids: ids[0], "invalid"),
    (PollKind.SINGLE, lambda ids: None, "invalid"),
    (PollKind.SINGLE, lambda ids: {}, "invalid"),
    (PollKind.MULTIPLE, lambda ids: ids, "too_many"),
    (PollKind.MULTIPLE, lambda ids: [ids[0], ids[0]], "duplicate"),
    (PollKind.MULTIPLE, lambda ids: [ids[0], "x"], "invalid"),
    (PollKind.SCALE, lambda ids: [0], "invalid"),
    (PollKind.SCALE, lambda ids: [6], "invalid"),
    (PollKind.SCALE, lambda ids: [2, 3], "too_many"),
    (PollKind.SCALE, lambda ids: ["2"], "invalid"),
    (PollKind.SCALE, lambda ids: [True], "invalid"),
    (PollKind.SCALE, lambda ids: [2.0], "invalid"),
    (PollKind.RANKING, lambda ids: [*ids, ids[0]], "too_many"),
    (PollKind.RANKING, lambda ids: [ids[1], ids[1]], "duplicate"),
    (PollKind.RANKING, lambda ids: [ids[1], 5], "invalid"),
    (PollKind.WORDS, lambda ids: ["eins", "zwei", "drei"], "too_many"),
    (PollKind.WORDS, lambda ids: ["Maße", " MASSE "], "duplicate"),
    (PollKind.WORDS, lambda ids: ["x"], "too_short"),
    (PollKind.WORDS, lambda ids: ["   "], "too_short"),
    (PollKind.WORDS, lambda ids: ["\u200b\u200b\u200b"], "too_short"),
    (PollKind.WORDS, lambda ids: ["x" * 31], "too_long"),
    (PollKind.WORDS, lambda ids: ["x" * 1_000_000], "too_long"),
    (PollKind.WORDS, lambda ids: ["a\x00b"], "malformed_text"),
    (PollKind.WORDS, lambda ids: ["a\ud800b"], "malformed_text"),
    (PollKind.WORDS, lambda ids: ["a\u202eb"], "malformed_text"),
    (PollKind.WORDS, lambda ids: [7], "invalid"),
    (PollKind.WORDS, lambda ids: "Vertrauen", "invalid"),
]


@pytest.mark.parametrize(("kind", "choices", "error"), BAD)
def test_a_ballot_that_does_not_fit_is_refused_and_the_one_before_stays(
    kind: PollKind, choices: Callable[[list[str]], Any], error: str
) -> None:
    poll = make_poll(make_live(), kind)
    voter = vote_in(poll, some_choices(poll)).pk
    before = (stored(), poll.counts, poll.result_version)
    assert cast(poll, (voter, choices(option_ids(poll)))) == [error]
    poll.refresh_from_db()
    assert (stored(), poll.counts, poll.result_version) == before


def test_words_are_stored_as_a_question_would_be() -> None:
    poll = make_poll(make_live(), PollKind.WORDS)
    vote_in(poll, ["  Gute \n Nerven ", "u\u0308ber"])
    assert poll.counts == {"Gute Nerven": 1, "über": 1}


def test_an_option_of_another_poll_is_no_choice() -> None:
    live = make_live()
    poll, other = make_poll(live), make_poll(live)
    voter = make_participant(live).pk
    assert cast(poll, (voter, option_ids(other)[:1])) == ["invalid"]
    assert stored() == {}


def test_a_batch_tells_one_outcome_for_each_command_and_bad_ones_touch_nothing() -> None:
    live, other = make_live(), make_live()
    poll, foreign = make_poll(live), make_poll(other)
    draft, closed = make_poll(live, state=PollState.DRAFT), make_poll(live, state=PollState.CLOSED)
    voter, stranger = make_participant(live).pk, make_participant(other).pk
    commands: list[tuple[Any, Any, str]] = [
        (voter, poll, ""),
        (stranger, poll, "not_found"),
        (voter, foreign, "not_found"),
        (voter, draft, "not_found"),
        (voter, closed, "poll_closed"),
        (10**9, poll, "not_found"),
        (10**30, poll, "not_found"),
        (-1, poll, "not_found"),
        ("1", poll, "not_found"),
    ]
    ballots = [BallotCommand(who, one.pk, option_ids(one)[:1]) for who, one, _ in commands]
    ballots += [BallotCommand(voter, 10**30, []), BallotCommand(voter, 0, [])]
    outcomes = cast_ballots(session_id=live.pk, ballots=ballots)
    assert [outcome.error for outcome in outcomes] == [error for *_, error in commands] + ["not_found"] * 2
    assert list(stored()) == [(poll.pk, voter)]


@pytest.mark.parametrize(
    ("state", "error"), [(LiveState.CLOSED, "session_closed"), (LiveState.PLANNED, "session_not_open")]
)
def test_a_session_that_does_not_run_takes_no_ballots(state: LiveState, error: str) -> None:
    poll = make_poll(make_live(state=state))
    assert cast(poll, (make_participant(poll.session).pk, option_ids(poll)[:1])) == [error]
    assert stored() == {}


def test_an_unknown_session_takes_no_ballots() -> None:
    ballot = BallotCommand(1, 1, [])
    assert cast_ballots(session_id=10**9, ballots=[ballot]) == [BallotOutcome(False, "not_found")]
    assert cast_ballots(session_id=make_live().pk, ballots=[]) == []


def test_a_ballot_leaves_no_trace_but_itself() -> None:
    poll = make_poll(make_live())
    vote_in(poll, some_choices(poll))
    assert AuditEntry.objects.count() == 0
    assert {field.name for field in Ballot._meta.fields} == {"id", "poll", "voter", "choices"}


@pytest.mark.parametrize("size", [1, 50, 500])
def test_a_batch_takes_few_statements_whatever_its_size(
    size: int, statements: Callable[[Callable[[], object]], list[str]]
) -> None:
    live = make_live()
    polls = [make_poll(live, kind) for kind in PollKind]
    voters = [make_participant(live) for _ in range(max(1, size // 5))]
    vote_in(polls[0], some_choices(polls[0]), voters[0])
    ballots = [BallotCommand(voter.pk, poll.pk, some_choices(poll)) for voter in voters for poll in polls][: size - 1]
    ballots.append(BallotCommand(voters[0].pk, polls[0].pk, []))
    # SQLite's parameter limit cuts the insert of many rows in two.
    most = 9 if connection.vendor == "postgresql" else 10
    assert len(statements(lambda: cast_ballots(session_id=live.pk, ballots=ballots))) <= most


def test_ballots_that_change_nothing_write_nothing(
    statements: Callable[[Callable[[], object]], list[str]],
) -> None:
    poll = make_poll(make_live(), PollKind.WORDS)
    voter = vote_in(poll, ["Geduld"])
    sql = statements(lambda: cast(poll, (voter.pk, [" Geduld "])))
    assert [line for line in sql if not line.startswith(("SELECT", "BEGIN"))] == []


commands = st.tuples(st.integers(0, 5), st.integers(0, 4), st.integers(0, 7))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(commands, max_size=25), max_size=5))
def test_random_batches_give_what_a_simple_model_gives(batches: list[list[tuple[int, int, int]]]) -> None:
    live = make_live()
    voters = [make_participant(live).pk for _ in range(5)] + [10**9]
    polls = [make_poll(live, kind) for kind in PollKind]
    model: dict[tuple[int, int], list[Any]] = {}
    for batch in batches:
        ballots, good = [], []
        for voter, number, pick in batch:
            poll = polls[number]
            choices = _choices(poll, pick)
            ballots.append(BallotCommand(voters[voter], poll.pk, choices))
            good.append(voter < 5 and choices != ["wrong", "wrong"])
            if good[-1]:
                model[poll.pk, voters[voter]] = choices
        outcomes = cast_ballots(session_id=live.pk, ballots=ballots)
        assert [outcome.ok for outcome in outcomes] == good
    kept = {pair: choices for pair, choices in model.items() if choices}
    numbers = [poll.pk for poll in polls]
    assert {pair: choices for pair, choices in stored().items() if pair[0] in numbers} == kept
    for poll in Poll.objects.filter(pk__in=numbers):
        mine = [choices for (pk, _), choices in kept.items() if pk == poll.pk]
        assert poll.ballot_count == len(mine)
        assert poll.counts == tallies.changed({}, poll.kind, [([], choices) for choices in mine])


def _choices(poll: Poll, pick: int) -> list[Any]:
    if pick == 0:
        return []
    if pick == 1:
        return ["wrong", "wrong"]
    ids = option_ids(poll)
    words: list[list[Any]] = [["Mut"], ["mut", "Zeit"], ["MUT"], ["Geld", "Straße"], ["STRASSE"], ["Zeit"]]
    return {
        "single": [ids[pick % 3]] if ids else [],
        "multiple": ids[: pick % 3],
        "scale": [pick % 5 + 1],
        "ranking": (ids[pick % 3 :] + ids[: pick % 3])[: pick % 4],
        "words": words[pick - 2],
    }[poll.kind]
