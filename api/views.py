"""What belongs to no domain: the schema, and the answer for unknown addresses."""

from typing import NoReturn

from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.request import Request
from rest_framework.views import APIView

from forum.core.errors import NotFoundError


@extend_schema(exclude=True)
class SchemaView(SpectacularJSONAPIView):
    """The OpenAPI 3.1 document."""


@extend_schema(exclude=True)
class NotFoundView(APIView):
    """Any other address below the API: problem ``not_found`` instead of a page."""

    def dispatch_any(self, request: Request, rest: str) -> NoReturn:
        raise NotFoundError

    get = post = put = patch = delete = dispatch_any
