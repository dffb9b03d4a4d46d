"""Files made from the documentation of a session: CSV, XLSX, JSON and a tagged PDF.

Each is made from a ``Document`` and nothing else, so no file can say more than the public page.
"""

from collections.abc import Callable
from typing import Final

from forum.congress import documents
from forum.congress.documents import Document
from forum.congress.enums import ExportFormat
from forum.congress.exporting import csv_file, pdf_file, xlsx_file
from forum.congress.exporting.texts import DEFAULT
from forum.congress.exporting.words import Words

Progress = Callable[[int], None]
"""Is told how many per cent are done."""
LAYOUT: Final = 3
"""Grows when a file of the same document would look different."""

CONTENT_TYPES: Final = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.JSON: "application/json",
    ExportFormat.PDF: "application/pdf",
}


def make(
    document: Document, wanted: ExportFormat, progress: Progress = lambda done: None, *, locale: str = DEFAULT
) -> bytes:
    """The file as bytes, in this language; JSON has none."""
    words = Words(locale)
    if wanted == ExportFormat.CSV:
        return csv_file.make(document, words, progress)
    if wanted == ExportFormat.XLSX:
        return xlsx_file.make(document, words, progress)
    if wanted == ExportFormat.PDF:
        return pdf_file.make(document, words, progress)
    return documents.encode(document)
