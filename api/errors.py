"""Errors of the domain and of the shape as problem details (RFC 9457), in one place.

Body: ``{"type": "about:blank", "title", "status", "code", "errors": [{"field", "code", "detail"}], ...params}``.
The pages translate ``code``; ``title`` and ``detail`` are for engineers.
"""

import random
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from api.outage import Outage
from forum.core import errors

_outage = Outage()

_STATUS: dict[type[errors.DomainError], int] = {
    errors.NotSignedInError: 401,
    errors.ForbiddenError: 403,
    errors.NotFoundError: 404,
    errors.ConflictError: 409,
    errors.InvalidError: 422,
    errors.RateLimitedError: 429,
}

_STANDARD = frozenset({"type", "title", "status", "detail", "instance", "code"})
"""What these members mean is settled (RFC 9457, and ``code``): no parameter of an error takes their place."""


def problem(status: int, code: str, /, **members: Any) -> Response:
    """One problem details answer; a parameter with the name of a standard member is left out."""
    body = {
        **{name: value for name, value in members.items() if name not in _STANDARD},
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
    }
    return Response(body, status=status, content_type="application/problem+json")


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: ``None`` (a real fault) only for what nobody foresaw."""
    if isinstance(exc, errors.DomainError):
        return _domain_problem(exc)
    if isinstance(exc, (OperationalError, InterfaceError)):
        _outage.note(exc)
        return _unavailable()
    if isinstance(exc, RequestDataTooBig):
        return problem(413, "too_large")
    if isinstance(exc, (Http404, OverflowError)):
        # No table holds a number that the database cannot even be asked for.
        return problem(404, "not_found")
    if isinstance(exc, PermissionDenied):
        return problem(403, "forbidden")
    if isinstance(exc, (BadRequest, SuspiciousOperation)):
        return problem(400, "malformed")
    if isinstance(exc, exceptions.APIException):
        return _shape_problem(exc)
    return None


def _domain_problem(exc: errors.DomainError) -> Response:
    status = next(code for kind, code in _STATUS.items() if isinstance(exc, kind))
    members: dict[str, Any] = dict(exc.params)
    if isinstance(exc, errors.InvalidError) and exc.errors:
        members["errors"] = [{"field": field, "code": code, "detail": ""} for field, code in exc.errors.items()]
    answer = problem(status, exc.code, **members)
    return _after(answer, exc.retry_ms) if isinstance(exc, errors.RateLimitedError) else answer


def _unavailable() -> Response:
    # At different times, so that a hall does not come back in one moment.
    retry_ms = random.randint(1000, 5000)  # noqa: S311 - spreads retries
    answer = problem(503, "unavailable", retry_ms=retry_ms)
    answer._has_been_logged = True  # type: ignore[attr-defined] # else Django logs each 5xx: a line for each request
    return _after(answer, retry_ms)


def _after(answer: Response, retry_ms: int) -> Response:
    answer["Retry-After"] = str(-(-retry_ms // 1000))
    return answer


def _shape_problem(exc: exceptions.APIException) -> Response:
    if isinstance(exc, exceptions.ValidationError):
        return problem(422, "invalid", errors=list(_field_errors(exc.get_full_details(), "")))
    if isinstance(exc, exceptions.NotAuthenticated):
        return problem(401, "not_signed_in")
    codes = {
        exceptions.ParseError: "malformed",
        exceptions.MethodNotAllowed: "method_not_allowed",
        exceptions.UnsupportedMediaType: "unsupported_media_type",
        exceptions.NotAcceptable: "not_acceptable",
    }
    detail = str(exc.detail)
    if isinstance(exc, exceptions.PermissionDenied):
        return problem(403, "csrf_failed" if detail.startswith("CSRF") else "forbidden")
    return problem(exc.status_code, codes.get(type(exc), "error"))


def _field_errors(details: Any, path: str) -> Iterator[dict[str, str]]:
    """Flatten DRF's nested details to dotted paths."""
    if isinstance(details, dict) and set(details) == {"message", "code"}:
        yield {"field": _told(path), "code": str(details["code"]), "detail": _told(str(details["message"]))}
    elif isinstance(details, dict):
        for name, inner in details.items():
            here = "" if name == "non_field_errors" else str(name)
            yield from _field_errors(inner, ".".join(part for part in (path, here) if part))
    else:
        for index, inner in enumerate(details):
            leaf = isinstance(inner, dict) and set(inner) == {"message", "code"}
            yield from _field_errors(inner, path if leaf else f"{path}.{index}")


def _told(text: str) -> str:
    """A text that may repeat what was sent, so that it can be sent back: short, and a lone surrogate has no bytes."""
    return text[:200].encode(errors="replace").decode()
