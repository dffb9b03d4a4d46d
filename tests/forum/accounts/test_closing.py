"""Closing an account: who may, and what it says."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from forum.accounts import actions
from forum.accounts.enums import Role
from forum.accounts.errors import LastAdminError
from forum.accounts.events import SignInsEnded
from forum.accounts.models import User
from forum.audit.models import AuditEntry
from forum.core.errors import ForbiddenError
from forum.core.events import subscribe
from tests.factories.accounts import make_newcomer, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard() -> Iterator[list[SignInsEnded]]:
    events: list[SignInsEnded] = []
    unsubscribe = subscribe(SignInsEnded, events.append)
    yield events
    unsubscribe()


def test_a_closed_account_is_told_and_recorded_once(heard: list[SignInsEnded]) -> None:
    admin, user = make_user(Role.ADMIN), make_user()
    for _ in range(2):
        actions.deactivate(actor=admin, user_id=user.pk)
    assert heard == [SignInsEnded(user_id=user.pk)]
    assert not User.objects.get(pk=user.pk).is_active
    for _ in range(2):
        actions.reactivate(actor=admin, user_id=user.pk)
    assert len(heard) == 1
    assert User.objects.get(pk=user.pk).is_active
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "actor", "object_id")) == [
        ("account.deactivate", admin.pk, str(user.pk)),
        ("account.reactivate", admin.pk, str(user.pk)),
    ]


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMIN)])
def test_only_an_admin_closes_and_opens_accounts(role: Role | None) -> None:
    actor = make_newcomer() if role is None else make_user(role)
    for act in (actions.deactivate, actions.reactivate):
        with pytest.raises(ForbiddenError):
            act(actor=actor, user_id=make_user().pk)


def test_the_last_admin_stays(heard: list[SignInsEnded]) -> None:
    admin = make_user(Role.ADMIN)
    with pytest.raises(LastAdminError):
        actions.deactivate(actor=admin, user_id=admin.pk)
    assert heard == []
    second = make_user(Role.ADMIN)
    actions.deactivate(actor=second, user_id=admin.pk)
    with pytest.raises(LastAdminError):
        actions.deactivate(actor=second, user_id=second.pk)


def test_the_operator_closes_and_opens_by_address(capsys: pytest.CaptureFixture[str]) -> None:
    make_newcomer(email="zweite@musterstadt.example")
    call_command("deactivate", "Zweite@musterstadt.example")
    call_command("deactivate", "zweite@musterstadt.example", "--undo")
    assert capsys.readouterr().out.splitlines() == [
        "zweite@musterstadt.example: closed",
        "zweite@musterstadt.example: active",
    ]
    with pytest.raises(CommandError, match="no account"):
        call_command("deactivate", "niemand@musterstadt.example")
    make_user(Role.ADMIN, email="admin@musterstadt.example")
    with pytest.raises(CommandError, match="last_admin"):
        call_command("deactivate", "admin@musterstadt.example")
