"""The live session over real sockets, on the configured database and channel layer."""

import asyncio
from typing import Any

import pytest

from forum.congress.actions import close_session, moderate_question
from forum.congress.enums import RejectReason, Verb
from forum.congress.models import QuestionVote
from realtime.domain import read
from realtime.forum_domain import ForumDomain
from realtime.process import start
from tests.realtime.clients import Client
from tests.realtime.hall import SECRET_TEXT, Hall, make_hall

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    return make_hall()


async def moderate(hall: Hall, question: Any, verb: Verb, **more: Any) -> None:
    await read(
        moderate_question, actor=hall.moderator, session_id=hall.live.pk, question_id=question.pk, verb=verb, **more
    )


async def test_an_attendee_is_greeted_and_gets_the_list_on_demand(hall: Hall) -> None:
    async with Client(hall.path, hall.attendee) as attendee:
        hello = await attendee.hear("hello")
        assert (hello["epoch"], hello["rev"], hello["role"]) == (hall.live.epoch, 0, "public")
        assert hello["me"]["votes"] == {}
        assert [question["id"] for question in hello["me"]["own"]] == [str(hall.hidden.pk)]
        await attendee.say({"c": "sync", "epoch": "", "rev": 0})
        snapshot = await attendee.hear("snapshot")
        assert [question["id"] for question in snapshot["questions"]] == [str(hall.approved.pk)]
        assert snapshot["people"] == "<10"


async def test_a_vote_is_stored_acknowledged_and_seen_by_everybody(hall: Hall) -> None:
    question = str(hall.approved.pk)
    async with Client(hall.path, hall.attendee) as voter, Client(hall.path, hall.other) as other:
        await voter.say({"c": "vote", "i": "a-1", "q": question, "v": 1})
        assert await voter.hear("ack") == {"t": "ack", "i": "a-1", "ok": True}
        assert await other.hear_scores() == {question: [1, 1]}
        await voter.say({"c": "vote", "i": "a-1", "q": question, "v": 1})
        assert (await voter.hear("ack"))["ok"] is True
        await voter.say({"c": "vote", "i": "a-2", "q": question, "v": 0})
        assert (await voter.hear("ack"))["ok"] is True
        assert await other.hear_scores() == {question: [0, 2]}
    assert await read(QuestionVote.objects.count) == 0


async def test_an_approved_question_reaches_hall_stage_and_desk_at_once(hall: Hall) -> None:
    staff, projector = await read(hall.staff), await read(hall.projector)
    async with (
        Client(hall.path, hall.other) as attendee,
        Client(hall.path + "stage/", projector) as stage,
        Client(hall.path + "desk/", staff) as desk,
    ):
        for client, role in ((attendee, "public"), (stage, "stage"), (desk, "moderation")):
            assert (await client.hear("hello"))["role"] == role
        await moderate(hall, hall.hidden, Verb.APPROVE)
        for client in (attendee, stage, desk):
            delta = await client.hear("delta")
            assert (delta["from"], delta["rev"]) == (0, 1)
            assert [question["text"] for question in delta["questions"]] == [SECRET_TEXT]


async def test_the_asker_alone_learns_why_a_question_was_rejected(hall: Hall) -> None:
    staff = await read(hall.staff)
    async with (
        Client(hall.path, hall.attendee) as asker,
        Client(hall.path, hall.other) as other,
        Client(hall.path + "desk/", staff) as desk,
    ):
        for client in (asker, other, desk):
            await client.hear("hello")
        await moderate(hall, hall.hidden, Verb.REJECT, reason=RejectReason.OFF_TOPIC)
        receipt = (await asker.hear("receipt"))["question"]
        assert (receipt["id"], receipt["state"], receipt["reason"]) == (str(hall.hidden.pk), "rejected", "off_topic")
        assert (await desk.hear("delta"))["questions"][0]["state"] == "rejected"
        assert await other.hear("delta") == {"t": "delta", "from": 0, "rev": 1}
        await other.hears_nothing_but("scores")


async def test_no_byte_of_a_hidden_question_is_on_the_public_or_the_stage_stream(hall: Hall) -> None:
    projector = await read(hall.projector)
    async with Client(hall.path, hall.other) as attendee, Client(hall.path + "stage/", projector) as stage:
        for client in (attendee, stage):
            await client.say({"c": "sync", "epoch": "", "rev": 0})
        await moderate(hall, hall.hidden, Verb.REJECT, reason=RejectReason.INSULTING)
        for client in (attendee, stage):
            delta = await client.hear("delta")
            await client.say({"c": "sync", "epoch": "", "rev": 0})
            heard = [
                delta,
                await client.hear("snapshot"),
                *await client.hears_nothing_but("snapshot", "scores", "hello"),
            ]
            assert SECRET_TEXT not in repr(heard)
            assert str(hall.hidden.pk) not in [question["id"] for question in heard[1]["questions"]]


