"""Whatever is sent: a code comes back, nothing is stored, and the connection stays unless it goes on and on."""

import json
from typing import Any

import pytest

from forum.congress.models import QuestionVote
from realtime.domain import read
from tests.factories.congress import make_participant, make_question
from tests.realtime.clients import Client
from tests.realtime.hall import Hall, make_hall

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    return make_hall()


def vote(**changes: Any) -> str:
    return json.dumps({"c": "vote", "i": "a", "q": "1", "v": 1, **changes})


def ballot(**changes: Any) -> str:
    return json.dumps({"c": "ballot", "i": "a", "p": "1", "choices": ["1"], **changes})


WITHOUT_NONCE = [
    ("{", "malformed"),
    ("ping", "malformed"),
    ("\x00", "malformed"),
    ('{"c":"ping"}{"c":"ping"}', "malformed"),
    (b"\xff\xfe", "malformed"),
    (b'{"c":"ping"}', "malformed"),
    ("[" * 3000, "invalid_command"),
    ("x" * 1_000_000, "too_large"),
    (vote(i="a" * 5000), "too_large"),
    ("null", "invalid_command"),
    ("[]", "invalid_command"),
    ('"ping"', "invalid_command"),
    ("{}", "invalid_command"),
    ('{"c":"pong"}', "invalid_command"),
    ('{"c":1}', "invalid_command"),
    ('{"c":"ping","x":1}', "invalid_command"),
    ('{"c":"sync","epoch":"a","rev":-1}', "invalid_command"),
    ('{"c":"sync","epoch":"a","rev":1.5}', "invalid_command"),
    ('{"c":"sync","epoch":null,"rev":1}', "invalid_command"),
    (vote(i=""), "invalid_command"),
    (vote(i=1), "invalid_command"),
    (vote(i="a\x00"), "invalid_command"),
    (vote(i="a" * 65), "invalid_command"),
    ('{"c":"ping","c":"ping","x":NaN}', "invalid_command"),
    ('{"c":"sync","epoch":"a","rev":NaN}', "malformed"),
    ('{"c":"sync","epoch":"a","rev":1e999}', "invalid_command"),
    ('{"c":"sync","epoch":"' + "\\ud800" + '","rev":1}', "malformed"),
    ('{"c":"ping","x":' + '{"x":' * 600 + "1" + "}" * 600 + "}", "invalid_command"),
    (b"\x00" * 1_000_000, "malformed"),
    (ballot(choices=["1"] * 1000), "too_large"),
]
WITH_NONCE = [
    (vote(v=2), "invalid_command"),
    (vote(v=True), "invalid_command"),
    (vote(v="1"), "invalid_command"),
    (vote(v=1.5), "invalid_command"),
    (vote(v=None), "invalid_command"),
    (vote(q=1), "invalid_command"),
    (vote(q="-1"), "invalid_command"),
    (vote(q="1\x00"), "invalid_command"),
    (vote(q="1; DROP TABLE"), "invalid_command"),
    (vote(q="²"), "invalid_command"),
    (vote(participant=1), "invalid_command"),
    (vote(c="ballot"), "invalid_command"),
    (ballot(choices=None), "invalid_command"),
    (ballot(choices="1"), "invalid_command"),
    (ballot(choices=[[]]), "invalid_command"),
    (ballot(choices=[True]), "invalid_command"),
    (ballot(choices=[1.5]), "invalid_command"),
    (ballot(choices=[None]), "invalid_command"),
    (ballot(choices=[{"x": 1}]), "invalid_command"),
    (ballot(participant=1), "invalid_command"),
    (ballot(p=1), "invalid_command"),
    (ballot(p="-1"), "invalid_command"),
    (ballot(p="9" * 19), "not_found"),
    (ballot(choices=["a\x00"]), "not_found"),
    (ballot(choices=[10**30]), "not_found"),
    (vote(q="9" * 19), "not_found"),
    (vote(q="0"), "not_found"),
    (vote(q="999999"), "not_found"),
]


@pytest.mark.parametrize(("sent", "code"), WITHOUT_NONCE)
async def test_what_cannot_be_read_is_refused_with_a_code(hall: Hall, sent: str | bytes, code: str) -> None:
    async with Client(hall.path, hall.attendee) as attendee:
        await attendee.say(sent)
        assert (await attendee.hear("error"))["error"] == code
        await attendee.hears_nothing_but("scores")


@pytest.mark.parametrize(("sent", "code"), WITH_NONCE)
async def test_a_wrong_command_is_refused_with_a_code_to_its_nonce(hall: Hall, sent: str, code: str) -> None:
    async with Client(hall.path, hall.attendee) as attendee:
        await attendee.say(sent)
        assert await attendee.hear("ack") == {"t": "ack", "i": "a", "ok": False, "error": code}
        await attendee.hears_nothing_but("scores")
    assert await read(QuestionVote.objects.count) == 0


async def test_hidden_and_foreign_questions_cannot_be_voted_for_and_look_alike(hall: Hall) -> None:
    foreign = await read(make_hall)
    async with Client(hall.path, hall.attendee) as attendee:
        for question in (hall.hidden, foreign.approved, foreign.hidden):
            await attendee.say(vote(q=str(question.pk)))
            assert await attendee.hear("ack") == {"t": "ack", "i": "a", "ok": False, "error": "not_found"}
    assert await read(QuestionVote.objects.count) == 0


async def test_too_many_commands_are_refused_with_a_time_and_in_the_end_with_the_connection(hall: Hall) -> None:
    async with Client(hall.path, hall.attendee) as attendee:
        for _ in range(31):
            await attendee.say({"c": "ping"})
        refusal = await attendee.hear("error")
        assert refusal["error"] == "rate_limited"
        assert 0 < refusal["retry_ms"] <= 1000
        for _ in range(30):
            await attendee.say("{")
        assert (await attendee.hear("bye"))["why"] == "abuse"
        assert await attendee.close_code() == 4400


async def test_one_bad_vote_does_not_touch_the_others_of_its_batch(hall: Hall) -> None:
    second = await read(make_question, hall.live)
    await read(make_participant, hall.live)
    async with Client(hall.path, hall.attendee) as attendee:
        for nonce, question in (("a", hall.approved.pk), ("b", 999999), ("c", second.pk)):
            await attendee.say(vote(i=nonce, q=str(question)))
        answers = {answer["i"]: answer["ok"] for answer in [await attendee.hear("ack") for _ in range(3)]}
    assert answers == {"a": True, "b": False, "c": True}
    assert await read(QuestionVote.objects.count) == 2
