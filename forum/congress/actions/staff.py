"""Who runs a congress."""

from django.db import transaction

from forum.accounts.models import User
from forum.accounts.queries import user_by_email
from forum.audit.actions import record
from forum.congress import queries
from forum.congress.enums import StaffRole
from forum.congress.events import AccessEnded
from forum.congress.models import Congress, CongressStaff
from forum.core.errors import ConflictError, InvalidError, NotFoundError
from forum.core.events import emit
from forum.core.limits import Limit, take

LOOK_UPS = Limit("congress-staff", burst=30, every=60)
"""So often may one host ask whether an address has an account."""


@transaction.atomic
def add_staff(*, actor: User, slug: str, email: str, role: StaffRole) -> CongressStaff:
    """Let the account with this address moderate or host the congress; who is staff gets the given role.

    Repeating it changes nothing. Raises ``NotFoundError`` for all but hosts, ``InvalidError("unknown_account")`` when
    no active account has the address, ``ConflictError("last_host")`` when no host would be left.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    take(LOOK_UPS, str(actor.pk))
    user = _account(email)
    member = CongressStaff.objects.filter(congress=congress, user=user).first()
    if member is None:
        member = CongressStaff.objects.create(congress=congress, user=user, role=role)
    elif member.role != role:
        _require_other_host(congress, member)
        member.role = role
        member.save(update_fields=["role"])
    else:
        return member
    record(actor=actor, action="congress.staff", target=congress, facts={"user": user.pk, "role": role.value})
    return member


@transaction.atomic
def remove_staff(*, actor: User, slug: str, member_id: int) -> None:
    """Take somebody out of the staff; their sockets to its live sessions are closed.

    Raises ``NotFoundError``, ``ConflictError("last_host")``.
    """
    congress = queries.access_hosted(reader=actor, slug=slug, lock=True)
    member = CongressStaff.objects.filter(congress=congress, pk=member_id).first()
    if member is None:
        raise NotFoundError
    _require_other_host(congress, member)
    record(actor=actor, action="congress.staff", target=congress, facts={"user": member.user_id, "role": ""})
    member.delete()
    emit(AccessEnded(queries.session_ids(congress), user_id=member.user_id))


def _account(email: str) -> User:
    try:
        user = user_by_email(email)
    except NotFoundError:
        raise InvalidError("unknown_account", field="email") from None
    if not user.is_active:
        raise InvalidError("unknown_account", field="email")
    return user


def _require_other_host(congress: Congress, member: CongressStaff) -> None:
    others = CongressStaff.objects.filter(congress=congress, role=StaffRole.HOST).exclude(pk=member.pk)
    if member.role == StaffRole.HOST and not others.exists():
        raise ConflictError("last_host")
