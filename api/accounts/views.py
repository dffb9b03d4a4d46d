"""Who am I."""

from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.accounts.serializers import Session
from api.requests import reader
from forum.accounts.models import User
from forum.municipalities.queries import municipality_of


class SessionView(APIView):
    """The caller's account, roles and municipality; sets the CSRF cookie."""

    @extend_schema(operation_id="session", responses=Session)
    def get(self, request: Request) -> Response:
        get_token(request._request)
        user = reader(request)
        if not isinstance(user, User):
            return Response(Session({"user": None}).data)
        me = {
            "id": user.pk,
            "name": user.name,
            "email": user.email,
            "locale": user.locale,
            "roles": sorted(user.roles),
            "municipality": municipality_of(user),
        }
        return Response(Session({"user": me}).data)
