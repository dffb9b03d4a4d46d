"""A speaker's socket: the hall's stream and nothing more, for the link that holds."""

import json
from typing import Any

import pytest
from django.db import transaction

from forum.congress import keys
from forum.congress.actions import PartGiven, close_session, renew_speaker_link
from forum.congress.actions.speaking import set_parts
from forum.congress.enums import SpeakerRole
from forum.congress.models import QuestionVote, Session, SessionSpeaker, Speaker
from forum.congress.queries import enter_podium
from realtime.domain import read
from tests.api.congress.people import key_of
from tests.factories.congress import make_speaker
from tests.realtime.clients import Client, session_cookie
from tests.realtime.hall import SECRET_TEXT, Hall, make_hall

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    return make_hall()


@pytest.fixture
def speaker(hall: Hall) -> Speaker:
    return make_speaker(hall.live)


def podium(hall: Hall, grant: str) -> dict[str, str]:
    """Cookies of a browser that keeps this grant."""
    return session_cookie(lambda store: store.update({keys.PODIUM_GRANTS: {str(hall.live.pk): grant}}))


def speaking(hall: Hall, speaker: Speaker) -> dict[str, str]:
    """Cookies of a browser that has shown this speaker's key."""
    return podium(hall, enter_podium(session_id=hall.live.pk, key=key_of(hall.live, speaker)))


async def is_refused(hall: Hall, cookies: Any, address: str = "") -> bool:
    async with Client(hall.path + address, cookies) as client:
        return await client.close_code() == 4404


async def test_a_speaker_sees_the_hall_and_nothing_that_is_hidden(hall: Hall, speaker: Speaker) -> None:
    cookies = await read(speaking, hall, speaker)
    async with Client(hall.path, cookies) as client:
        hello = await client.hear("hello")
        assert hello["role"] == "public"
        assert not any(hello["me"].values())
        await client.say({"c": "sync", "epoch": "", "rev": 0})
        snapshot = await client.hear("snapshot")
        assert [question["id"] for question in snapshot["questions"]] == [str(hall.approved.pk)]
        heard = [hello, snapshot, *await client.hears_nothing_but("scores", "hello")]
        assert SECRET_TEXT not in json.dumps(heard, ensure_ascii=False)


async def test_a_speaker_cannot_vote(hall: Hall, speaker: Speaker) -> None:
    async with Client(hall.path, await read(speaking, hall, speaker)) as client:
        await client.say({"c": "vote", "i": "a", "q": str(hall.approved.pk), "v": 1})
        refused = {"t": "ack", "i": "a", "ok": False, "error": "not_a_participant"}
        assert await client.hear("ack") == refused
        await client.say({"c": "ballot", "i": "a", "p": "1", "choices": []})
        assert await client.hear("ack") == refused
    assert await read(QuestionVote.objects.count) == 0


@pytest.mark.parametrize("address", ["desk/", "stage/"])
async def test_a_speaker_finds_neither_desk_nor_stage(hall: Hall, speaker: Speaker, address: str) -> None:
    assert await is_refused(hall, await read(speaking, hall, speaker), address)


async def test_a_renewed_link_and_a_speaker_who_left_open_nothing(hall: Hall, speaker: Speaker) -> None:
    old = await read(speaking, hall, speaker)
    await read(renew_speaker_link, actor=hall.moderator, session_id=hall.live.pk, speaker_id=speaker.pk)
    assert await is_refused(hall, old)
    new = await read(speaking, hall, speaker)
    async with Client(hall.path, new) as client:
        await client.hear("hello")
    await read(SessionSpeaker.objects.filter(speaker=speaker).delete)
    assert await is_refused(hall, new)


async def test_whose_link_is_renewed_or_who_has_no_part_any_more_is_put_out(hall: Hall, speaker: Speaker) -> None:
    other = await read(make_speaker, hall.live, "Ole Brandt")
    async with (
        Client(hall.path, await read(speaking, hall, speaker)) as first,
        Client(hall.path, await read(speaking, hall, other)) as second,
        Client(hall.path, hall.attendee) as attendee,
    ):
        for client in (first, second, attendee):
            await client.hear("hello")
        await read(renew_speaker_link, actor=hall.moderator, session_id=hall.live.pk, speaker_id=speaker.pk)
        assert await first.put_out() == 4404
        await second.hears_nothing_but("scores")
        point = await read(lambda: Session.objects.select_related("congress").get(pk=hall.live.programme_id))
        await read(transaction.atomic(set_parts), point, [PartGiven(speaker.name, SpeakerRole.SPEAKER)])
        assert await second.put_out() == 4404
        await attendee.hears_nothing_but("scores")


async def test_a_grant_of_another_session_and_made_up_ones_open_nothing(hall: Hall, speaker: Speaker) -> None:
    foreign = await read(make_hall)
    there = await read(speaking, foreign, await read(make_speaker, foreign.live))
    assert await is_refused(hall, there)
    grant = keys.podium_grant((await read(make_speaker, foreign.live, "B")).pk, key_of_nobody())
    key = await read(key_of, hall.live, speaker)
    for made_up in (grant, "", "x", "ä" * 40, "\x00", key, keys.stage_grant(keys.stage_key(hall.live))):
        assert await is_refused(hall, await read(podium, hall, made_up)), made_up
    assert await is_refused(hall, None)


def key_of_nobody() -> str:
    return "0" * 40


async def test_a_closed_session_stays_readable_for_its_speakers(hall: Hall, speaker: Speaker) -> None:
    await read(close_session, actor=hall.moderator, session_id=hall.live.pk)
    async with Client(hall.path, await read(speaking, hall, speaker)) as client:
        assert (await client.hear("hello"))["role"] == "public"
        await client.say({"c": "sync", "epoch": "", "rev": 0})
        assert (await client.hear("snapshot"))["session"]["state"] == "closed"
