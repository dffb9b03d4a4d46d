"""How django-allauth fits into Ratschlag: our mails, and no fault when the same person signs up twice at once."""

from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.base.response import ConflictResponse
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils.translation import get_language

from forum.accounts import actions, mails
from forum.accounts.models import User

_LINKS: Final = {
    "email_confirmation_signup": "activate_url",
    "email_confirmation": "activate_url",
    "password_reset_key": "password_reset_url",
    "unknown_account": "signup_url",
    "account_already_exists": "password_reset_url",
}
"""The mails that are ours, and the name of the address that each carries in allauth's context."""


class AccountAdapter(DefaultAccountAdapter):
    """Sends each mail in the person's language through a task; the names of templates are allauth's."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        name = template_prefix.rpartition("/")[2]
        user = context.get("user")
        locale = user.locale if isinstance(user, User) else (get_language() or "")[:2]
        # Without the person's name: whoever signs up chooses it, and these mails go to addresses nobody proved.
        mails.send(name, to=email, locale=locale, facts={"url": context[_LINKS[name]]})

    def logout(self, request: HttpRequest) -> None:
        user = request.user
        super().logout(request)
        if isinstance(user, User):
            actions.end_sign_ins(user_id=user.pk)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        super().set_password(user, password)
        actions.end_sign_ins(user_id=user.pk)

    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: BaseForm, commit: bool = True
    ) -> AbstractBaseUser:
        try:
            with transaction.atomic():
                return super().save_user(request, user, form, commit)
        except IntegrityError as error:
            raise ImmediateHttpResponse(ConflictResponse(request)) from error
