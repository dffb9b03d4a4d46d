"""Files of a congress: sending them in as raw bytes, and getting them in whole or in parts."""

from typing import IO, Any

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.congress import editing_shapes as shapes
from api.congress.delivery import Part, deliver
from api.congress.editing_views import edited
from api.requests import body, once, reader, signed_in
from forum.congress import actions, queries
from forum.congress.enums import CaptionLanguage, FileKind
from forum.congress.media import kinds, scaling, store
from forum.core.errors import InvalidError, NotFoundError

BYTES = {"application/octet-stream": OpenApiTypes.BINARY}


class BytesParser(BaseParser):
    """Leaves the body where it is: the view reads it in pieces after it knows who sends it."""

    media_type = "application/octet-stream"

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        return {}


def arriving(request: Request, slug: str, limit: int) -> Any:
    """The body to read from, once the caller may send something; raises ``NotFoundError``, ``InvalidError``."""
    queries.access_hosted(reader=signed_in(request), slug=slug)
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > limit:
        raise InvalidError("too_large", field="file")
    _ = request.data  # looked at before the stream is read: afterwards nobody can ask for it any more
    return request._request


def language_of(given: str) -> CaptionLanguage:
    """A language of captions from the address; raises ``NotFoundError``."""
    if given not in CaptionLanguage.values:
        raise NotFoundError
    return CaptionLanguage(given)


class UploadView(APIView):
    """Send a document, picture or film."""

    parser_classes = [BytesParser]

    @extend_schema(
        operation_id="congress_file_add",
        parameters=[OpenApiParameter("name", str, required=True), OpenApiParameter("session", int)],
        request=BYTES,
        responses=shapes.CongressEditing,
    )
    def post(self, request: Request, slug: str) -> Response:
        session, name = request.query_params.get("session", ""), request.query_params.get("name", "")[:300]
        if session and not (session.isascii() and session.isdigit() and len(session) < 18):
            raise NotFoundError
        point = int(session) if session else None
        arrived, user = store.receive(arriving(request, slug, kinds.LARGEST)), signed_in(request)

        def add() -> dict[str, Any]:
            return {"id": actions.add_file(actor=user, slug=slug, session_id=point, name=name, arrived=arrived).pk}

        try:
            once(request, f"u{user.pk}", add)
        finally:
            store.drop(arrived)
        return edited(request, slug)


class OrderView(APIView):
    """All files in order."""

    @extend_schema(operation_id="congress_files_order", request=shapes.FileOrderInput, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str) -> Response:
        user, given = signed_in(request), body(request, shapes.FileOrderInput)
        actions.order_files(actor=user, slug=slug, file_ids=given["files"])
        return edited(request, slug)


class EditedFileView(APIView):
    """One file."""

    @extend_schema(operation_id="congress_file_describe", request=shapes.FileInput, responses=shapes.CongressEditing)
    def put(self, request: Request, slug: str, file_id: int) -> Response:
        user, given = signed_in(request), body(request, shapes.FileInput)
        version = given.pop("version")
        details = actions.Details(**given)
        actions.describe_file(actor=user, slug=slug, file_id=file_id, version=version, details=details)
        return edited(request, slug)

    @extend_schema(operation_id="congress_file_remove", responses=shapes.CongressEditing)
    def delete(self, request: Request, slug: str, file_id: int) -> Response:
        actions.remove_file(actor=signed_in(request), slug=slug, file_id=file_id)
        return edited(request, slug)


class RestoreFileView(APIView):
    """Bring a removed file back."""

    @extend_schema(operation_id="congress_file_restore", request=None, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str, file_id: int) -> Response:
        actions.restore_file(actor=signed_in(request), slug=slug, file_id=file_id)
        return edited(request, slug)


class CaptionsView(APIView):
    """The captions of a film in one language."""

    parser_classes = [BytesParser]

    @extend_schema(operation_id="congress_captions", request=BYTES, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str, file_id: int, language: str) -> Response:
        spoken = language_of(language)
        arrived = store.receive_captions(arriving(request, slug, kinds.CAPTIONS_LIMIT))
        try:
            user = signed_in(request)
            actions.add_captions(actor=user, slug=slug, file_id=file_id, arrived=arrived, language=spoken)
        finally:
            store.drop(arrived)
        return edited(request, slug)

    @extend_schema(operation_id="congress_captions_remove", request=None, responses=shapes.CongressEditing)
    def delete(self, request: Request, slug: str, file_id: int, language: str) -> Response:
        spoken = language_of(language)
        actions.remove_captions(actor=signed_in(request), slug=slug, file_id=file_id, language=spoken)
        return edited(request, slug)


class PosterView(APIView):
    """The picture that stands there before a film runs."""

    parser_classes = [BytesParser]

    @extend_schema(operation_id="congress_poster", request=BYTES, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str, file_id: int) -> Response:
        arrived = store.receive(arriving(request, slug, kinds.LIMITS[FileKind.IMAGE]))
        try:
            actions.add_poster(actor=signed_in(request), slug=slug, file_id=file_id, arrived=arrived)
        finally:
            store.drop(arrived)
        return edited(request, slug)


class FormerPartView(APIView):
    """Captions or a poster that were replaced or removed."""

    @extend_schema(operation_id="congress_file_part_restore", request=None, responses=shapes.CongressEditing)
    def post(self, request: Request, slug: str, file_id: int, former_id: int) -> Response:
        actions.restore_part(actor=signed_in(request), slug=slug, file_id=file_id, former_id=former_id)
        return edited(request, slug)


class FileView(APIView):
    """A file, its small form, captions or poster; also in parts (``Range``), so that one can move about in a film."""

    @extend_schema(
        operation_id="congress_file",
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, (206, "*/*"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, slug: str, file_id: int, part: str) -> HttpResponseBase:
        file = queries.access_file(reader=reader(request), slug=slug, file_id=file_id)
        parts = {
            file.name: (file.stored, file.content_type, _disposition(file.name, shown=file.kind != FileKind.DOCUMENT)),
            "small.webp": (file.small, scaling.CONTENT_TYPE, _disposition("small.webp", shown=True)),
            "poster": (file.poster, file.poster_type, _disposition("poster", shown=True)),
        }
        for language, stored in file.all_captions.items():
            name = f"captions-{language}.vtt"
            parts[name] = (stored, kinds.CAPTIONS_TYPE, _disposition(name, shown=True))
        stored, content_type, disposition = parts.get(part, ("", "", ""))
        if not stored:
            raise NotFoundError
        return deliver(request, Part(store.path_of(stored), content_type, disposition), public=file.published)


def _disposition(name: str, *, shown: bool) -> str:
    return f'{"inline" if shown else "attachment"}; filename="{name}"'
