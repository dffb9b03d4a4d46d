"""Reading practice examples: list, facets, page, export."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.practice import answers, shapes
from api.requests import reader
from forum.core.errors import NotFoundError
from forum.practice import facets, queries
from forum.practice.projections import export_of

PAGE_SIZE = 20
FACETS = [OpenApiParameter(name, str, many=True, enum=list(codes)) for name, codes in facets.OPTIONS.items()]


def selection(request: Request) -> facets.Selection:
    """The facets in the query; unknown values narrow nothing."""
    return facets.Selection.of({name: request.query_params.getlist(name)[:50] for name in facets.OPTIONS})


class ExamplesView(APIView):
    """The examples that the caller may read, newest publication first."""

    @extend_schema(
        operation_id="practice_examples",
        parameters=[*FACETS, OpenApiParameter("cursor", str)],
        responses=shapes.ExampleList,
    )
    def get(self, request: Request) -> Response:
        page = queries.list_examples(
            reader=reader(request),
            selection=selection(request),
            cursor=request.query_params.get("cursor"),
            size=PAGE_SIZE,
        )
        rows = [answers.example_row(revision) for revision in page.items]
        return Response(shapes.ExampleList({"items": rows, "next": page.next}).data)


class FacetsView(APIView):
    """Facets with counts for the caller and the present selection."""

    @extend_schema(operation_id="practice_facets", parameters=FACETS, responses=shapes.FacetList)
    def get(self, request: Request) -> Response:
        counts, total = queries.count_facets(reader=reader(request), selection=selection(request))
        return Response(shapes.FacetList(answers.facet_list(counts, total)).data)


class ExampleView(APIView):
    """One example by its public id."""

    @extend_schema(operation_id="practice_example", responses=shapes.ExampleDetail)
    def get(self, request: Request, public_id: str) -> Response:
        who = reader(request)
        live = queries.access_example(reader=who, public_id=public_id)
        return Response(shapes.ExampleDetail(answers.example_detail(live, reader=who)).data)


class ExportView(APIView):
    """One example as data to print or keep, with licence and attribution."""

    @extend_schema(operation_id="practice_export", responses=shapes.ExampleExport)
    def get(self, request: Request, public_id: str) -> Response:
        live = queries.access_example(reader=reader(request), public_id=public_id)
        if live.revision is None:
            raise NotFoundError
        answer = Response(shapes.ExampleExport(export_of(live.revision)).data)
        answer["Content-Disposition"] = f'inline; filename="{live.example.public_id}.json"'
        return answer
