from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.core.upkeep import UpkeepFailedError, run_upkeep


class Command(BaseCommand):
    """The worker and the local server do the same every hour; this is for an operator who does not want to wait."""

    help = "Does what is due: scheduled publications, review dates, destruction of session keys, clearing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = run_upkeep()
        except UpkeepFailedError as problem:
            raise CommandError(str(problem)) from problem
        for what, count in done.items():
            self.stdout.write(f"{what}: {count}")
