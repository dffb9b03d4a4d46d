"""People for tests."""

from itertools import count
from typing import Final

from allauth.account.models import EmailAddress

from forum.accounts.enums import Role
from forum.accounts.models import RoleGrant, User

PASSWORD: Final = "ein langes Kennwort"
_numbers = count(1)


def make_user(*roles: Role, name: str = "", email: str = "") -> User:
    """A person with the given roles (member, when none is named)."""
    user = make_newcomer(name=name, email=email)
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in {Role.MEMBER, *roles})
    return user


def make_newcomer(*, name: str = "", email: str = "", verified: bool = True) -> User:
    """A person without any role; ``verified`` tells whether the address is confirmed."""
    number = next(_numbers)
    user = User.objects.create_user(
        email=email or f"person{number}@musterstadt.example", password=PASSWORD, name=name or f"Person {number}"
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=verified, primary=True)
    return user
