"""Refusals of this package."""

from forum.core.errors import ConflictError


class LastAdminError(ConflictError):
    """The only admin cannot give the role away: nobody could give it back."""

    code = "last_admin"
