"""What the audit log says of destroyed voter keys, held against the tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum.audit.models import AuditEntry
from forum.congress import proofs
from forum.congress.models import LiveQuestion, LiveSession, Participant
from forum.congress.queries.live import due_for_forgetting


@dataclass(frozen=True)
class Finding:
    """One record or session, and what is wrong with it; ``fault`` is ``""`` for a record that holds."""

    session_id: int
    fault: str
    facts: dict[str, Any]


def check_destructions(*, moment: datetime, secrets: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Every record of a destroyed key, with its signature checked, then every session that does not fit to its records.

    ``secrets`` are former values of the server's secret, by which older records are signed. Faults: ``signature`` (not
    as it was signed), ``other_session`` (the record of another session), ``no_record`` (the key is gone, nobody says
    when), ``key_is_back`` (a restored backup), ``overdue``, ``linked`` (rows that could still be joined).
    """
    recorded: set[int] = set()
    entries = AuditEntry.objects.filter(action=proofs.ACTION, object_kind=LiveSession._meta.label_lower)
    for entry in entries.order_by("pk"):
        finding = Finding(int(entry.object_id), _fault(entry, secrets), entry.facts)
        if not finding.fault:
            recorded.add(finding.session_id)
        yield finding
    overdue = set(due_for_forgetting(moment).values_list("pk", flat=True))
    for live in LiveSession.objects.order_by("pk"):
        for fault in _faults(live, recorded=live.pk in recorded, overdue=live.pk in overdue):
            yield Finding(live.pk, fault, {})


def _fault(entry: AuditEntry, secrets: tuple[str, ...]) -> str:
    if not proofs.is_signed(entry.facts, secrets=secrets):
        return "signature"
    return "" if entry.facts.get("session") == int(entry.object_id) else "other_session"


def _faults(live: LiveSession, *, recorded: bool, overdue: bool) -> Iterator[str]:
    if live.imported is not None:  # held elsewhere: there was never a key here
        return
    if live.voter_key is not None:
        if recorded:
            yield "key_is_back"
        if overdue:
            yield "overdue"
        return
    if not recorded:
        yield "no_record"
    with_hash = Participant.objects.filter(session=live, key__isnull=False)
    with_asker = LiveQuestion.objects.filter(session=live, participant__isnull=False)
    if with_hash.exists() or with_asker.exists():
        yield "linked"
