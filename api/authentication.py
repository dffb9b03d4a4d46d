"""Who calls: the session cookie. Unsafe methods need the CSRF token, also from guests (they hold cookies too)."""

from typing import Any

from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request


class CookieAuthentication(SessionAuthentication):
    """Session authentication that checks CSRF for everybody, not just for the signed in."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        user = getattr(request._request, "user", None)
        self.enforce_csrf(request)
        if user is None or not user.is_active:
            return None
        return (user, None)

    def authenticate_header(self, request: Request) -> str:
        return "Session"
