"""A projection that fails keeps nothing from others."""

from typing import Any

import pytest

from forum.congress.actions import moderate_question
from forum.congress.enums import Verb
from forum.congress.events import SetsChanged
from forum.congress.models import LiveQuestion
from forum.core.events import dispatch
from realtime.domain import read
from tests.realtime.clients import Client
from tests.realtime.hall import Hall, make_hall

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    return make_hall()


async def test_a_stream_that_cannot_be_told_silences_no_other_and_no_asker(hall: Hall) -> None:
    questions = LiveQuestion.objects.filter(pk=hall.hidden.pk)
    async with (
        Client(hall.path, hall.attendee) as asker,
        Client(hall.path + "desk/", await read(hall.staff)) as desk,
        Client(hall.path + "stage/", await read(hall.projector)) as stage,
    ):
        for client in (asker, desk, stage):
            await client.hear("hello")
        await read(questions.update, similar=7)  # no list, so the desk cannot show it
        ids = {"session_id": hall.live.pk, "question_id": hall.hidden.pk}
        await read(moderate_question, actor=hall.moderator, verb=Verb.APPROVE, **ids)
        for client in (asker, stage):
            assert [shown["id"] for shown in (await client.hear("delta"))["questions"]] == [str(hall.hidden.pk)]
        assert (await asker.hear("receipt"))["question"]["state"] == "approved"


async def test_when_votes_of_sets_cannot_be_read_the_hall_reads_its_state_anew(hall: Hall) -> None:
    unreadable: Any = ("no number",)
    async with Client(hall.path, hall.attendee) as attendee:
        await attendee.hear("hello")
        await read(dispatch, SetsChanged(hall.live.pk, unreadable))
        await attendee.hear("missed")
        await attendee.hear("snapshot")
