"""The coordinators' queue: who says to work for which municipality."""

from typing import Final

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.accounts.serializers import AffiliationDecision, LeadAppointment, PendingAffiliation, PendingAffiliations
from api.requests import body, reader, signed_in
from forum.municipalities.actions import appoint_lead, decide_affiliation
from forum.municipalities.queries import pending_affiliations

SHOWN: Final = 100


class PendingAffiliationsView(APIView):
    """Requests that wait, longest first; for coordinators."""

    @extend_schema(operation_id="affiliations_pending", responses=PendingAffiliations)
    def get(self, request: Request) -> Response:
        rows = list(pending_affiliations(reader=reader(request))[: SHOWN + 1])
        return Response(PendingAffiliations({"items": rows[:SHOWN], "more": len(rows) > SHOWN}).data)


class DecisionView(APIView):
    """Confirm or decline one request."""

    @extend_schema(operation_id="affiliation_decide", request=AffiliationDecision, responses=PendingAffiliation)
    def post(self, request: Request, affiliation_id: int) -> Response:
        affiliation = decide_affiliation(
            actor=signed_in(request),
            affiliation_id=affiliation_id,
            confirm=body(request, AffiliationDecision)["confirm"],
        )
        return Response(PendingAffiliation(affiliation).data)


class LeadView(APIView):
    """Appoint the Ansprechperson of a municipality."""

    @extend_schema(operation_id="affiliation_lead", request=LeadAppointment, responses={204: None})
    def post(self, request: Request, affiliation_id: int) -> Response:
        appoint_lead(
            actor=signed_in(request),
            affiliation_id=affiliation_id,
            lead=body(request, LeadAppointment)["lead"],
        )
        return Response(status=204)
