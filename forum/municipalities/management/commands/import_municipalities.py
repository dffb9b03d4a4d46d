"""Brings the directory to the state of the official files."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forum.municipalities.files import DISTRICTS, MUNICIPALITIES, BadFileError
from forum.municipalities.imports import import_directory


class Command(BaseCommand):
    """``import_municipalities [--districts FILE] [--municipalities FILE]``: repeating it changes nothing."""

    help = "Import districts and municipalities; without files those that come with Ratschlag"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--districts", type=Path, default=DISTRICTS)
        parser.add_argument("--municipalities", type=Path, default=MUNICIPALITIES)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_directory(options["districts"], options["municipalities"])
        except BadFileError as error:
            raise CommandError("nothing was stored:\n  " + "\n  ".join(error.problems)) from error
        lists = {"added": report.added, "changed": report.changed, "not in the files": report.missing}
        for word, places in lists.items():
            self.stdout.write(f"{word}: {len(places)}" + (f" ({', '.join(places)})" if 0 < len(places) <= 20 else ""))
        self.stdout.write(f"unchanged: {report.unchanged}")
        self.stdout.write(f"integration centres added: {report.centres_added}")
