"""Congresses and their programme; public."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress.serializers import CongressDetail, Congresses, NextCongress
from api.requests import reader
from forum.congress import queries


class CongressesView(APIView):
    """All congresses, latest first."""

    @extend_schema(operation_id="congresses", responses=Congresses)
    def get(self, request: Request) -> Response:
        who = reader(request)
        rows = {"items": queries.congresses(), "drafts": queries.drafts(who), "may_create": queries.can_create(who)}
        return Response(Congresses(rows).data)


class NextView(APIView):
    """The congress that runs or comes next."""

    @extend_schema(operation_id="congresses_next", responses=NextCongress)
    def get(self, request: Request) -> Response:
        return Response(NextCongress(queries.next_congress()).data)


class CongressView(APIView):
    """One congress with its programme."""

    @extend_schema(operation_id="congress", responses=CongressDetail)
    def get(self, request: Request, slug: str) -> Response:
        congress = queries.access_congress(reader=reader(request), slug=slug)
        return Response(CongressDetail(congress, context={"reader": reader(request)}).data)
