"""Making a congress, for its hosts. Each write answers with the whole that they edit, as it is then."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import editing_shapes as shapes
from api.requests import body, once, reader, signed_in
from forum.congress import actions, queries
from forum.congress.enums import CongressStatus, SessionKind, SpeakerRole, StaffRole


def edited(request: Request, slug: str, status: int = 200) -> Response:
    """The congress as its hosts see it; raises ``NotFoundError`` for anybody else."""
    who = reader(request)
    editing = queries.editing(reader=who, slug=slug)
    context = {"presented": queries.presented(reader=who, congress=editing.congress), "slug": slug}
    return Response(shapes.CongressEditing(editing, context=context).data, status=status)


def point_of(given: dict[str, Any]) -> actions.Point:
    """A point of the programme from its checked shape."""
    parts = tuple(
        actions.PartGiven(part["name"], SpeakerRole(part["role"]), part["function"], part["topic"])
        for part in given["parts"]
    )
    names = ("title", "starts", "ends", "room", "abstract")
    return actions.Point(**{name: given[name] for name in names}, kind=SessionKind(given["kind"]), parts=parts)


class NewView(APIView):
    """Begin a congress."""

    @extend_schema(operation_id="congress_create", request=shapes.FactsInput, responses={201: shapes.CongressEditing})
    def post(self, request: Request) -> Response:
        user, facts = signed_in(request), actions.Facts(**body(request, shapes.FactsInput))
        kept = once(request, f"u{user.pk}", lambda: {"slug": actions.create_congress(actor=user, facts=facts).slug})
        return edited(request, kept["slug"], 201)


class EditView(APIView):
    """The congress as its hosts edit it, and its facts."""

    @extend_schema(operation_id="congress_editing", responses=shapes.CongressEditing)
    def get(self, request: Request, slug: str) -> Response:
        return edited(request, slug)

    @extend_schema(operation_id="congress_edit", request=shapes.EditFactsInput, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.EditFactsInput)
        how = {name: given.pop(name) for name in ("version", "with_programme")}
        actions.edit_congress(actor=user, slug=slug, facts=actions.Facts(**given), **how)
        return edited(request, slug)

    @extend_schema(operation_id="congress_delete", responses={204: None})
    def delete(self, request: Request, slug: str) -> Response:
        actions.delete_draft(actor=signed_in(request), slug=slug)
        return Response(status=204)


class StatusView(APIView):
    """Show the congress, or take it back."""

    @extend_schema(operation_id="congress_status", request=shapes.StatusInput, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.StatusInput)
        actions.set_status(actor=user, slug=slug, status=CongressStatus(given["status"]))
        return edited(request, slug)


class StaffView(APIView):
    """Who runs the congress."""

    @extend_schema(operation_id="congress_staff_add", request=shapes.StaffInput, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.StaffInput)
        actions.add_staff(actor=user, slug=slug, email=given["email"], role=StaffRole(given["role"]))
        return edited(request, slug)


class StaffMemberView(APIView):
    """One of those who run the congress."""

    @extend_schema(operation_id="congress_staff_remove", responses=shapes.CongressEditing)
    def delete(self, request: Request, slug: str, member_id: int) -> Response:
        actions.remove_staff(actor=signed_in(request), slug=slug, member_id=member_id)
        return edited(request, slug)


class RoomsView(APIView):
    """Rooms."""

    @extend_schema(operation_id="congress_room_add", request=shapes.RoomInput, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.RoomInput)
        once(request, f"u{user.pk}", lambda: {"id": actions.add_room(actor=user, slug=slug, **given).pk})
        return edited(request, slug)

    @extend_schema(operation_id="congress_rooms_order", request=shapes.RoomOrderInput, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.RoomOrderInput)
        actions.order_rooms(actor=user, slug=slug, room_ids=given["rooms"])
        return edited(request, slug)


class RoomView(APIView):
    """One room."""

    @extend_schema(operation_id="congress_room_rename", request=shapes.RoomNameInput, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str, room_id: int) -> Response:
        user, given = signed_in(request), body(request, shapes.RoomNameInput)
        actions.rename_room(actor=user, slug=slug, room_id=room_id, name=given["name"])
        return edited(request, slug)

    @extend_schema(operation_id="congress_room_remove", responses=shapes.CongressEditing)
    def delete(self, request: Request, slug: str, room_id: int) -> Response:
        actions.remove_room(actor=signed_in(request), slug=slug, room_id=room_id)
        return edited(request, slug)


class PointsView(APIView):
    """Points of the programme."""

    @extend_schema(operation_id="congress_point_add", request=shapes.PointInput, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str) -> Response:
        user, point = signed_in(request), point_of(body(request, shapes.PointInput))
        once(request, f"u{user.pk}", lambda: {"id": actions.add_point(actor=user, slug=slug, point=point).pk})
        return edited(request, slug)


class PointView(APIView):
    """One point of the programme."""

    @extend_schema(operation_id="congress_point_edit", request=shapes.EditPointInput, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str, session_id: int) -> Response:
        user, given = signed_in(request), body(request, shapes.EditPointInput)
        actions.edit_point(
            actor=user, slug=slug, session_id=session_id, version=given["version"], point=point_of(given)
        )
        return edited(request, slug)

    @extend_schema(operation_id="congress_point_remove", responses=shapes.CongressEditing)
    def delete(self, request: Request, slug: str, session_id: int) -> Response:
        actions.remove_point(actor=signed_in(request), slug=slug, session_id=session_id)
        return edited(request, slug)


class RestoreView(APIView):
    """Bring a removed point back."""

    @extend_schema(operation_id="congress_point_restore", request=None, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str, session_id: int) -> Response:
        actions.restore_point(actor=signed_in(request), slug=slug, session_id=session_id)
        return edited(request, slug)


class ExamplesView(APIView):
    """The practice examples presented in a point."""

    @extend_schema(operation_id="congress_examples", request=shapes.ExamplesInput, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str, session_id: int) -> Response:
        user, given = signed_in(request), body(request, shapes.ExamplesInput)
        actions.set_examples(actor=user, slug=slug, session_id=session_id, public_ids=given["examples"])
        return edited(request, slug)


class ShiftView(APIView):
    """Move what is still to come."""

    @extend_schema(operation_id="congress_shift", request=shapes.ShiftInput, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.ShiftInput)
        ids = given.pop("sessions")

        def shift() -> dict[str, Any]:
            actions.shift_points(actor=user, slug=slug, session_ids=ids, **given)
            return {"moved": len(ids)}

        once(request, f"u{user.pk}", shift)
        return edited(request, slug)


class PointLiveView(APIView):
    """The live session of a point."""

    @extend_schema(operation_id="congress_live_add", request=None, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str, session_id: int) -> Response:
        actions.add_live(actor=signed_in(request), slug=slug, session_id=session_id)
        return edited(request, slug)

    @extend_schema(operation_id="congress_live_remove", responses=shapes.CongressEditing)
    def delete(self, request: Request, slug: str, session_id: int) -> Response:
        actions.remove_live(actor=signed_in(request), slug=slug, session_id=session_id)
        return edited(request, slug)
