"""New posts reach everybody who has the thread open, and nobody else."""

from typing import Any

import pytest

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.threads.actions import accept_answer, change_post_state
from forum.threads.enums import Access, State
from forum.threads.models import Thread
from realtime.domain import read
from realtime.publish import publisher
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread
from tests.realtime.clients import Client, signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]


@pytest.fixture
def asker(transactional_db: None) -> User:
    return make_user()


@pytest.fixture
def thread(asker: User) -> Thread:
    thread = make_thread(author=asker)
    publisher().flush(5)  # so that no socket of the test hears of its first post
    return thread


def path(thread: Thread) -> str:
    return f"/ws/threads/{thread.pk}/"


async def after_pong(client: Client) -> Client:
    """The client, once its subscription is sure to be there."""
    await client.hears_nothing_but()
    return client


async def test_an_answer_appears_for_guests_who_have_the_thread_open(thread: Thread) -> None:
    async with Client(path(thread)) as guest:
        await after_pong(guest)
        post = await read(make_answer, thread)
        told = await guest.hear("post")
        assert (told["thread"], told["highest"]) == (str(thread.pk), 2)
        assert (told["post"]["id"], told["post"]["number"]) == (str(post.pk), 2)
        assert told["post"]["html"] == "<p>Bei uns hat ein gemeinsamer Rundgang geholfen.</p>\n"


async def test_a_hidden_post_is_told_as_gone_without_its_words(thread: Thread) -> None:
    post = await read(make_answer, thread)
    moderator = await read(make_user, Role.MODERATOR)
    async with Client(path(thread)) as guest:
        await after_pong(guest)
        await read(
            change_post_state, actor=moderator, post_id=post.pk, to=State.HIDDEN, reason="Verstoß gegen die Netiquette"
        )
        told = await guest.hear("post_gone")
        assert told == {"t": "post_gone", "thread": str(thread.pk), "number": 2}


async def test_an_accepted_answer_is_marked(thread: Thread, asker: User) -> None:
    post = await read(make_answer, thread)
    async with Client(path(thread)) as guest:
        await after_pong(guest)
        await read(accept_answer, actor=asker, post_id=post.pk)
        told = await guest.hear("accepted")
        assert told == {"t": "accepted", "thread": str(thread.pk), "number": 2, "accepted": True}


async def test_a_thread_hears_nothing_of_another_one(thread: Thread) -> None:
    other = await read(make_thread)
    async with Client(path(thread)) as guest:
        await after_pong(guest)
        await read(make_answer, other)
        mine = await read(make_answer, thread)
        assert (await guest.hear("post"))["post"]["id"] == str(mine.pk)
        await guest.hears_nothing_but()


@pytest.mark.parametrize("access", [Access.MEMBERS, Access.CIRCLE])
async def test_whoever_may_not_read_a_thread_finds_nothing(access: Access, transactional_db: None) -> None:
    inside, outside = await read(make_user), await read(make_user)
    category = await read(make_category, access, inside)
    thread = await read(make_thread, category, inside)
    strangers: list[dict[str, Any]] = [{}] if access == Access.MEMBERS else [{}, await read(signed_in, outside)]
    for cookies in strangers:
        async with Client(path(thread), cookies) as stranger:
            assert await stranger.close_code() == 4404
    async with Client(path(thread), await read(signed_in, inside)) as member:
        await after_pong(member)


async def test_a_thread_connection_takes_no_commands_of_a_live_session(thread: Thread) -> None:
    async with Client(path(thread)) as guest:
        await guest.say({"c": "vote", "i": "a", "q": "1", "v": 1})
        assert (await guest.hear("ack"))["error"] == "invalid_command"
        await guest.say({"c": "sync", "epoch": "a", "rev": 0})
        assert (await guest.hear("error"))["error"] == "invalid_command"
