"""Who is who: predicates that every package above asks."""

from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser

from forum.accounts.enums import Role
from forum.accounts.models import User
from forum.core.errors import NotSignedInError

Reader = User | AnonymousUser
"""Somebody who reads: signed in or not. Every query takes one."""


def is_member(reader: Reader) -> TypeGuard[User]:
    """Signed in with an active account that has the member role (or a further one)."""
    return isinstance(reader, User) and reader.is_active and bool(reader.roles)


def has_role(reader: Reader, *roles: Role) -> bool:
    """Whether the reader has one of these roles; an admin has each."""
    return isinstance(reader, User) and reader.has_role(*roles)


def require_member(reader: Reader) -> User:
    """The reader as a member; raises ``NotSignedInError`` for anybody else."""
    if not is_member(reader):
        raise NotSignedInError
    return reader


def can_grant_roles(reader: Reader) -> bool:
    """Admins give and take roles."""
    return has_role(reader, Role.ADMIN)
