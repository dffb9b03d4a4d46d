"""Rooms of a congress. Where a point is stands in calendars, so its points are touched by each change of a room."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from forum.accounts.models import User
from forum.audit.actions import record
from forum.congress import queries, timetable
from forum.congress.actions.programme import touch
from forum.congress.models import Congress, Room, Session
from forum.core.errors import ConflictError, InvalidError


@transaction.atomic
def add_room(*, actor: User, slug: str, name: str, sessions: Sequence[int] = ()) -> Room:
    """Add a room behind the others; points of the programme in ``sessions`` that have no room are put there.

    With them a removed room is brought back. Raises ``NotFoundError`` for all but hosts, ``InvalidError``
    (``name_taken``, ``room_taken``).
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    last = congress.rooms.aggregate(last=Max("position"))["last"]
    room = Room(congress=congress, name=_free_name(congress, name, None), position=0 if last is None else last + 1)
    room.save()
    touch(actor=actor, sessions=congress.sessions.filter(pk__in=list(sessions), room=None), room=room)
    timetable.require_free_rooms(room.sessions.all())
    record(actor=actor, action="congress.room", target=congress, facts={"room": room.pk, "did": "add"})
    return room


@transaction.atomic
def rename_room(*, actor: User, slug: str, room_id: int, name: str) -> Room:
    """Give a room another name. Repeating it changes nothing.

    Raises ``NotFoundError``, ``InvalidError("name_taken")``.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    room = queries.access_room(congress=congress, room_id=room_id)
    before, room.name = room.name, _free_name(congress, name, room)
    if room.name == before:
        return room
    room.save(update_fields=["name"])
    touch(actor=actor, sessions=Session.with_removed.filter(room=room))
    record(actor=actor, action="congress.room", target=congress, facts={"room": room.pk, "did": "rename"})
    return room


@transaction.atomic
def order_rooms(*, actor: User, slug: str, room_ids: Sequence[int]) -> None:
    """Put the rooms into this order. Raises ``NotFoundError``, ``ConflictError("conflict")`` unless all are named."""
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    rooms = {room.pk: room for room in congress.rooms.all()}
    if sorted(rooms) != sorted(room_ids):
        raise ConflictError
    for position, pk in enumerate(room_ids):
        rooms[pk].position = position
    Room.objects.bulk_update(rooms.values(), ["position"])
    record(actor=actor, action="congress.room", target=congress, facts={"did": "order"})


@transaction.atomic
def remove_room(*, actor: User, slug: str, room_id: int) -> list[int]:
    """Remove a room; its points of the programme stay, without a room. Returns their ids. Raises ``NotFoundError``."""
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    room = queries.access_room(congress=congress, room_id=room_id)
    there = list(room.sessions.order_by("pk").values_list("pk", flat=True))
    record(actor=actor, action="congress.room", target=congress, facts={"room": room.pk, "did": "remove"})
    touch(actor=actor, sessions=Session.with_removed.filter(room=room))
    room.delete()
    return there


def _free_name(congress: Congress, name: str, room: Room | None) -> str:
    name = timetable.clean_title(name, field="name", longest=80)
    others = congress.rooms.exclude(pk=room.pk) if room else congress.rooms.all()
    if others.filter(name=name).exists():
        raise InvalidError("name_taken", field="name")
    return name
