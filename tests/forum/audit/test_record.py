"""The log: in the action's transaction, never changed."""

import pytest
from django.db import transaction

from forum.audit import actions
from forum.audit.models import AuditEntry
from forum.core.errors import ConflictError
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_object() -> None:
    actor, target = make_user(), make_user()
    entry = actions.record(actor=actor, action="account.grant_role", target=target, facts={"role": "host"})
    stored = AuditEntry.objects.get(pk=entry.pk)
    assert (stored.actor, stored.actor_kind, stored.object_kind, stored.object_id, stored.facts) == (
        actor,
        "user",
        "accounts.user",
        str(target.pk),
        {"role": "host"},
    )


def test_without_a_user_the_kind_of_actor_is_kept_and_nobody_is_named() -> None:
    target = make_user()
    assert actions.record(actor=None, action="x", target=target).actor_kind == "system"
    assert actions.record(actor=None, actor_kind="participant", action="x", target=target).actor_kind == "participant"


def test_an_entry_is_neither_changed_nor_deleted() -> None:
    entry = actions.record(actor=None, action="x", target=make_user())
    entry.action = "y"
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()
    assert AuditEntry.objects.get().action == "x"


def test_an_action_that_fails_leaves_no_entry() -> None:
    target = make_user()

    def act() -> None:
        with transaction.atomic():
            actions.record(actor=None, action="x", target=target)
            raise ConflictError

    with pytest.raises(ConflictError):
        act()
    assert not AuditEntry.objects.exists()


def test_the_entry_outlives_the_account() -> None:
    actor, target = make_user(), make_user()
    actions.record(actor=actor, action="x", target=target)
    actor.delete()
    assert AuditEntry.objects.get().actor is None
