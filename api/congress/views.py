"""Congresses and their programme; public."""

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress.serializers import CongressDetail, Congresses, NextCongress
from api.requests import reader
from forum.congress import queries
from forum.congress.calendar import calendar
from forum.core.errors import NotFoundError


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
        who = reader(request)
        congress = queries.access_congress(reader=who, slug=slug)
        context = {
            "reader": who,
            "presented": queries.presented(reader=who, congress=congress),
            "files": queries.files(reader=who, congress=congress),
        }
        return Response(CongressDetail(congress, context=context).data)


class CalendarView(APIView):
    """The programme for calendars, or the points whose ids are given as ``only=1,2``."""

    @extend_schema(
        operation_id="congress_calendar",
        parameters=[OpenApiParameter("only", str)],
        responses={(200, "text/calendar"): OpenApiTypes.STR},
    )
    def get(self, request: Request, slug: str) -> HttpResponse:
        chosen = request.query_params.get("only")
        return _calendar(slug, None if chosen is None else _ids(chosen), slug)


class PointCalendarView(APIView):
    """One point of the programme for calendars."""

    @extend_schema(operation_id="congress_point_calendar", responses={(200, "text/calendar"): OpenApiTypes.STR})
    def get(self, request: Request, slug: str, session_id: int) -> HttpResponse:
        return _calendar(slug, frozenset({session_id}), f"{slug}-{session_id}")


def _ids(text: str) -> frozenset[int]:
    parts = text.split(",")[:200]
    return frozenset(int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 18)


def _calendar(slug: str, only: frozenset[int] | None, name: str) -> HttpResponse:
    congress = queries.published_congress(slug=slug)
    sessions = queries.calendar_sessions(congress, only=only)
    if only is not None and not sessions:
        raise NotFoundError
    response = HttpResponse(calendar(congress, sessions), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    response["Cache-Control"] = "public, max-age=300"
    return response
