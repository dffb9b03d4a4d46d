"""Proves, or refutes, that the voter keys of past live sessions have been destroyed."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forum.congress.queries.destructions import Finding, check_destructions
from forum.core.clock import now

FAULTS = {
    "signature": "the record is not as it was signed (or the server had another SECRET_KEY: --former-secret)",
    "other_session": "the record is that of another session",
    "no_record": "the key is gone, but no valid record says when",
    "key_is_back": "the key is there again, as after the restore of a backup: run `manage.py upkeep`",
    "overdue": "the key should have been destroyed: run `manage.py upkeep`",
    "linked": "the key is gone, but rows could still be joined",
}


class Command(BaseCommand):
    """Ends with an error when anything is wrong."""

    help = "Check the signed records of destroyed voter keys against the tables"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--former-secret", type=Path, action="append", default=[], help="file with a former SECRET_KEY; repeatable"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        secrets = tuple(path.read_text().strip() for path in options["former_secret"])
        faults = 0
        for finding in check_destructions(moment=now(), secrets=secrets):
            faults += bool(finding.fault)
            self.stdout.write(_line(finding))
        if faults:
            raise CommandError(f"{faults} fault{'s' if faults > 1 else ''} found")
        self.stdout.write("every destroyed key has its record, and nothing can be joined")


def _line(finding: Finding) -> str:
    if finding.fault:
        return f"session {finding.session_id}: FAULT {finding.fault}: {FAULTS[finding.fault]}"
    facts = finding.facts
    return (
        f"session {finding.session_id}: destroyed {facts['destroyed']}, {facts['participants']} participants, "
        f"{facts['questions']} questions, {facts['votes']} votes, "
        f"{facts['ballots']} ballots, key sha256 {facts['key_sha256']}"
    )
