"""What moderators, hosts and the projector call."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import participant as caller
from api.congress.live_shapes import (
    BudgetInput,
    DeskLinks,
    DeskState,
    KeyInput,
    LiveSessionShape,
    LiveStateShape,
    PremoderationInput,
)
from api.congress.live_state import desk_glance_of, glance_of, state_response
from api.congress.live_views import NOT_MODIFIED
from api.requests import body, reader, signed_in
from forum.congress import actions, projections, queries
from forum.congress.qr import stage_qr


class DeskStateView(APIView):
    """Everything in a session, for staff of its congress."""

    @extend_schema(operation_id="live_desk_state", responses={200: DeskState, 304: NOT_MODIFIED})
    def get(self, request: Request, session_id: int) -> HttpResponse:
        access = queries.access_desk(session_id=session_id, reader=reader(request))
        return state_response(request, desk_glance_of(access.live), access.stream)


class OpenView(APIView):
    """Let people join, ask and vote."""

    @extend_schema(operation_id="live_open", request=None, responses=LiveSessionShape)
    def post(self, request: Request, session_id: int) -> Response:
        actions.open_session(actor=signed_in(request), session_id=session_id)
        return Response(projections.session(session_id))


class CloseView(APIView):
    """Take no more questions and votes."""

    @extend_schema(operation_id="live_close", request=None, responses=LiveSessionShape)
    def post(self, request: Request, session_id: int) -> Response:
        actions.close_session(actor=signed_in(request), session_id=session_id)
        return Response(projections.session(session_id))


class PremoderationView(APIView):
    """Switch whether questions wait for approval."""

    @extend_schema(operation_id="live_premoderation", request=PremoderationInput, responses=LiveSessionShape)
    def post(self, request: Request, session_id: int) -> Response:
        user = signed_in(request)
        actions.set_premoderation(actor=user, session_id=session_id, on=body(request, PremoderationInput)["on"])
        return Response(projections.session(session_id))


class BudgetView(APIView):
    """Set or drop the time that one question may take on stage."""

    @extend_schema(operation_id="live_budget", request=BudgetInput, responses=LiveSessionShape)
    def post(self, request: Request, session_id: int) -> Response:
        user = signed_in(request)
        actions.set_budget(actor=user, session_id=session_id, seconds=body(request, BudgetInput)["seconds"])
        return Response(projections.session(session_id))


class LinksView(APIView):
    """Links and code for staff."""

    @extend_schema(operation_id="live_links", responses=DeskLinks)
    def get(self, request: Request, session_id: int) -> Response:
        return Response(projections.links(queries.access_desk(session_id=session_id, reader=reader(request)).live))


class StageLinkView(APIView):
    """A new link to the stage; the old one is void at once."""

    @extend_schema(operation_id="live_stage_link_renew", request=None, responses=DeskLinks)
    def post(self, request: Request, session_id: int) -> Response:
        live = actions.renew_stage_link(actor=signed_in(request), session_id=session_id)
        return Response(projections.links(live))


class StageView(APIView):
    """Show the stage key once; from then on this browser may show the stage."""

    @extend_schema(operation_id="live_stage", request=KeyInput, responses=LiveSessionShape)
    def post(self, request: Request, session_id: int) -> Response:
        key = body(request, KeyInput)["key"]
        granted = queries.grant_stage(session_id=session_id, key=key)
        caller.keep_grant(request, session_id, granted)
        return Response(projections.session(session_id))


class StageStateView(APIView):
    """What the projector shows, for a browser with a stage grant and for staff."""

    @extend_schema(operation_id="live_stage_state", responses={200: LiveStateShape, 304: NOT_MODIFIED})
    def get(self, request: Request, session_id: int) -> HttpResponse:
        grant = caller.grant(request, session_id)
        access = queries.access_stage(session_id=session_id, reader=reader(request), grant=grant)
        return state_response(request, glance_of(access.live), access.stream)


class QrView(APIView):
    """The join link as a QR code, after closing the documentation's, for everybody who may know the code."""

    @extend_schema(operation_id="live_qr", responses={(200, "image/svg+xml"): OpenApiTypes.STR})
    def get(self, request: Request, session_id: int) -> HttpResponse:
        access = queries.access_any(
            session_id=session_id,
            reader=reader(request),
            token=caller.token(request),
            grant=caller.grant(request, session_id),
            podium=caller.podium(request, session_id),
        )
        response = HttpResponse(stage_qr(access.live), content_type="image/svg+xml")
        response["Cache-Control"] = "private, max-age=60"
        return response
