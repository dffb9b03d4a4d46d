"""Whoever may read a thread no longer loses the open socket too, and nobody else does."""

from collections.abc import Mapping

import pytest

from forum.accounts.actions import deactivate, revoke_role
from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.threads.actions import change_thread_state
from forum.threads.enums import Access, State
from forum.threads.models import CircleMember, Thread
from realtime.application import make_application
from realtime.domain import read
from realtime.forum_domain import ForumDomain
from realtime.publish import publisher
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread
from tests.realtime.clients import Client, no_pages, signed_in
from tests.realtime.hall import make_hall
from tests.realtime.test_access_ended import browser_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]


@pytest.fixture
def author(transactional_db: None) -> User:
    return make_user()


@pytest.fixture
def moderator(transactional_db: None) -> User:
    return make_user(Role.MODERATOR)


@pytest.fixture
def thread(author: User) -> Thread:
    """A thread of a circle: its author is in it, and moderators read everything."""
    thread = make_thread(make_category(Access.CIRCLE, author), author)
    publisher().flush(5)  # so that no socket of the test hears of its first post
    return thread


def path(thread: Thread) -> str:
    return f"/ws/threads/{thread.pk}/"


async def test_signing_out_ends_the_threads_of_that_session_alone(thread: Thread, author: User) -> None:
    public = await read(make_thread)
    laptop, tablet = await read(browser_of, author), await read(browser_of, author)
    mine, other = ({"session": browser.cookies["session"].value} for browser in (laptop, tablet))
    async with (
        Client(path(thread), mine) as secret,
        Client(path(public), mine) as shared,
        Client(path(thread), other) as elsewhere,
        Client(path(public)) as guest,
    ):
        for client in (secret, shared, elsewhere, guest):
            await client.hears_nothing_but("post")
        assert (await read(laptop.ask, "DELETE", "auth/session"))[0] == 401
        for client in (secret, shared):
            assert await client.put_out() == 4404
        for client in (elsewhere, guest):
            await client.hears_nothing_but()


async def test_a_closed_account_is_put_out_of_threads_and_desks(thread: Thread, moderator: User) -> None:
    hall, admin = await read(make_hall), await read(make_user, Role.ADMIN)
    async with (
        Client(path(thread), await read(signed_in, moderator)) as other,
        Client(hall.path + "desk/", await read(hall.staff)) as desk,
        Client(path(await read(make_thread)), await read(hall.staff)) as reader,
    ):
        await desk.hear("hello")
        for client in (other, reader):
            await client.hears_nothing_but("post")
        await read(deactivate, actor=admin, user_id=hall.moderator.pk)
        for client in (desk, reader):
            assert await client.put_out() == 4404
        await other.hears_nothing_but()


async def test_a_role_that_is_taken_ends_what_it_let_read(thread: Thread, author: User, moderator: User) -> None:
    admin, members = await read(make_user, Role.ADMIN), await read(make_category, Access.MEMBERS)
    inside = await read(make_thread, members, author)
    cookies, readers = await read(signed_in, moderator), await read(signed_in, author)
    async with (
        Client(path(thread), cookies) as secret,
        Client(path(inside), cookies) as common,
        Client(path(thread), readers) as other,
        Client(path(inside), readers) as another,
    ):
        for client in (secret, common, other, another):
            await client.hears_nothing_but("post")
        await read(revoke_role, actor=admin, user_id=moderator.pk, role=Role.MODERATOR)
        assert await secret.put_out() == 4404
        await common.hears_nothing_but()
        await read(revoke_role, actor=admin, user_id=moderator.pk, role=Role.MEMBER)
        assert await common.put_out() == 4404
        for client in (other, another):
            await client.hears_nothing_but()


async def test_a_hidden_thread_stays_open_to_author_and_moderation_alone(author: User, moderator: User) -> None:
    public, other = await read(make_thread, None, author), await read(make_thread)
    reader = await read(make_user)
    async with (
        Client(path(public)) as guest,
        Client(path(public), await read(signed_in, reader)) as member,
        Client(path(public), await read(signed_in, author)) as asker,
        Client(path(public), await read(signed_in, moderator)) as desk,
        Client(path(other)) as elsewhere,
    ):
        for client in (guest, member, asker, desk, elsewhere):
            await client.hears_nothing_but("post")
        change = {"actor": moderator, "thread_id": public.pk, "reason": "Namen genannt"}
        await read(change_thread_state, to=State.HIDDEN, **change)
        for client in (guest, member):
            assert await client.put_out() == 4404
        for client in (asker, desk, elsewhere):
            await client.hears_nothing_but()
        await read(change_thread_state, to=State.REMOVED, **change)
        assert await asker.put_out() == 4404
        for client in (desk, elsewhere):
            await client.hears_nothing_but()


async def test_a_thread_that_was_lost_while_it_connected_is_not_shown(thread: Thread, author: User) -> None:
    class Slow(ForumDomain):
        def enter_thread(self, thread_id: int, cookies: Mapping[str, str]) -> str:
            person = super().enter_thread(thread_id, cookies)
            CircleMember.objects.filter(user=author).delete()
            return person

    cookies = await read(signed_in, author)
    async with Client(path(thread), cookies, to=make_application(no_pages, Slow())) as late:
        assert await late.close_code() == 4404


async def test_what_is_told_while_the_reader_is_asked_about_reaches_who_may_read_it(thread: Thread) -> None:
    class Slow(ForumDomain):
        def enter_thread(self, thread_id: int, cookies: Mapping[str, str]) -> str:
            person = super().enter_thread(thread_id, cookies)
            told.append(thread_id)
            if len(told) == 2:  # asked once more: the socket hears the thread already
                make_answer(thread, author=thread.author)
            return person

    told: list[int] = []
    cookies = await read(lambda: signed_in(thread.author))
    async with Client(path(thread), cookies, to=make_application(no_pages, Slow())) as reader:
        assert (await reader.hear("post"))["highest"] == 2
