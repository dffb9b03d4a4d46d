"""Who am I, and what sign-up needs beyond allauth's endpoints."""

from typing import Any, Final

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from django.middleware.csrf import get_token
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.accounts import serializers as shapes
from api.accounts.consent import privacy_version
from api.requests import body, reader, signed_in
from forum.accounts.actions import change_profile
from forum.accounts.models import User
from forum.accounts.queries import unverified_address
from forum.core.limits import Limit, take
from forum.municipalities.actions import request_affiliation
from forum.municipalities.queries import latest_affiliation_of, municipality_by_mail, municipality_of
from forum.municipalities.rules import can_decide_affiliations

RESEND: Final = Limit("account.resend", burst=5, every=60)
LOOK_UP: Final = Limit("account.domain", burst=60, every=1)


class SessionView(APIView):
    """The caller's account, roles and municipality; sets the CSRF cookie."""

    @extend_schema(operation_id="session", responses=shapes.Session)
    def get(self, request: Request) -> Response:
        get_token(request._request)
        user = reader(request)
        if not isinstance(user, User):
            return Response(shapes.Session({"user": None}).data)
        me = {
            "id": user.pk,
            "name": user.name,
            "email": user.email,
            "locale": user.locale,
            "roles": sorted(user.roles),
            "municipality": municipality_of(user),
        }
        return Response(shapes.Session({"user": me}).data)


class RegistrationView(APIView):
    """What the sign-up form needs: the version of the privacy notice, and the municipality of a mail domain."""

    @extend_schema(
        operation_id="registration",
        parameters=[OpenApiParameter("email", str, description="only its domain is looked at")],
        responses=shapes.Registration,
    )
    def get(self, request: Request) -> Response:
        email = request.query_params.get("email", "").replace("\x00", "")[:254]
        if email:
            take(LOOK_UP, get_adapter().get_client_ip(request._request))
        answer = {
            "privacy_version": privacy_version(),
            "municipality": municipality_by_mail(email) if email else None,
        }
        return Response(shapes.Registration(answer).data)


class ResendView(APIView):
    """Sends the confirmation mail again. The answer is the same whether the address is known or not."""

    @extend_schema(operation_id="registration_resend", request=shapes.ResendConfirmation, responses={204: None})
    def post(self, request: Request) -> Response:
        email = body(request, shapes.ResendConfirmation)["email"]
        take(RESEND, get_adapter().get_client_ip(request._request))
        address = unverified_address(email)
        if address is not None:
            send_verification_email_to_address(request._request, address)
        return Response(status=204)


class AccountView(APIView):
    """One's own account."""

    @extend_schema(operation_id="account", responses=shapes.Account)
    def get(self, request: Request) -> Response:
        return Response(_account(signed_in(request)))

    @extend_schema(operation_id="account_change", request=shapes.ProfileChange, responses=shapes.Account)
    def patch(self, request: Request) -> Response:
        wanted = body(request, shapes.ProfileChange)
        user = change_profile(actor=signed_in(request), name=wanted.get("name"), locale=wanted.get("locale"))
        return Response(_account(user))


class OwnAffiliationView(APIView):
    """Ask to be confirmed for a municipality."""

    @extend_schema(
        operation_id="account_affiliation", request=shapes.AffiliationRequest, responses={201: shapes.Account}
    )
    def post(self, request: Request) -> Response:
        user = signed_in(request)
        request_affiliation(actor=user, ags=body(request, shapes.AffiliationRequest)["ags"])
        return Response(_account(user), status=201)


def _account(user: User) -> dict[str, Any]:
    return shapes.Account(
        {
            "name": user.name,
            "email": user.email,
            "locale": user.locale,
            "roles": sorted(user.roles),
            "affiliation": latest_affiliation_of(user),
            "may_confirm": can_decide_affiliations(user),
        }
    ).data
