"""Loads the demo data: real facts of the first congress, everything else fictional and marked "Beispieldaten"."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from config.env import env
from forum.accounts import demo as accounts
from forum.accounts.models import User
from forum.congress import demo as congress
from forum.congress import demo_coming as coming
from forum.congress import demo_documented as documented
from forum.municipalities import demo as municipalities
from forum.practice import demo as practice
from forum.threads import demo as threads


class Command(BaseCommand):
    """``seed_demo [--if-empty]``: repeating it changes nothing but the dates of the congress that is on now."""

    help = "Load the demo data"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are accounts already")

    def handle(self, *args: Any, **options: Any) -> None:
        if env.production:
            raise CommandError("demo data has known passwords and is refused in production")
        if options["if_empty"] and User.objects.exists():
            self.stdout.write("accounts exist: nothing loaded")
            return
        with transaction.atomic():
            for part in (accounts, municipalities, threads, practice, congress, documented, coming):
                part.load()
        self.stdout.write(f"demo data loaded into {settings.DATABASES['default']['NAME']}")
