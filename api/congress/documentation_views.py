"""The documentation of a live session, and the files made from it."""

from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress.delivery import Part, deliver
from api.congress.documentation_shapes import DocumentationShape, ExportInput, ExportShape, PublishInput
from api.congress.downloads import content_disposition
from api.requests import body, reader, signed_in
from forum.congress import actions, queries
from forum.congress.documentation import documentation, export_shape, file_name, shown_documentation
from forum.congress.enums import ExportFormat
from forum.congress.exporting import CONTENT_TYPES


@method_decorator([cache_control(private=True, no_cache=True), conditional_page], name="dispatch")
class DocumentationView(APIView):
    """The documentation of a closed session, for everybody once it is published; before that for staff.

    Answers 304 to a matching ETag, which is made of the very content: whatever enters it, an answer weeks later or a
    thread that is hidden, changes it, and the gate is passed before.
    """

    @extend_schema(operation_id="live_documentation", responses=DocumentationShape)
    def get(self, request: Request, session_id: int) -> Response:
        live = queries.access_documentation(session_id=session_id, reader=reader(request))
        return Response(shown_documentation(live, reader(request)))


class PublishView(APIView):
    """Let everybody read the documentation, or take it back; for hosts."""

    @extend_schema(operation_id="live_documentation_publish", request=PublishInput, responses=DocumentationShape)
    def post(self, request: Request, session_id: int) -> Response:
        user = signed_in(request)
        on = body(request, PublishInput)["on"]
        actions.publish_documentation(actor=user, session_id=session_id, on=on)
        live = queries.access_documentation(session_id=session_id, reader=user)
        return Response(shown_documentation(live, user))


class ExportsView(APIView):
    """Ask for a file; whoever asks for the same gets the same one, finished or on its way."""

    @extend_schema(operation_id="live_export", request=ExportInput, responses={202: ExportShape})
    def post(self, request: Request, session_id: int) -> Response:
        given = body(request, ExportInput)
        wanted, locale = ExportFormat(given["format"]), given.get("locale") or get_language() or ""
        export = actions.request_export(reader=reader(request), session_id=session_id, wanted=wanted, locale=locale)
        return Response(export_shape(export), status=202)


class ExportView(APIView):
    """How far a file is."""

    @extend_schema(operation_id="live_export_progress", responses=ExportShape)
    def get(self, request: Request, session_id: int, export_id: int) -> Response:
        who = reader(request)
        export = queries.access_export(session_id=session_id, export_id=export_id, reader=who)
        return Response(export_shape(export))


class ExportFileView(APIView):
    """The file itself, always as a download."""

    @extend_schema(operation_id="live_export_file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, session_id: int, export_id: int) -> HttpResponseBase:
        who = reader(request)
        path = actions.open_export(reader=who, session_id=session_id, export_id=export_id)
        export = queries.access_export(session_id=session_id, export_id=export_id, reader=who)
        wanted = ExportFormat(export.format)
        disposition = content_disposition(file_name(documentation(session_id), wanted))
        return deliver(request, Part(path, CONTENT_TYPES[wanted], disposition), public=False)
