"""Roles: who gives them, who takes them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command

from forum.accounts import actions, rules
from forum.accounts.enums import Role
from forum.accounts.errors import LastAdminError
from forum.audit.models import AuditEntry
from forum.core.errors import ForbiddenError, NotFoundError
from tests.factories.accounts import make_newcomer, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [None, *Role])
def test_only_an_admin_gives_and_takes_roles(role: Role | None) -> None:
    actor = make_newcomer() if role is None else make_user(role)
    make_user(Role.ADMIN)
    other = make_user(Role.HOST)
    for act, given in ((actions.grant_role, Role.CURATOR), (actions.revoke_role, Role.HOST)):
        if role is Role.ADMIN:
            act(actor=actor, user_id=other.pk, role=given)
        else:
            with pytest.raises(ForbiddenError):
                act(actor=actor, user_id=other.pk, role=given)
    other.__dict__.pop("roles", None)
    assert other.roles == ({"member", "curator"} if role is Role.ADMIN else {"member", "host"})


def test_repeating_changes_nothing_and_is_recorded_once() -> None:
    admin, other = make_user(Role.ADMIN), make_user()
    for _ in range(2):
        actions.grant_role(actor=admin, user_id=other.pk, role=Role.HOST)
    for _ in range(2):
        actions.revoke_role(actor=admin, user_id=other.pk, role=Role.HOST)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "actor")) == [
        ("account.grant_role", admin.pk),
        ("account.revoke_role", admin.pk),
    ]


def test_the_last_admin_keeps_the_role_even_beside_an_inactive_one() -> None:
    admin, inactive = make_user(Role.ADMIN), make_user(Role.ADMIN)
    inactive.is_active = False
    inactive.save()
    with pytest.raises(LastAdminError):
        actions.revoke_role(actor=admin, user_id=admin.pk, role=Role.ADMIN)
    second = make_user(Role.ADMIN)
    actions.revoke_role(actor=second, user_id=admin.pk, role=Role.ADMIN)
    assert admin.role_grants.filter(role=Role.ADMIN).count() == 0


def test_an_unknown_person_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        actions.grant_role(actor=make_user(Role.ADMIN), user_id=0, role=Role.HOST)


@pytest.mark.parametrize(
    ("roles", "member", "curator"),
    [
        ((), False, False),
        ((Role.MEMBER,), True, False),
        ((Role.CURATOR,), True, True),
        ((Role.ADMIN,), True, True),
        ((Role.COORDINATOR,), True, False),
    ],
)
def test_who_counts_as_what(roles: tuple[Role, ...], member: bool, curator: bool) -> None:
    user = make_user(*roles) if roles else make_newcomer()
    assert (rules.is_member(user), rules.has_role(user, Role.CURATOR)) == (member, curator)
    user.is_active = False
    assert (rules.is_member(user), rules.has_role(user, Role.CURATOR)) == (False, False)


def test_a_guest_is_nothing() -> None:
    guest = AnonymousUser()
    assert (rules.is_member(guest), rules.has_role(guest, *Role), rules.can_grant_roles(guest)) == (False, False, False)


def test_the_operator_gives_and_takes_roles_by_address(capsys: pytest.CaptureFixture[str]) -> None:
    make_newcomer(email="erste@musterstadt.example")
    call_command("grant_role", "Erste@musterstadt.example", "admin")
    assert capsys.readouterr().out == "erste@musterstadt.example: admin\n"
    with pytest.raises(CommandError, match="last_admin"):
        call_command("grant_role", "erste@musterstadt.example", "admin", "--revoke")
    with pytest.raises(CommandError, match="no account"):
        call_command("grant_role", "niemand@musterstadt.example", "admin")
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.actor_kind, entry.facts) == (None, "system", {"role": "admin"})
