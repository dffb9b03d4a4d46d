"""Registering for a congress, and the list at the entrance."""

from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import editing_shapes
from api.congress import participant as caller
from api.congress import registration_shapes as shapes
from api.congress.editing_views import edited
from api.requests import body, once, reader, signed_in
from forum.congress import actions, attendance, queries
from forum.congress.enums import RegistrationFor
from forum.congress.models import Registration
from forum.congress.tickets import Form


def form_of(given: dict[str, Any]) -> Form:
    """What somebody wrote, from its checked shape."""
    return Form(given["name"], given["municipality"], given["needs"], tuple(given["workshops"]))


def by_link(registration: Registration) -> Response:
    """Registering as the holder of the link sees it."""
    return Response(shapes.RegistrationView(queries.registering_for(registration.congress, registration)).data)


class OwnView(APIView):
    """The caller's own registration."""

    @extend_schema(operation_id="congress_registration", responses=shapes.RegistrationView)
    def get(self, request: Request, slug: str) -> Response:
        return Response(shapes.RegistrationView(queries.registering(reader=reader(request), slug=slug)).data)

    @extend_schema(operation_id="congress_register", request=shapes.FormInput, responses=shapes.RegistrationView)
    def put(self, request: Request, slug: str) -> Response:
        user = signed_in(request)
        actions.register(actor=user, slug=slug, form=form_of(body(request, shapes.FormInput)))
        return self.get(request, slug)

    @extend_schema(operation_id="congress_registration_cancel", responses=shapes.RegistrationView)
    def delete(self, request: Request, slug: str) -> Response:
        actions.cancel_registration(actor=signed_in(request), slug=slug)
        return self.get(request, slug)


class GuestView(APIView):
    """A guest asks for the link that confirms their address. The answer does not tell whether it is known."""

    @extend_schema(operation_id="congress_register_guest", request=shapes.GuestFormInput, responses={202: None})
    def post(self, request: Request, slug: str) -> Response:
        given = body(request, shapes.GuestFormInput)
        actions.request_registration(
            slug=slug,
            email=given["email"],
            locale=given["locale"],
            form=form_of(given),
            address=caller.address(request),
        )
        return Response(status=202)


class LinkView(APIView):
    """The registration that a link shows. It is posted, so that no log gets the secret."""

    @extend_schema(operation_id="registration_by_link", request=shapes.LinkInput, responses=shapes.RegistrationView)
    def post(self, request: Request, slug: str) -> Response:
        return by_link(queries.access_ticket(token=body(request, shapes.LinkInput)["token"], slug=slug))


class LinkConfirmView(APIView):
    """Follow the link."""

    @extend_schema(operation_id="registration_confirm", request=shapes.LinkInput, responses=shapes.RegistrationView)
    def post(self, request: Request, slug: str) -> Response:
        return by_link(actions.confirm_registration(slug=slug, token=body(request, shapes.LinkInput)["token"]))


class LinkChangeView(APIView):
    """Change what one wrote."""

    @extend_schema(operation_id="registration_change", request=shapes.LinkFormInput, responses=shapes.RegistrationView)
    def post(self, request: Request, slug: str) -> Response:
        given = body(request, shapes.LinkFormInput)
        return by_link(actions.change_registration(slug=slug, token=given["token"], form=form_of(given)))


class LinkCancelView(APIView):
    """Give one's place back."""

    @extend_schema(operation_id="registration_cancel", request=shapes.LinkInput, responses=shapes.RegistrationView)
    def post(self, request: Request, slug: str) -> Response:
        return by_link(actions.cancel_by_link(slug=slug, token=body(request, shapes.LinkInput)["token"]))


def listed(request: Request, slug: str) -> Response:
    """The list as the caller may see it."""
    query, state = request.query_params.get("q", "")[:100], request.query_params.get("state", "")
    found = queries.attendance(reader=reader(request), slug=slug, query=query, state=state)
    return Response(shapes.RegistrationList(found).data)


class ListView(APIView):
    """Who comes: for those who run the congress. Letting somebody in is carried out once per ``Idempotency-Key``."""

    @extend_schema(
        operation_id="congress_registrations",
        parameters=[OpenApiParameter("q", str), OpenApiParameter("state", str)],
        responses=shapes.RegistrationList,
    )
    def get(self, request: Request, slug: str) -> Response:
        return listed(request, slug)

    @extend_schema(operation_id="congress_admit", request=shapes.AdmitInput, responses=shapes.RegistrationList)
    def post(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.AdmitInput)

        def work() -> dict[str, Any]:
            return {"id": actions.admit(actor=user, slug=slug, **given).pk}

        once(request, f"user {user.pk}", work)
        return listed(request, slug)


class HereView(APIView):
    """Tick somebody at the entrance, or take the tick back."""

    @extend_schema(operation_id="congress_here", request=shapes.HereInput, responses=shapes.Ticked)
    def put(self, request: Request, slug: str, registration_id: int) -> Response:
        user, given = signed_in(request), body(request, shapes.HereInput)
        registration, already = actions.set_here(
            actor=user, slug=slug, registration_id=registration_id, here=given["here"], tick=given["tick"]
        )
        answer = {
            "counts": queries.counts(registration.congress),
            "here": registration.here,
            "already": already,
            "by": registration.here_by.name if registration.here_by else None,
        }
        return Response(shapes.Ticked(answer).data)


class RegistrationRowView(APIView):
    """Somebody on the list."""

    @extend_schema(operation_id="congress_take_off", responses=shapes.RegistrationList)
    def delete(self, request: Request, slug: str, registration_id: int) -> Response:
        actions.take_off(actor=signed_in(request), slug=slug, registration_id=registration_id)
        return listed(request, slug)


class CsvView(APIView):
    """The list as a table for hosts."""

    @extend_schema(operation_id="congress_registrations_csv", responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, slug: str) -> HttpResponse:
        congress = queries.access_hosted(reader=reader(request), slug=slug)
        response = HttpResponse(
            attendance.table(queries.registrations(congress=congress)), content_type="text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = f'attachment; filename="anmeldungen-{congress.slug}.csv"'
        response["Cache-Control"] = "private, no-store"
        return response


class RulesView(APIView):
    """Who may register, and how many."""

    @extend_schema(
        operation_id="congress_registration_rules",
        request=shapes.RulesInput,
        responses=editing_shapes.CongressEditing,
    )
    def put(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.RulesInput)
        rules = actions.RegistrationRules(
            registration=RegistrationFor(given["registration"]),
            capacity=given["capacity"],
            opens=given["opens"],
            closes=given["closes"],
            workshops={row["id"]: row["capacity"] for row in given["workshops"]},
        )
        actions.set_registration_rules(actor=user, slug=slug, version=given["version"], rules=rules)
        return edited(request, slug)
