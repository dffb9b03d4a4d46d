"""Every read of accounts."""

from allauth.account.models import EmailAddress

from forum.accounts.models import Consent, User
from forum.core.errors import NotFoundError


def user_by_email(email: str) -> User:
    """The account of an address, whatever its case; for operators' commands. Raises ``NotFoundError``."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise NotFoundError
    return user


def access_user(*, user_id: int) -> User:
    """One account, locked; raises ``NotFoundError``."""
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFoundError
    return user


def consented_version(user: User, document: str) -> str | None:
    """The newest version of a document that the person agreed to."""
    newest = Consent.objects.filter(user=user, document=document).order_by("-pk").first()
    return newest.version if newest else None


def unverified_address(email: str) -> EmailAddress | None:
    """The address of an active account that still waits for its confirmation."""
    return (
        EmailAddress.objects.filter(email__iexact=email, verified=False, user__is_active=True)
        .select_related("user")
        .first()
    )
