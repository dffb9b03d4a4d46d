"""Ballots over real sockets: stored, acknowledged once, and told as far as each stream may know."""

import asyncio
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from forum.accounts.models import User
from forum.congress.actions import casting, close_session, join, run_poll
from forum.congress.actions.ballots import cast_ballots
from forum.congress.enums import PollKind, PollResults, PollState, PollVerb
from forum.congress.models import Ballot, LiveSession, Poll, QuestionVote
from realtime import forum_domain
from realtime.domain import read
from realtime.lane import Answer, Will
from tests.factories.accounts import make_user
from tests.factories.polls import make_poll, option_ids, some_choices
from tests.realtime.clients import Client, signed_in
from tests.realtime.hall import Hall, make_hall

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    return make_hall()


def ballot(i: str, poll: Poll | str, choices: Any) -> dict[str, Any]:
    pk = poll if isinstance(poll, str) else str(poll.pk)
    return {"c": "ballot", "i": i, "p": pk, "choices": choices}


def counted(poll: Poll) -> tuple[int, dict[str, int]]:
    poll.refresh_from_db()
    return poll.ballot_count, poll.counts


async def ack(client: Client, command: dict[str, Any]) -> Any:
    await client.say(command)
    answer = await client.hear("ack")
    assert answer["i"] == command["i"]
    return answer


async def results(client: Client) -> Any:
    """The next poll results that are told."""
    while not (told := (await client.hear("scores")).get("p")):
        continue
    return told


@pytest.mark.parametrize("kind", PollKind)
async def test_a_ballot_of_each_kind_is_stored_acknowledged_and_counted_everywhere(hall: Hall, kind: PollKind) -> None:
    poll = await read(make_poll, hall.live, kind, on_stage=True)
    choices = await read(some_choices, poll)
    staff, projector = await read(hall.staff), await read(hall.projector)
    async with (
        Client(hall.path, hall.attendee) as voter,
        Client(hall.path, hall.other) as other,
        Client(hall.path + "stage/", projector) as stage,
        Client(hall.path + "desk/", staff) as desk,
    ):
        for client in (voter, other, stage, desk):
            await client.hear("hello")
        assert await ack(voter, ballot("b-1", poll, choices)) == {"t": "ack", "i": "b-1", "ok": True}
        for client in (other, stage, desk):
            (told,) = (await results(client)).items()
            assert (told[0], told[1]["ballots"], told[1]["version"]) == (str(poll.pk), 1, 1)
    assert await read(lambda: [row.choices for row in Ballot.objects.all()]) == [choices]


async def test_a_ballot_that_is_sent_again_counts_once_and_an_empty_one_takes_it_back(hall: Hall) -> None:
    poll = await read(make_poll, hall.live)
    yes, no, _ = await read(option_ids, poll)
    async with Client(hall.path, hall.attendee) as voter, Client(hall.path, hall.other) as other:
        await other.hear("hello")
        for _ in range(3):
            assert (await ack(voter, ballot("same", poll, [yes])))["ok"] is True
        assert (await results(other))[str(poll.pk)]["counts"][yes] == 1
        assert await read(counted, poll) == (1, {yes: 1})
        await ack(voter, ballot("changed", poll, [no]))
        assert (await results(other))[str(poll.pk)]["version"] == 2
        # A late copy of the first is a will of its own: absolute, so that the last one that arrives holds.
        await ack(voter, ballot("same", poll, [yes]))
        await ack(voter, ballot("none", poll, []))
        assert await read(counted, poll) == (0, {})
        assert await read(Ballot.objects.count) == 0


