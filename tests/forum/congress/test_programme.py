"""Making a programme: points, rooms, people, and moving what is still to come."""

from dataclasses import replace
from datetime import timedelta

import pytest

from forum.accounts.enums import Role
from forum.audit.models import AuditEntry
from forum.congress import actions, queries
from forum.congress.enums import CongressStatus, SpeakerRole, StaffRole
from forum.congress.models import CongressStaff, LiveSession, Session, Speaker
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from tests.factories.accounts import make_user
from tests.factories.congress import make_live
from tests.factories.programme import BERLIN, DAY, FACTS, add, at, make_edited, make_host, point

pytestmark = pytest.mark.django_db
HADDAD = actions.PartGiven("Leila Haddad", SpeakerRole.SPEAKER, "Kreis Beispielland")
BROCK = actions.PartGiven("Jens Brock", SpeakerRole.CHAIR)


def test_who_begins_a_congress_hosts_it_and_its_address_is_free() -> None:
    user = make_user(Role.COORDINATOR)
    first = actions.create_congress(actor=user, facts=FACTS)
    second = actions.create_congress(actor=user, facts=FACTS)
    assert (first.slug, second.slug) == ("3-kongress-fuer-staedte", "3-kongress-fuer-staedte-2")
    assert (first.status, queries.may_host(user, first)) == (CongressStatus.DRAFT, True)
    assert [congress.slug for congress in queries.drafts(user)] == [second.slug, first.slug]
    assert AuditEntry.objects.filter(action="congress.create", actor=user).count() == 2


@pytest.mark.parametrize("role", [Role.MEMBER, Role.HOST, Role.MODERATOR, Role.CURATOR])
def test_only_coordinators_and_admins_begin_congresses(role: Role) -> None:
    with pytest.raises(NotFoundError):
        actions.create_congress(actor=make_user(role), facts=FACTS)


def test_the_later_of_two_hosts_is_told_who_changed_the_facts() -> None:
    congress = make_edited()
    anna, ben = make_host(congress, name="Anna Lenz"), make_host(congress)
    actions.edit_congress(actor=anna, slug=congress.slug, version=1, facts=FACTS)
    with pytest.raises(ConflictError, match="changed_meanwhile") as refusal:
        actions.edit_congress(actor=ben, slug=congress.slug, version=1, facts=replace(FACTS, title="Anders"))
    assert refusal.value.params == {"by": "Anna Lenz"}
    repeated = actions.edit_congress(actor=anna, slug=congress.slug, version=1, facts=FACTS)
    assert repeated.version == 2


def test_the_days_of_a_congress_hold_its_programme() -> None:
    congress = make_edited()
    host = make_host(congress)
    add(host, congress, at(9, day=DAY + timedelta(days=1)), at(10, day=DAY + timedelta(days=1)))
    with pytest.raises(InvalidError, match="sessions_outside"):
        actions.edit_congress(actor=host, slug=congress.slug, version=1, facts=replace(FACTS, ends=DAY))
    with pytest.raises(InvalidError, match="outside_days"):
        add(host, congress, at(9, day=DAY - timedelta(days=1)), at(10, day=DAY - timedelta(days=1)))
    with pytest.raises(InvalidError, match="ends_before_start"):
        add(host, congress, at(10), at(10))


def test_a_room_holds_one_point_at_a_time_and_workshops_go_on_beside_each_other() -> None:
    congress = make_edited()
    host = make_host(congress)
    lippe, ems = (actions.add_room(actor=host, slug=congress.slug, name=name).pk for name in ("Lippe", "Ems"))
    first = add(host, congress, at(9), at(10), room=lippe, title="Runder Tisch")
    add(host, congress, at(9), at(10), room=ems)
    after = add(host, congress, at(10), at(11), room=lippe)
    with pytest.raises(InvalidError, match="room_taken") as refusal:
        add(host, congress, at(9, 59), at(10), room=lippe, title="Zu früh")
    assert refusal.value.params == {"first": "Runder Tisch", "other": "Zu früh"}
    with pytest.raises(InvalidError, match="room_taken"):
        actions.edit_point(
            actor=host, slug=congress.slug, session_id=after.pk, version=1, point=point(at(9), at(11), room=lippe)
        )
    assert Session.objects.filter(congress=congress).count() == 3
    actions.remove_point(actor=host, slug=congress.slug, session_id=first.pk)
    assert add(host, congress, at(9), at(10), room=lippe).room_id == lippe


