"""People for tests."""

from itertools import count

from forum.accounts.enums import Role
from forum.accounts.models import RoleGrant, User

_numbers = count(1)


def make_user(*roles: Role, name: str = "", email: str = "") -> User:
    """A person with the given roles (member, when none is named)."""
    number = next(_numbers)
    user = User.objects.create_user(
        email=email or f"person{number}@musterstadt.example",
        password="ein langes Kennwort",
        name=name or f"Person {number}",
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in {Role.MEMBER, *roles})
    return user
