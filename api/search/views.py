"""One search over everything."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.requests import reader
from api.search.excerpt import marked
from forum.search.queries import search


class SearchResult(serializers.Serializer[Any]):
    """One hit; the ``*_html`` fields are escaped text with matches in ``<mark>``."""

    kind = serializers.CharField()
    title_html = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    excerpt_html = serializers.CharField()
    meta = serializers.CharField()


class SearchResults(serializers.Serializer[Any]):
    """All hits that the caller may see."""

    items = SearchResult(many=True)


class SearchView(APIView):
    """Search by words; finds only what the caller may read."""

    @extend_schema(operation_id="search", parameters=[OpenApiParameter("q", str)], responses=SearchResults)
    def get(self, request: Request) -> Response:
        query = request.query_params.get("q", "").replace("\x00", "")
        items = [
            {
                "kind": hit.kind,
                "title": hit.title,
                "title_html": marked(hit.title, query),
                "url": hit.url,
                "excerpt_html": marked(hit.text, query),
                "meta": hit.meta,
            }
            for hit in search(reader=reader(request), query=query)
        ]
        return Response(SearchResults({"items": items}).data)
