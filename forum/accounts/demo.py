"""Fictional people for trying Ratschlag out. Each bears an invented name; the addresses end in ``.example``."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password

from forum.accounts.enums import Role
from forum.accounts.models import RoleGrant, User

PASSWORD: Final = "ratschlag-demo-2026"  # noqa: S105 - known on purpose, refused in production below
DOMAIN: Final = "musterstadt.example"


class DemoRefusedError(Exception):
    """Demo people have a known password and never come into production."""


@dataclass(frozen=True)
class Person:
    """One demo person; ``key`` is the local part of the address."""

    key: str
    name: str
    roles: tuple[Role, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


PEOPLE: Final = (
    Person("member", "Mira Kaya"),
    Person("second", "Jonas Weiß"),
    Person("lead", "Petra Östermann"),
    Person("curator", "Karla Ünal", (Role.CURATOR,)),
    Person("curator2", "Lars Grün", (Role.CURATOR,)),
    Person("moderator", "Malte Vogt", (Role.MODERATOR,)),
    Person("host", "Hanne Lüders", (Role.HOST,)),
    Person("coordinator", "Özlem Berg", (Role.COORDINATOR,)),
    Person("admin", "Anton Admin", (Role.ADMIN,)),
)


def person(key: str) -> User:
    """The demo person with this key; raises ``User.DoesNotExist`` before ``load``."""
    return User.objects.get(email=f"{key}@{DOMAIN}")


def load() -> None:
    """Load all people with confirmed addresses; repeating it changes nothing. Raises ``DemoRefusedError``."""
    if settings.PRODUCTION:
        raise DemoRefusedError("demo people have a known password")
    hashed = cache(make_password)  # meant to be slow: once for all, and only when somebody is missing
    for entry in PEOPLE:
        user = User.objects.filter(email=entry.email).first()
        if user is None:
            user = User.objects.create(email=entry.email, password=hashed(PASSWORD), name=entry.name)
        EmailAddress.objects.get_or_create(user=user, email=entry.email, defaults={"verified": True, "primary": True})
        for role in (Role.MEMBER, *entry.roles):
            RoleGrant.objects.get_or_create(user=user, role=role)