async def test_a_question_that_leaves_the_list_is_told_as_gone(hall: Hall) -> None:
    async with Client(hall.path, hall.other) as attendee:
        await attendee.hear("hello")
        await moderate(hall, hall.approved, Verb.REJECT, reason=RejectReason.DUPLICATE)
        assert await attendee.hear("delta") == {"t": "delta", "from": 0, "rev": 1, "gone": [str(hall.approved.pk)]}


async def test_the_end_of_the_session_is_told_and_votes_are_refused_with_a_code(hall: Hall) -> None:
    async with Client(hall.path, hall.attendee) as attendee:
        await attendee.hear("hello")
        await read(close_session, actor=hall.moderator, session_id=hall.live.pk)
        assert (await attendee.hear("delta"))["session"]["state"] == "closed"
        await attendee.say({"c": "vote", "i": "a", "q": str(hall.approved.pk), "v": 1})
        assert await attendee.hear("ack") == {"t": "ack", "i": "a", "ok": False, "error": "session_closed"}


@pytest.mark.parametrize("address", ["", "desk/", "stage/"])
async def test_whoever_has_not_joined_finds_nothing(hall: Hall, address: str) -> None:
    async with Client(hall.path + address, {"participant": "x" * 43}) as stranger:
        assert await stranger.close_code() == 4404
    async with Client(f"/ws/live/999999/{address}", hall.attendee) as attendee:
        assert await attendee.close_code() == 4404


@pytest.mark.parametrize("address", ["desk/", "stage/"])
async def test_an_attendee_finds_neither_desk_nor_stage(hall: Hall, address: str) -> None:
    async with Client(hall.path + address, hall.attendee) as attendee:
        assert await attendee.close_code() == 4404


async def test_the_projector_finds_neither_hall_nor_desk_nor_another_session(hall: Hall) -> None:
    projector = await read(hall.projector)
    foreign = await read(make_hall)
    for path in (hall.path, hall.path + "desk/", foreign.path + "stage/"):
        async with Client(path, projector) as stage:
            assert await stage.close_code() == 4404


async def test_staff_of_another_congress_find_nothing(hall: Hall) -> None:
    foreign = await read(make_hall)
    staff = await read(foreign.staff)
    for address in ("", "desk/", "stage/"):
        async with Client(hall.path + address, staff) as moderator:
            assert await moderator.close_code() == 4404


async def test_a_moderator_sees_the_hall_as_the_hall_sees_it_and_cannot_vote_there(hall: Hall) -> None:
    staff = await read(hall.staff)
    async with Client(hall.path, staff) as moderator:
        assert (await moderator.hear("hello"))["role"] == "public"
        await moderator.say({"c": "sync", "epoch": "", "rev": 0})
        assert SECRET_TEXT not in repr(await moderator.hear("snapshot"))
        await moderator.say({"c": "vote", "i": "a", "q": str(hall.approved.pk), "v": 1})
        assert (await moderator.hear("ack"))["error"] == "not_a_participant"


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "https://testserver.evil.example", "ftp://testserver"]
)
async def test_a_page_of_another_site_is_refused(hall: Hall, origin: str | None) -> None:
    assert await Client(hall.path, hall.attendee, origin=origin).is_refused()


async def test_an_address_that_does_not_exist_is_answered_like_an_unknown_session() -> None:
    for path in ("/ws/", "/ws/live/", "/ws/live/x/", "/ws/live/1/public/", "/ws/live/" + "9" * 30 + "/"):
        async with Client(path) as client:
            assert await client.close_code() == 4404


async def test_a_running_session_at_rest_asks_the_database_nothing(hall: Hall, sql: list[str]) -> None:
    async with Client(hall.path, hall.attendee) as one, Client(hall.path, hall.other) as two:
        for client in (one, two):
            await client.say({"c": "sync", "epoch": "", "rev": 0})
            await client.hear("snapshot")
        assert sql
        sql.clear()
        for client in (one, two):
            await client.say({"c": "sync", "epoch": hall.live.epoch, "rev": 0})
            await client.hear("snapshot")
        await asyncio.wait_for(beats(3), 10)
        for client in (one, two):
            await client.hears_nothing_but("scores")
        assert sql == []


async def beats(number: int) -> None:
    """Let the hub beat so many times: each takes a second, in which a session at rest could do something."""
    subscription = start(ForumDomain()).hub.subscription
    last = subscription.returned + number
    while subscription.returned < last:
        await asyncio.sleep(0.02)
