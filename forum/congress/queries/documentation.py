"""Gates and reads of the documentation of live sessions, and of the files made from it."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from forum.accounts.rules import Reader
from forum.audit.models import AuditEntry
from forum.congress import proofs, rules
from forum.congress.enums import CongressStatus, ExportState, LiveState, QuestionState
from forum.congress.models import LiveSession, Session, SessionExport, SessionSpeaker
from forum.congress.queries.live import may_run
from forum.core.errors import NotFoundError


def session_with_programme(session_id: int) -> LiveSession:
    """A live session with congress and room read along; raises ``NotFoundError``. No gate."""
    live = LiveSession.objects.select_related("programme__congress", "programme__room").filter(pk=session_id).first()
    if live is None:
        raise NotFoundError
    return live


def parts(session: Session) -> QuerySet[SessionSpeaker]:
    """Who has a part in a point of the programme, in its order."""
    return SessionSpeaker.objects.filter(session=session).select_related("speaker").order_by("position", "pk")


def publication_numbers(live: LiveSession) -> dict[str, int]:
    """By id the numbers of questions in the order of publication, counting those that were taken away later."""
    seen = live.questions.filter(published__isnull=False).exclude(state=QuestionState.MERGED)
    ids = seen.order_by("published", "pk").values_list("pk", flat=True)
    return {str(pk): number for number, pk in enumerate(ids, 1)}


def is_documented(live: LiveSession) -> bool:
    """Whether everybody may read the documentation."""
    return live.state == LiveState.CLOSED and live.documented is not None


def access_documentation(*, session_id: int, reader: Reader) -> LiveSession:
    """Gate to the documentation: for everybody once it is published, before that for staff; else ``NotFoundError``."""
    live = session_with_programme(session_id)
    shown = live.programme.congress.status == CongressStatus.PUBLISHED
    if not shown or not (is_documented(live) or may_run(reader, live)):
        raise NotFoundError
    return live


def access_export(*, session_id: int, export_id: int, reader: Reader) -> SessionExport:
    """Gate to a file of a documentation that the reader may read; else ``NotFoundError``."""
    live = access_documentation(session_id=session_id, reader=reader)
    export = SessionExport.objects.filter(session=live, pk=export_id).first()
    if export is None:
        raise NotFoundError
    return export


def silent_exports(moment: datetime) -> QuerySet[SessionExport]:
    """Unfinished files on which nobody is at work any more, or ever will be; the same as ``rules.is_lost``."""
    lost = Q()
    for state, patience in rules.EXPORT_LOST_AFTER.items():
        lost |= Q(state=state, beat__lt=moment - patience)
    return SessionExport.objects.filter(lost)


def old_exports(moment: datetime) -> QuerySet[SessionExport]:
    """Files whose time is over; not those that are being made."""
    return SessionExport.objects.filter(Q(expires__lt=moment) & ~Q(state=ExportState.RUNNING))


def destruction_record(live: LiveSession) -> dict[str, Any] | None:
    """The signed record that the session's key was destroyed, if it was."""
    if live.key_destroyed is None:
        return None
    kind = LiveSession._meta.label_lower
    entries = AuditEntry.objects.filter(action=proofs.ACTION, object_kind=kind, object_id=str(live.pk))
    entry = entries.order_by("-pk").first()
    return entry.facts if entry else None
