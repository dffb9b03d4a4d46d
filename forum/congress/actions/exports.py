"""Making files from the documentation of a session: asked for, made once, kept for a day."""

import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from forum.accounts.models import User
from forum.accounts.rules import Reader
from forum.congress import exporting, queries, rules
from forum.congress.documentation import documentation, fingerprint
from forum.congress.documents import Document
from forum.congress.enums import ExportFormat, ExportState
from forum.congress.events import ExportRequested
from forum.congress.exporting.texts import DEFAULT
from forum.congress.models import SessionExport
from forum.core.clock import now
from forum.core.errors import NotFoundError
from forum.core.events import emit
from forum.core.limits import take

logger = logging.getLogger(__name__)

OPEN_STATES: Final = frozenset({ExportState.QUEUED, ExportState.RUNNING})


def request_export(*, reader: Reader, session_id: int, wanted: ExportFormat, locale: str = DEFAULT) -> SessionExport:
    """Ask for a file of a documentation that the reader may read; small ones are made at once, others by a task.

    Whoever asks for the same file of the same content in the same language (JSON has none) gets the same one. One that
    failed, fell silent or was lost is made again. Raises ``NotFoundError``, and ``RateLimitedError`` when files of this
    session are begun too often.
    """
    live = queries.access_documentation(session_id=session_id, reader=reader)
    document = documentation(live.pk)
    locale = DEFAULT if wanted == ExportFormat.JSON else locale
    export = _reserve(reader, live.pk, (wanted, locale), document)
    if export.state == ExportState.QUEUED and len(document.questions) <= rules.SMALL_EXPORT:
        build_export(export_id=export.pk)
    export.refresh_from_db()
    return export


@transaction.atomic
def _reserve(reader: Reader, session_id: int, kind: tuple[ExportFormat, str], document: Document) -> SessionExport:
    moment = now()
    export, created = SessionExport.objects.get_or_create(
        session_id=session_id,
        format=kind[0],
        locale=kind[1],
        fingerprint=mark(document),
        defaults={
            "created": moment,
            "beat": moment,
            "expires": moment + rules.EXPORT_KEPT,
            "requested_by": reader if isinstance(reader, User) else None,
        },
    )
    export = SessionExport.objects.select_for_update().get(pk=export.pk)
    if not created and _is_good(export, moment):
        return export
    take(rules.EXPORTING, f"session {session_id}")
    export.state, export.progress, export.size = ExportState.QUEUED, 0, 0
    export.attempts += 1
    export.beat, export.expires = moment, moment + rules.EXPORT_KEPT
    export.save()
    if len(document.questions) > rules.SMALL_EXPORT:
        emit(ExportRequested(export.pk))
    return export


def mark(document: Document) -> str:
    """What a file stands for: this content in the present layout."""
    return fingerprint(document)[:60] + f"-{exporting.LAYOUT:03d}"


def _is_good(export: SessionExport, moment: datetime) -> bool:
    """Whether the file is there, or somebody is at work on it."""
    if export.state in OPEN_STATES:
        return not rules.is_lost(export.state, export.beat, moment)
    return export.state == ExportState.DONE and export.expires > moment and path_of(export).is_file()


def path_of(export: SessionExport) -> Path:
    """Where the file is, once it is made."""
    return _folder() / f"{export.pk}.{export.format}"


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "exports"


def build_export(*, export_id: int) -> bool:
    """Make the file of a waiting export; ``False`` when it does not wait (any more) or its content has changed.

    The file appears whole or not at all. A failure is told by the state, and logged without any text.
    """
    moment = now()
    waiting = SessionExport.objects.filter(pk=export_id, state=ExportState.QUEUED)
    if not waiting.update(state=ExportState.RUNNING, progress=1, beat=moment):
        return False
    export = SessionExport.objects.get(pk=export_id)
    try:
        document = documentation(export.session_id)
        if mark(document) != export.fingerprint:
            return _end(export, ExportState.FAILED)
        content = exporting.make(document, ExportFormat(export.format), _progress(export.pk), locale=export.locale)
        _store(export, content)
    except Exception as problem:
        logger.error("export %d failed: %s", export.pk, type(problem).__name__)
        return _end(export, ExportState.FAILED)
    export.size = len(content)
    return _end(export, ExportState.DONE)


def _progress(export_id: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        running = SessionExport.objects.filter(pk=export_id, state=ExportState.RUNNING)
        running.update(progress=max(1, min(done, 99)), beat=now())

    return tell


def _store(export: SessionExport, content: bytes) -> None:
    path = path_of(export)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _end(export: SessionExport, state: ExportState) -> bool:
    done = state == ExportState.DONE
    running = SessionExport.objects.filter(pk=export.pk, state=ExportState.RUNNING)
    running.update(state=state, progress=100 if done else 0, size=export.size, beat=now())
    return done


def open_export(*, reader: Reader, session_id: int, export_id: int) -> Path:
    """The finished file, for who may read the documentation as it is now.

    Raises ``NotFoundError("export_gone")`` when it is not there, its time is over, or it says something else than the
    documentation says today.
    """
    export = queries.access_export(session_id=session_id, export_id=export_id, reader=reader)
    path = path_of(export)
    current = mark(documentation(export.session_id)) == export.fingerprint
    if not current or export.state != ExportState.DONE or export.expires <= now() or not path.is_file():
        raise NotFoundError("export_gone")
    return path


def clear_exports() -> dict[str, int]:
    """Tell files that nobody makes any more as failed, and remove old ones with everything left over in the folder."""
    moment = now()
    silent = queries.silent_exports(moment).update(state=ExportState.FAILED, progress=0)
    old = list(queries.old_exports(moment))
    for export in old:
        export_path = path_of(export)
        export.delete()
        export_path.unlink(missing_ok=True)
    return {"interrupted": silent, "removed": len(old), "left_over": _clear_folder(moment - 2 * rules.EXPORT_KEPT)}


def _clear_folder(before: datetime) -> int:
    """Remove files of sessions that are gone, and drafts of processes that were killed."""
    found = [path for path in _folder().glob("*") if path.stat().st_mtime < before.timestamp()]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
