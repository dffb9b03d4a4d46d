"""Legal texts."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.legal.texts import load


class LegalPage(serializers.Serializer[Any]):
    """One text; ``placeholder`` is true while the operator has not filled it in."""

    slug = serializers.CharField()
    title = serializers.CharField()
    html = serializers.CharField()
    placeholder = serializers.BooleanField()
    updated = serializers.DateField()


class LegalView(APIView):
    """One legal text in German or, with ``lang=en``, in English."""

    @extend_schema(
        operation_id="legal",
        parameters=[OpenApiParameter("lang", str, enum=["de", "en"])],
        responses=LegalPage,
    )
    def get(self, request: Request, slug: str) -> Response:
        text = load(slug, request.query_params.get("lang", "de"))
        page = {
            "slug": text.slug,
            "title": text.title,
            "html": text.html,
            "placeholder": bool(text.placeholders),
            "updated": text.updated,
        }
        return Response(LegalPage(page).data)