def test_a_removed_point_comes_back_without_its_room_when_that_is_taken() -> None:
    congress = make_edited()
    host = make_host(congress)
    room = actions.add_room(actor=host, slug=congress.slug, name="Lippe").pk
    gone = add(host, congress, at(9), at(10), room=room)
    actions.remove_point(actor=host, slug=congress.slug, session_id=gone.pk)
    assert (Session.objects.count(), Session.with_removed.count()) == (0, 1)
    add(host, congress, at(9), at(10), room=room)
    back = actions.restore_point(actor=host, slug=congress.slug, session_id=gone.pk)
    assert (back.removed, back.room_id, back.version) == (None, None, 3)


def test_a_removed_room_leaves_its_points_and_comes_back_with_them() -> None:
    congress = make_edited()
    host = make_host(congress)
    room = actions.add_room(actor=host, slug=congress.slug, name="Lippe")
    session = add(host, congress, at(9), at(10), room=room.pk)
    assert actions.remove_room(actor=host, slug=congress.slug, room_id=room.pk) == [session.pk]
    assert Session.objects.get().room_id is None
    back = actions.add_room(actor=host, slug=congress.slug, name="Lippe", sessions=[session.pk])
    assert Session.objects.get().room_id == back.pk
    with pytest.raises(InvalidError, match="name_taken"):
        actions.add_room(actor=host, slug=congress.slug, name=" Lippe ")


def test_rooms_stand_in_the_order_that_hosts_give() -> None:
    congress = make_edited()
    host = make_host(congress)
    first, second = (actions.add_room(actor=host, slug=congress.slug, name=name).pk for name in ("Lippe", "Ems"))
    actions.order_rooms(actor=host, slug=congress.slug, room_ids=[second, first])
    assert [room.pk for room in queries.editing(reader=host, slug=congress.slug).rooms] == [second, first]
    with pytest.raises(ConflictError):
        actions.order_rooms(actor=host, slug=congress.slug, room_ids=[second])


def test_people_of_a_congress_are_known_by_name_and_warned_of_in_two_places() -> None:
    congress = make_edited()
    host = make_host(congress)
    first = add(host, congress, at(9), at(10), parts=(BROCK, HADDAD))
    second = add(host, congress, at(9, 30), at(11), parts=(HADDAD,))
    assert Speaker.objects.count() == 2
    found = queries.editing(reader=host, slug=congress.slug).two_places
    assert [(row.name, row.first.pk, row.second.pk) for row in found] == [("Leila Haddad", first.pk, second.pk)]
    actions.edit_point(actor=host, slug=congress.slug, session_id=first.pk, version=1, point=point(at(9), at(10)))
    assert [speaker.name for speaker in Speaker.objects.all()] == ["Leila Haddad"]
    with pytest.raises(InvalidError, match="named_twice"):
        add(host, congress, at(12), at(13), parts=(HADDAD, HADDAD))


def test_people_have_roles_topics_and_an_order_in_each_point() -> None:
    congress = make_edited()
    host = make_host(congress)
    parts = (
        actions.PartGiven("Leila Haddad", SpeakerRole.IMPULSE, topic="Was Ämter eint"),
        actions.PartGiven("Jens Brock", SpeakerRole.PANEL),
        actions.PartGiven("Özlem Groß", SpeakerRole.CHAIR, topic="Gespräch"),
    )
    session = add(host, congress, at(9), at(10), parts=parts)

    def seen() -> list[tuple[str, str, str]]:
        rows = session.speaking.select_related("speaker").order_by("position")
        return [(row.speaker.name, row.role, row.topic) for row in rows]

    assert seen() == [(part.name, part.role, part.topic) for part in parts]
    turned = (parts[2], replace(parts[0], topic="Was Ämter trennt"), parts[1])
    for _ in range(2):  # the second time nothing changes, and no version is asked for
        edited = point(at(9), at(10), parts=turned)
        actions.edit_point(actor=host, slug=congress.slug, session_id=session.pk, version=1, point=edited)
        assert seen() == [(part.name, part.role, part.topic) for part in turned]
    session.refresh_from_db()
    assert session.version == 2


