"""Reading a request: its validated body, its caller, and running it once."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from rest_framework.request import Request

from api.shapes import Shape
from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.core.errors import InvalidError, NotSignedInError
from forum.core.repeats import run_once

S = TypeVar("S", bound=Shape)
MAX_KEY_LENGTH = 100


def body(request: Request, shape: type[S]) -> dict[str, Any]:
    """The validated body; raises DRF's ``ValidationError``, which becomes problem ``invalid``."""
    serializer = shape(data=request.data)
    serializer.is_valid(raise_exception=True)
    return cast(dict[str, Any], serializer.validated_data)


def reader(request: Request) -> Reader:
    """Who reads, signed in or not."""
    return request.user


def signed_in(request: Request) -> User:
    """The signed-in user; raises ``NotSignedInError``."""
    if not isinstance(request.user, User):
        raise NotSignedInError
    return request.user


def once(request: Request, caller: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Carry out ``work`` once per ``Idempotency-Key`` of this caller and address; without a key, just carry it out."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return work()
    if len(key) > MAX_KEY_LENGTH or not key.isprintable():
        raise InvalidError("bad_idempotency_key")
    return run_once(scope=f"{caller} {request.method} {request.path}"[:200], key=key, request=request.data, work=work)
