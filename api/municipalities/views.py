"""The directory of municipalities; public but for the people."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.municipalities.serializers import Directory, MunicipalityPage
from api.requests import reader
from forum.accounts.rules import is_member
from forum.municipalities import queries
from forum.municipalities.rules import can_decide_affiliations


class DirectoryView(APIView):
    """All municipalities at once: map and table filter them together in the browser."""

    @extend_schema(operation_id="municipalities", responses=Directory)
    def get(self, request: Request) -> Response:
        answer = {"items": queries.directory(), "statistics_date": queries.statistics_date()}
        return Response(Directory(answer).data)


class MunicipalityView(APIView):
    """One municipality with its members, centres and (for members) people."""

    @extend_schema(operation_id="municipality", responses=MunicipalityPage)
    def get(self, request: Request, ags: str) -> Response:
        municipality = queries.access_municipality(ags=ags)
        people = queries.people_of(reader=reader(request), municipality=municipality)
        fields = {name: getattr(municipality, name) for name in _FIELDS}
        answer = {
            **fields,
            "children": queries.children_of(municipality),
            "centres": queries.centres_of(municipality),
            "people": people if is_member(reader(request)) else None,
            "may_appoint": can_decide_affiliations(reader(request)),
        }
        return Response(MunicipalityPage(answer).data)


_FIELDS = (
    "ags",
    "name",
    "official_name",
    "kind",
    "administrative_region",
    "parent",
    "seat",
    "nuts3",
    "area_km2",
    "population",
    "population_date",
    "size_class",
    "x",
    "y",
    "fictional",
)