def test_the_later_of_two_hosts_is_told_who_changed_the_point() -> None:
    congress = make_edited()
    anna, ben = make_host(congress, name="Anna Lenz"), make_host(congress)
    session = add(anna, congress, at(9), at(10))
    actions.edit_point(
        actor=anna, slug=congress.slug, session_id=session.pk, version=1, point=point(at(9), at(10), parts=(BROCK,))
    )
    with pytest.raises(ConflictError, match="changed_meanwhile") as refusal:
        actions.edit_point(actor=ben, slug=congress.slug, session_id=session.pk, version=1, point=point(at(9), at(11)))
    assert refusal.value.params == {"by": "Anna Lenz"}


def test_the_rest_of_the_day_moves_and_moves_back_exactly() -> None:
    congress = make_edited()
    host = make_host(congress)
    room = actions.add_room(actor=host, slug=congress.slug, name="Saal").pk
    running = add(host, congress, at(9), at(10), room=room)
    coming = add(host, congress, at(10), at(11), room=room)
    ids = [running.pk, coming.pk]

    def times() -> list[str]:
        rows = Session.objects.order_by("starts")
        return [f"{row.starts.astimezone(BERLIN):%H:%M}-{row.ends.astimezone(BERLIN):%H:%M}" for row in rows]

    actions.shift_points(actor=host, slug=congress.slug, session_ids=ids, minutes=15, longer=running.pk)
    assert times() == ["09:00-10:15", "10:15-11:15"]
    actions.shift_points(actor=host, slug=congress.slug, session_ids=ids, minutes=-15, longer=running.pk)
    assert times() == ["09:00-10:00", "10:00-11:00"]
    with pytest.raises(InvalidError, match="room_taken"):
        actions.shift_points(actor=host, slug=congress.slug, session_ids=[coming.pk], minutes=-15)
    with pytest.raises(InvalidError, match="outside_days"):
        actions.shift_points(actor=host, slug=congress.slug, session_ids=[running.pk], minutes=-600)
    assert times() == ["09:00-10:00", "10:00-11:00"]


def test_a_live_session_is_taken_away_only_while_nobody_was_in_it() -> None:
    congress = make_edited(CongressStatus.PUBLISHED)
    host = make_host(congress)
    session = add(host, congress, at(9), at(10))
    live = actions.add_live(actor=host, slug=congress.slug, session_id=session.pk)
    assert actions.add_live(actor=host, slug=congress.slug, session_id=session.pk) == live
    actions.remove_live(actor=host, slug=congress.slug, session_id=session.pk)
    assert LiveSession.objects.count() == 0
    used = actions.add_live(actor=host, slug=congress.slug, session_id=session.pk)
    actions.open_session(actor=host, session_id=used.pk)
    for act in (actions.remove_live, actions.remove_point):
        with pytest.raises(ConflictError, match="live_session_used"):
            act(actor=host, slug=congress.slug, session_id=session.pk)
    with pytest.raises(ConflictError, match="live_session_open"):
        actions.set_status(actor=host, slug=congress.slug, status=CongressStatus.DRAFT)


def test_the_live_session_of_a_removed_point_lets_nobody_in() -> None:
    live = make_live(opened=None, code="KX7P2M")
    assert queries.joinable("KX7P2M") == live
    host = make_host(live.programme.congress)
    actions.remove_point(actor=host, slug=live.programme.congress.slug, session_id=live.programme_id)
    assert queries.joinable("KX7P2M") is None
    with pytest.raises(NotFoundError):
        queries.access_desk(session_id=live.pk, reader=host)


def test_a_congress_never_loses_its_last_host() -> None:
    congress = make_edited()
    host = make_host(congress)
    other = make_user(email="ben@musterstadt.example")
    slug = congress.slug
    mine = CongressStaff.objects.get(user=host)
    actions.add_staff(actor=host, slug=slug, email="Ben@musterstadt.example", role=StaffRole.MODERATOR)
    with pytest.raises(ConflictError, match="last_host"):
        actions.remove_staff(actor=host, slug=slug, member_id=mine.pk)
    with pytest.raises(ConflictError, match="last_host"):
        actions.add_staff(actor=host, slug=slug, email=host.email, role=StaffRole.MODERATOR)
    actions.add_staff(actor=host, slug=slug, email=other.email, role=StaffRole.HOST)
    actions.remove_staff(actor=host, slug=slug, member_id=mine.pk)
    assert [member.user for member in CongressStaff.objects.filter(congress=congress)] == [other]
    with pytest.raises(InvalidError, match="unknown_account"):
        actions.add_staff(actor=other, slug=slug, email="niemand@musterstadt.example", role=StaffRole.HOST)