async def test_a_hidden_poll_tells_hall_and_stage_nothing_until_it_is_closed(hall: Hall) -> None:
    poll = await read(make_poll, hall.live, results=PollResults.HIDDEN, on_stage=True)
    yes = (await read(option_ids, poll))[0]
    staff, projector = await read(hall.staff), await read(hall.projector)
    async with (
        Client(hall.path, hall.attendee) as voter,
        Client(hall.path, hall.other) as other,
        Client(hall.path + "stage/", projector) as stage,
        Client(hall.path + "desk/", staff) as desk,
    ):
        await desk.hear("hello")
        assert (await ack(voter, ballot("1", poll, [yes])))["ok"] is True
        assert (await results(desk))[str(poll.pk)]["counts"][yes] == 1
        await asyncio.sleep(0.2)
        for client in (voter, other, stage):
            for message in await client.hears_nothing_but("hello", "scores"):
                assert not message.get("p"), message
        for client in (other, stage):
            await client.say({"c": "sync", "epoch": "", "rev": 0})
            (shown,) = (await client.hear("snapshot"))["polls"]
            assert (shown["hidden"], shown["result"]) == (True, None)
        await read(run_poll, actor=hall.moderator, session_id=hall.live.pk, poll_id=poll.pk, verb=PollVerb.CLOSE)
        for client in (other, stage):
            (shown,) = (await client.hear("delta"))["polls"]
            assert (shown["state"], shown["result"]["ballots"], shown["result"]["counts"][yes]) == ("closed", 1, 1)


async def test_closing_the_session_closes_its_polls_and_brings_out_what_was_hidden(hall: Hall) -> None:
    poll = await read(make_poll, hall.live, results=PollResults.HIDDEN)
    draft = await read(make_poll, hall.live, state=PollState.DRAFT)
    yes = (await read(option_ids, poll))[0]
    async with Client(hall.path, hall.attendee) as voter, Client(hall.path, hall.other) as other:
        await other.hear("hello")
        assert (await ack(voter, ballot("1", poll, [yes])))["ok"] is True
        await read(close_session, actor=hall.moderator, session_id=hall.live.pk)
        delta = await other.hear("delta")
        assert delta["session"]["state"] == "closed"
        (shown,) = delta["polls"]
        assert (shown["id"], shown["state"], shown["result"]["counts"][yes]) == (str(poll.pk), "closed", 1)
        assert str(draft.pk) not in [one["id"] for one in delta["polls"]]


async def test_what_cannot_be_voted_for_is_refused_with_a_code_and_stores_nothing(hall: Hall) -> None:
    poll = await read(make_poll, hall.live)
    yes, no, _ = await read(option_ids, poll)
    draft = await read(make_poll, hall.live, state=PollState.DRAFT)
    closed = await read(make_poll, hall.live, state=PollState.CLOSED)
    foreign = await read(lambda: make_poll(make_hall().live))
    of_draft, of_closed, of_foreign = [(await read(option_ids, one))[:1] for one in (draft, closed, foreign)]
    refused = [
        (poll, of_foreign, "invalid"),
        (poll, [yes, no], "too_many"),
        (poll, [3], "invalid"),
        (draft, of_draft, "not_found"),
        (closed, of_closed, "poll_closed"),
        (foreign, of_foreign, "not_found"),
        ("9" * 15, [yes], "not_found"),
    ]
    async with Client(hall.path, hall.attendee) as voter:
        for number, (where, choices, error) in enumerate(refused):
            answer = await ack(voter, ballot(str(number), where, choices))
            assert answer == {"t": "ack", "i": str(number), "ok": False, "error": error}
        await read(close_session, actor=hall.moderator, session_id=hall.live.pk)
        assert (await ack(voter, ballot("late", poll, [yes])))["error"] == "session_closed"
    assert await read(Ballot.objects.count) == 0


async def test_a_member_votes_like_a_guest_and_finds_the_ballot_again_and_staff_have_none(hall: Hall) -> None:
    poll = await read(make_poll, hall.live)
    yes = (await read(option_ids, poll))[0]
    staff = await read(hall.staff)
    member = await read(joined, hall.live, await read(make_user))
    for cookies in (member, hall.attendee):
        async with Client(hall.path, cookies) as voter:
            assert (await voter.hear("hello"))["me"]["ballots"] == {}
            assert (await ack(voter, ballot("1", poll, [yes])))["ok"] is True
        async with Client(hall.path, cookies) as voter:
            assert (await voter.hear("hello"))["me"]["ballots"] == {str(poll.pk): [yes]}
    async with Client(hall.path, staff) as moderator:
        assert (await ack(moderator, ballot("1", poll, [yes])))["error"] == "not_a_participant"
    assert await read(counted, poll) == (2, {yes: 2})


