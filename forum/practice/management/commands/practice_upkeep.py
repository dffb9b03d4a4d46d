from typing import Any

from django.core.management.base import BaseCommand

from forum.practice.tasks import upkeep


class Command(BaseCommand):
    """Run from a timer, every few minutes to once a day."""

    help = "Publishes scheduled examples, flags those due for review, removes what was withdrawn 90 days ago."

    def handle(self, *args: Any, **options: Any) -> None:
        for what, count in upkeep().items():
            self.stdout.write(f"{what}: {count}")
