"""Every write to accounts beyond what django-allauth does (addresses, passwords, sessions)."""

from django.conf import settings
from django.db import transaction

from forum.accounts import queries, rules
from forum.accounts.enums import Role
from forum.accounts.errors import LastAdminError
from forum.accounts.events import RolesChanged, SignInsEnded
from forum.accounts.models import Consent, RoleGrant, User
from forum.audit import actions as audit
from forum.core.errors import ForbiddenError, InvalidError
from forum.core.events import emit

LONGEST_NAME = 100


@transaction.atomic
def grant_role(*, actor: User | None, user_id: int, role: Role) -> User:
    """Give a person a role; having it already changes nothing.

    ``actor`` is an admin, or ``None`` for the operator at the server's command line. Raises ``ForbiddenError`` for
    anybody else and ``NotFoundError`` for an unknown person.
    """
    _require_granting(actor)
    return _grant(actor, queries.access_user(user_id=user_id), role)


@transaction.atomic
def revoke_role(*, actor: User | None, user_id: int, role: Role) -> User:
    """Take a role from a person; not having it changes nothing.

    ``actor`` as in ``grant_role``. Raises ``LastAdminError`` when nobody else with an active account is admin.
    """
    _require_granting(actor)
    user = queries.access_user(user_id=user_id)
    if role is Role.ADMIN:
        _keep_an_admin(user)
    deleted, _ = RoleGrant.objects.filter(user=user, role=role).delete()
    if deleted:
        audit.record(actor=actor, action="account.revoke_role", target=user, facts={"role": role})
        _say_roles(user)
    return user


@transaction.atomic
def deactivate(*, actor: User | None, user_id: int) -> User:
    """Close an account: nobody gets in by it, and what was opened by its sessions ends. Repeating it changes nothing.

    ``actor`` as in ``grant_role``. Raises ``LastAdminError`` when nobody else with an active account is admin.
    """
    _require_granting(actor)
    user = queries.access_user(user_id=user_id)
    if user.is_active:
        _keep_an_admin(user)
        _set_active(actor, user, active=False)
        end_sign_ins(user_id=user.pk)
    return user


@transaction.atomic
def reactivate(*, actor: User | None, user_id: int) -> User:
    """Open a closed account again, with the roles it had. Repeating it changes nothing. ``actor`` as above."""
    _require_granting(actor)
    user = queries.access_user(user_id=user_id)
    if not user.is_active:
        _set_active(actor, user, active=True)
    return user


@transaction.atomic
def admit_member(*, actor: User | None, user: User) -> User:
    """Make a person a member: their municipality is certain. ``actor`` is ``None`` when the mail domain proved it.

    The caller has checked that the actor may; being a member already changes nothing.
    """
    return _grant(actor, user, Role.MEMBER)


@transaction.atomic
def give_consent(*, actor: User, document: str, version: str) -> Consent:
    """Keep that the person agreed to this version of a document; repeating it changes nothing."""
    consent, created = Consent.objects.get_or_create(user=actor, document=document, version=version)
    if created:
        audit.record(
            actor=actor, action="account.consent", target=actor, facts={"document": document, "version": version}
        )
    return consent


@transaction.atomic
def change_profile(*, actor: User, name: str | None = None, locale: str | None = None) -> User:
    """Change one's own name or language; what is ``None`` stays. Raises ``InvalidError`` for an empty or long name."""
    user = queries.access_user(user_id=actor.pk)
    wanted = {"name": user.name if name is None else " ".join(name.split()), "locale": locale or user.locale}
    if not wanted["name"]:
        raise InvalidError("required", field="name")
    if len(wanted["name"]) > LONGEST_NAME:
        raise InvalidError("max_length", field="name", limit=LONGEST_NAME)
    if wanted["locale"] not in dict(settings.LANGUAGES):
        raise InvalidError("invalid_choice", field="locale")
    changed = sorted(field for field, value in wanted.items() if getattr(user, field) != value)
    if changed:
        User.objects.filter(pk=user.pk).update(**wanted)
        user.name, user.locale = wanted["name"], wanted["locale"]
        audit.record(actor=actor, action="account.change_profile", target=user, facts={"fields": changed})
    return user


def end_sign_ins(*, user_id: int) -> None:
    """Say that sessions of this person have ended, once that is stored; who stops listening hears it from here."""
    emit(SignInsEnded(user_id=user_id))


def _require_granting(actor: User | None) -> None:
    if actor is not None and not rules.can_grant_roles(actor):
        raise ForbiddenError


def _keep_an_admin(user: User) -> None:
    # All admin grants are locked, so that two admins cannot take the role from each other at once.
    admins = RoleGrant.objects.select_for_update().filter(role=Role.ADMIN, user__is_active=True)
    if list(admins.values_list("user_id", flat=True)) == [user.pk]:
        raise LastAdminError


def _set_active(actor: User | None, user: User, *, active: bool) -> None:
    user.is_active = active
    user.save(update_fields=["is_active"])
    audit.record(actor=actor, action="account.reactivate" if active else "account.deactivate", target=user)


def _grant(actor: User | None, user: User, role: Role) -> User:
    _, created = RoleGrant.objects.get_or_create(user=user, role=role, defaults={"granted_by": actor})
    if created:
        audit.record(actor=actor, action="account.grant_role", target=user, facts={"role": role})
        _say_roles(user)
    return user


def _say_roles(user: User) -> None:
    user.__dict__.pop("roles", None)  # the cached answer is of before
    emit(RolesChanged(user_id=user.pk, roles=tuple(sorted(user.roles))))
