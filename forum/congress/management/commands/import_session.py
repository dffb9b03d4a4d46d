"""Reads the documentation of a session that was held in another installation."""

from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError, CommandParser

from forum.congress import documents
from forum.congress.actions import import_session
from forum.core.errors import DomainError

MOST_BYTES = 50_000_000
REASONS = {
    "import_differs": "this session, its congress or its point of the programme is here and says something else",
    "dates": "an end lies before its start",
    "numbers": "the questions are not in the order of their numbers",
    "speakers": "a speaker is named twice",
    "malformed_text": "a text holds control characters, or characters that are none",
}


class Command(BaseCommand):
    """``import_session FILE``: repeating it changes nothing. The file is the JSON export of a documentation."""

    help = "Take in a closed session with its documentation from a JSON export"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            if file.stat().st_size > MOST_BYTES:
                raise CommandError(f"{file}: larger than {MOST_BYTES} bytes")
            live = import_session(actor=None, document=documents.decode(file.read_bytes()))
        except OSError as problem:
            raise CommandError(f"{file}: {problem.strerror}") from problem
        except msgspec.MsgspecError as problem:
            raise CommandError(f"{file} is no documentation of a session: {problem}") from problem
        except DomainError as problem:
            raise CommandError(f"{file}: {REASONS.get(problem.code, problem.code)}") from problem
        self.stdout.write(f"/live/{live.pk}/dokumentation")
