"""Keeps text that no database can store away from the sign-in endpoints, which are allauth's."""

import json
from collections.abc import Callable

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase


class WellFormedSignInMiddleware:
    """Refuses bodies below ``/_allauth/`` that hold a lone surrogate: valid JSON, yet no text (status 400)."""

    sync_capable = True
    async_capable = False

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/_allauth/") and b"\\u" in request.body and not _is_text(request.body):
            errors = [{"code": "malformed_text", "message": "This is not valid text."}]
            return JsonResponse({"status": 400, "errors": errors}, status=400)
        return self.get_response(request)


def _is_text(body: bytes) -> bool:
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    except ValueError:
        return True  # no JSON at all: allauth says so itself
    return True
