"""Receipts by a secret link, also when the session is long over."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import participant as caller
from api.congress.live_shapes import KeyInput, ReceiptLink, ReceiptsShape
from api.requests import body
from forum.congress import actions, projections


class ReceiptsView(APIView):
    """Show the key of a receipt link and get the questions that it stands for. Changes nothing."""

    @extend_schema(operation_id="live_receipts", request=KeyInput, responses=ReceiptsShape)
    def post(self, request: Request, session_id: int) -> Response:
        response = Response(projections.receipts_by_link(session_id, body(request, KeyInput)["key"]))
        response["Cache-Control"] = "no-store"
        return response


class ReceiptLinkView(APIView):
    """The caller's own receipt link: wanted, or no longer."""

    @extend_schema(operation_id="live_receipt_link", request=None, responses=ReceiptLink)
    def post(self, request: Request, session_id: int) -> Response:
        asker = caller.participant(request, session_id)
        key = actions.offer_receipts(actor=asker, token=caller.token(request))
        response = Response({"url": projections.receipt_url(asker.session, key)})
        response["Cache-Control"] = "no-store"
        return response

    @extend_schema(operation_id="live_receipt_link_void", request=None, responses={204: None})
    def delete(self, request: Request, session_id: int) -> Response:
        actions.withdraw_receipts(actor=caller.participant(request, session_id))
        return Response(status=204)
