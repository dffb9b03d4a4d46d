"""The worker of production: background tasks from the database, and the upkeep every hour."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from forum.core.upkeep import keep_up


class Command(BaseCommand):
    """``db_worker`` of django-tasks for all queues, with the upkeep beside it. Several of them may run."""

    help = "Carry out background tasks as they come, and what is due every hour"

    def handle(self, *args: Any, **options: Any) -> None:
        stop = keep_up()
        try:
            call_command("db_worker", queue_name="*", verbosity=options["verbosity"])
        finally:
            stop.set()