def joined(live: LiveSession, member: User) -> dict[str, str]:
    """Cookies of somebody who has signed in and joined."""
    token = join(code=live.code, token="", address="192.0.2.1").token
    return {**signed_in(member), "participant": token}


class Gate:
    """Lets the lane's first commit wait, so that what comes meanwhile makes one batch; notes what each batch holds."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.may_go, self.batches = threading.Event(), list[list[str]]()
        cast = forum_domain.ForumDomain.cast_votes

        def slow(domain: forum_domain.ForumDomain, session_id: int, votes: Sequence[Will]) -> Sequence[Answer]:
            self.batches.append(sorted(type(will).__name__ for will in votes))
            assert self.may_go.wait(5)
            return cast(domain, session_id, votes)

        monkeypatch.setattr(forum_domain.ForumDomain, "cast_votes", slow)


async def mixed(hall: Hall, poll: Poll, gate: Gate, one: Client, two: Client) -> list[Any]:
    """Both vote and hand in a ballot while a first vote is being stored; what they are answered."""
    yes, no, _ = await read(option_ids, poll)
    question = str(hall.approved.pk)
    await one.say({"c": "vote", "i": "first", "q": question, "v": 0})
    async with asyncio.timeout(5):
        while not gate.batches:
            await asyncio.sleep(0.01)
    for client, choice in ((one, yes), (two, no)):
        await client.say({"c": "vote", "i": "vote", "q": question, "v": 1})
        await client.say(ballot("ballot", poll, [choice]))
        await client.hears_nothing_but("hello", "scores")
    await two.say(ballot("bad", str(poll.pk + 10**6), [yes]))
    await two.hears_nothing_but("scores")
    gate.may_go.set()
    assert (await one.hear("ack"))["i"] == "first"
    return [await client.hear("ack") for client in (one, one, two, two, two)]


async def test_votes_and_ballots_that_arrive_during_a_commit_are_stored_together(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = await read(make_poll, hall.live)
    gate = Gate(monkeypatch)
    async with Client(hall.path, hall.attendee) as one, Client(hall.path, hall.other) as two:
        answers = await mixed(hall, poll, gate, one, two)
    assert [(answer["i"], answer["ok"]) for answer in answers] == [
        ("vote", True),
        ("ballot", True),
        ("vote", True),
        ("ballot", True),
        ("bad", False),
    ]
    assert gate.batches == [["Vote"], ["Ballot", "Ballot", "Ballot", "Vote", "Vote"]]
    assert (await read(counted, poll))[0] == await read(QuestionVote.objects.count) == 2


async def test_when_the_ballots_of_a_batch_cannot_be_stored_its_votes_are_not_either_and_all_come_again(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    poll = await read(make_poll, hall.live)
    gate, fails = Gate(monkeypatch), [True]

    def failing(**batch: Any) -> Any:
        if fails.pop():
            raise OSError("no database")
        return cast_ballots(**batch)

    monkeypatch.setattr(casting, "cast_ballots", failing)
    async with Client(hall.path, hall.attendee) as one, Client(hall.path, hall.other) as two:
        answers = await mixed(hall, poll, gate, one, two)
        assert {(answer["error"], answer["retry_ms"] > 0) for answer in answers} == {("unavailable", True)}
        assert (await read(counted, poll))[0] == await read(QuestionVote.objects.count) == 0
        yes = (await read(option_ids, poll))[0]
        assert (await ack(one, ballot("ballot", poll, [yes])))["ok"] is True
        assert (await ack(one, {"c": "vote", "i": "vote", "q": str(hall.approved.pk), "v": 1}))["ok"] is True
    assert (await read(counted, poll))[0] == await read(QuestionVote.objects.count) == 1
