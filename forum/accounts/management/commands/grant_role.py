"""Gives a person a role; the operator's way to the first admin."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forum.accounts import actions, queries
from forum.accounts.enums import Role
from forum.core.errors import ConflictError, NotFoundError


class Command(BaseCommand):
    """``grant_role EMAIL ROLE [--revoke]``: repeating it changes nothing."""

    help = "Give (or with --revoke take) a role"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("--revoke", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        act = actions.revoke_role if options["revoke"] else actions.grant_role
        try:
            user = queries.user_by_email(options["email"])
            act(actor=None, user_id=user.pk, role=Role(options["role"]))
        except NotFoundError as error:
            raise CommandError(f"there is no account with the address {options['email']}") from error
        except ConflictError as error:
            raise CommandError(f"refused: {error.code}") from error
        self.stdout.write(f"{user.email}: {', '.join(sorted(user.roles)) or 'no role'}")
