"""Work behind the request: making large files."""

from django_tasks import task

from forum.congress.actions import build_export
from forum.congress.events import ExportRequested


@task()
def make_export(export_id: int) -> bool:
    """Make one file; tells whether it is there now."""
    return build_export(export_id=export_id)


def plan_export(event: ExportRequested) -> None:
    """Hand the file to the worker."""
    make_export.enqueue(event.export_id)
