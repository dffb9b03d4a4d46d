"""Closes an account: nobody signs in by it any more, and whoever is signed in by it is put out at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forum.accounts import actions, queries
from forum.core.errors import ConflictError, NotFoundError


class Command(BaseCommand):
    """``deactivate EMAIL [--undo]``: repeating it changes nothing."""

    help = "Close (or with --undo open again) an account"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--undo", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        act = actions.reactivate if options["undo"] else actions.deactivate
        try:
            user = act(actor=None, user_id=queries.user_by_email(options["email"]).pk)
        except NotFoundError as error:
            raise CommandError(f"there is no account with the address {options['email']}") from error
        except ConflictError as error:
            raise CommandError(f"refused: {error.code}") from error
        self.stdout.write(f"{user.email}: {'active' if user.is_active else 'closed'}")
