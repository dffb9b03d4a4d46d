"""Whoever loses the right to follow a session loses the open socket too, and nobody else does."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter

from forum.accounts.actions import grant_role, revoke_role
from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.congress.actions import add_staff, forget_voters, remove_staff, renew_stage_link
from forum.congress.enums import LiveState, StaffRole
from forum.congress.models import CongressStaff, LiveSession, Participant
from forum.core.clock import now
from realtime.application import make_application
from realtime.domain import Entry, read
from realtime.forum_domain import ForumDomain
from realtime.process import running
from realtime.streams import Stream
from tests.api.accounts.browser import Browser
from tests.factories.accounts import make_user
from tests.factories.congress import make_staff
from tests.realtime.clients import Client, no_pages, signed_in
from tests.realtime.hall import Hall, make_hall

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("sockets")]


@pytest.fixture
def hall(transactional_db: None) -> Hall:
    return make_hall()


async def test_who_is_taken_out_of_the_staff_is_put_out_of_desk_stage_and_hall(hall: Hall) -> None:
    host = await read(make_staff, hall.live, await read(make_user), StaffRole.HOST)
    gone, stays, projector = await read(hall.staff), await read(signed_in, host), await read(hall.projector)
    member = await read(CongressStaff.objects.get, user=hall.moderator)
    desk = hall.path + "desk/"
    async with (
        Client(desk, gone) as moderator,
        Client(hall.path + "stage/", gone) as preview,
        Client(hall.path, gone) as onlooker,
        Client(desk, stays) as other,
        Client(hall.path + "stage/", projector) as stage,
        Client(hall.path, hall.attendee) as attendee,
    ):
        for client in (moderator, preview, onlooker, other, stage, attendee):
            await client.hear("hello")
        slug = await read(lambda: LiveSession.objects.get(pk=hall.live.pk).programme.congress.slug)
        await read(remove_staff, actor=host, slug=slug, member_id=member.pk)
        for client in (moderator, preview, onlooker):
            assert await client.put_out() == 4404
        for client in (other, stage, attendee):
            await client.hears_nothing_but("scores")


async def test_a_renewed_stage_link_puts_out_who_shows_the_stage_by_the_old_one(hall: Hall) -> None:
    old, staff = await read(hall.projector), await read(hall.staff)
    async with (
        Client(hall.path + "stage/", old) as stage,
        Client(hall.path + "stage/", staff) as preview,
        Client(hall.path + "desk/", staff) as desk,
        Client(hall.path, hall.attendee) as attendee,
    ):
        for client in (stage, preview, desk, attendee):
            await client.hear("hello")
        hall.live = await read(renew_stage_link, actor=hall.moderator, session_id=hall.live.pk)
        assert await stage.put_out() == 4404
        for client in (preview, desk, attendee):
            await client.hears_nothing_but("scores")
    async with Client(hall.path + "stage/", old) as refused:
        assert await refused.close_code() == 4404
    async with Client(hall.path + "stage/", await read(hall.projector)) as again:
        await again.hear("hello")


async def test_a_moderator_who_has_joined_as_a_guest_stays_in_the_hall(hall: Hall) -> None:
    host = await read(make_staff, hall.live, await read(make_user), StaffRole.HOST)
    cookies = await read(hall.staff)
    member = await read(CongressStaff.objects.get, user=hall.moderator)
    async with Client(hall.path, {**cookies, **hall.other}) as guest:
        await guest.hear("hello")
        slug = await read(lambda: LiveSession.objects.get(pk=hall.live.pk).programme.congress.slug)
        await read(remove_staff, actor=host, slug=slug, member_id=member.pk)
        await guest.hears_nothing_but("scores")


async def test_a_change_of_the_part_ends_nothing(hall: Hall) -> None:
    host = await read(make_staff, hall.live, await read(make_user), StaffRole.HOST)
    async with Client(hall.path + "desk/", await read(hall.staff)) as moderator:
        await moderator.hear("hello")
        slug = await read(lambda: LiveSession.objects.get(pk=hall.live.pk).programme.congress.slug)
        email = hall.moderator.email
        await read(add_staff, actor=host, slug=slug, email=email, role=StaffRole.HOST)
        await moderator.hears_nothing_but("scores")


async def test_participants_who_are_forgotten_are_put_out(hall: Hall) -> None:
    staff = await read(hall.staff)
    async with Client(hall.path, hall.attendee) as attendee, Client(hall.path, staff) as moderator:
        for client in (attendee, moderator):
            await client.hear("hello")
        long_ago = now() - timedelta(days=400)
        await read(LiveSession.objects.filter(pk=hall.live.pk).update, state=LiveState.CLOSED, closed=long_ago)
        assert await read(forget_voters) == 1
        assert await attendee.put_out() == 4404
        assert (await moderator.hear("delta"))["session"]["state"] == "closed"
        await moderator.hears_nothing_but("scores")


async def test_after_a_loss_only_who_would_be_let_in_again_stays(hall: Hall) -> None:
    host = await read(make_staff, hall.live, await read(make_user), StaffRole.HOST)
    gone, stays, projector = await read(hall.staff), await read(signed_in, host), await read(hall.projector)
    desk, stage = hall.path + "desk/", hall.path + "stage/"
    async with (
        Client(desk, gone) as moderator,
        Client(stage, gone) as preview,
        Client(hall.path, gone) as onlooker,
        Client(stage, projector) as screen,
        Client(hall.path, hall.other) as forgotten,
        Client(desk, stays) as other,
        Client(hall.path, hall.attendee) as attendee,
        Client(hall.path, {**gone, **hall.attendee}) as both,
    ):
        for client in (moderator, preview, onlooker, screen, forgotten, other, attendee, both):
            await client.hear("hello")
        # As if nobody had said so: what was said has been lost with the layer.
        await read(CongressStaff.objects.filter(user=hall.moderator).delete)
        await read(LiveSession.objects.filter(pk=hall.live.pk).update, stage_nonce="another")
        await read(Participant.objects.filter(session=hall.live).exclude(pk=hall.asker.pk).update, key=None)
        process = running()
        assert process is not None
        process.hub.refresh(layer_down=False)
        for client in (moderator, preview, onlooker, screen, forgotten):
            assert await client.put_out() == 4404
        for client in (other, attendee, both):
            await client.hear("snapshot")
            await client.hears_nothing_but("scores")


async def test_a_desk_that_was_lost_while_it_connected_is_not_greeted(hall: Hall) -> None:
    class Slow(ForumDomain):
        def enter_live(self, stream: Stream, session_id: int, cookies: Mapping[str, str]) -> Entry:
            entry = super().enter_live(stream, session_id, cookies)
            CongressStaff.objects.filter(user=hall.moderator).delete()
            return entry

    cookies = await read(hall.staff)
    async with Client(hall.path + "desk/", cookies, to=make_application(no_pages, Slow())) as moderator:
        assert await moderator.close_code() == 4404


async def test_an_admin_no_longer_is_put_out_of_foreign_desks(hall: Hall) -> None:
    admin, other = await read(make_user, Role.ADMIN), await read(make_user, Role.ADMIN)
    await read(grant_role, actor=other, user_id=hall.moderator.pk, role=Role.ADMIN)
    await read(LiveSession.objects.filter(pk=hall.live.pk).update, state=LiveState.CLOSED, closed=now())
    async with (
        Client(hall.path + "desk/", await read(signed_in, admin)) as desk,
        Client(hall.path + "desk/", await read(hall.staff)) as moderator,
    ):
        for client in (desk, moderator):
            await client.hear("hello")
        await read(revoke_role, actor=other, user_id=admin.pk, role=Role.ADMIN)
        assert await desk.put_out() == 4404
        await read(revoke_role, actor=other, user_id=hall.moderator.pk, role=Role.ADMIN)
        await moderator.hears_nothing_but("scores")


async def test_signing_out_ends_what_was_opened_by_that_session_alone(hall: Hall) -> None:
    laptop, tablet = await read(browser_of, hall.moderator), await read(browser_of, hall.moderator)
    mine = {"session": laptop.cookies["session"].value}
    async with (
        Client(hall.path + "desk/", mine) as desk,
        Client(hall.path, mine) as onlooker,
        Client(hall.path, {**mine, **hall.other}) as guest,
        Client(hall.path + "desk/", {"session": tablet.cookies["session"].value}) as other,
    ):
        for client in (desk, onlooker, guest, other):
            await client.hear("hello")
        assert (await read(laptop.ask, "DELETE", "auth/session"))[0] == 401
        for client in (desk, onlooker):
            assert await client.put_out() == 4404
        for client in (guest, other):
            await client.hears_nothing_but("scores")


async def test_a_new_password_ends_every_desk_of_the_account(hall: Hall) -> None:
    host = await read(make_staff, hall.live, await read(make_user), StaffRole.HOST)
    async with (
        Client(hall.path + "desk/", await read(hall.staff)) as desk,
        Client(hall.path + "stage/", await read(hall.staff)) as preview,
        Client(hall.path + "desk/", await read(signed_in, host)) as other,
    ):
        for client in (desk, preview, other):
            await client.hear("hello")
        await read(get_adapter().set_password, hall.moderator, "ein anderes Kennwort")
        for client in (desk, preview):
            assert await client.put_out() == 4404
        await other.hears_nothing_but("scores")


def browser_of(user: User) -> Browser:
    """A browser in which this person is signed in."""
    browser = Browser()
    browser.force_login(user)
    return browser
