"""The few ways in which the domain says no. ``api/errors.py`` and ``realtime`` translate them once.

Each carries a stable ``code`` that the pages translate; texts for persons are not made here.
"""


class DomainError(Exception):
    """Base of all refusals. ``field`` names the input at fault where there is one."""

    code = "error"

    def __init__(self, code: str | None = None, *, field: str | None = None, **params: str | int) -> None:
        self.code = code or self.code
        self.field = field
        self.params = params
        super().__init__(self.code)


class NotSignedInError(DomainError):
    """The act needs an account (or, in a live session, a participant)."""

    code = "not_signed_in"


class NotFoundError(DomainError):
    """The object does not exist or the actor may not see it: both look alike."""

    code = "not_found"


class ForbiddenError(DomainError):
    """The actor sees the object but may not do this to it."""

    code = "forbidden"


class ConflictError(DomainError):
    """The object's state does not allow the act, or somebody changed it meanwhile."""

    code = "conflict"


class InvalidError(DomainError):
    """An input breaks a rule. ``errors`` maps field names to codes when several do."""

    code = "invalid"

    def __init__(
        self,
        code: str | None = None,
        *,
        field: str | None = None,
        errors: dict[str, str] | None = None,
        **params: str | int,
    ) -> None:
        super().__init__(code, field=field, **params)
        self.errors = errors or ({field: self.code} if field else {})


class RateLimitedError(DomainError):
    """Too many acts in a time; may be repeated after ``retry_ms`` milliseconds."""

    code = "rate_limited"

    def __init__(self, retry_ms: int) -> None:
        super().__init__(retry_ms=retry_ms)
        self.retry_ms = retry_ms
