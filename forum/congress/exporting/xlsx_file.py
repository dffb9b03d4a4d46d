"""The documentation as a workbook: questions, answers, polls and facts on a sheet each."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from forum.congress.documents import Document
from forum.congress.exporting import words
from forum.congress.exporting.cells import is_formula

Cell = str | int | float | datetime | None
Row = Sequence[Cell]

DATE_FORMAT: Final = "DD.MM.YYYY HH:MM"
TOP: Final = Alignment(vertical="top", wrap_text=True)
HEAD: Final = Font(bold=True)

QUESTIONS: Final = {
    "Nummer": 9, "Frage": 70, "Stimmen": 9, "Zustand": 16, "Gefragt von": 26, "Angabe": 14, "Schlagworte": 24,
    "Auch gefragt": 50, "Wortlaut bearbeitet": 12, "Veröffentlicht": 17, "Beantwortet": 14, "Beantwortet am": 17,
    "Thema im Forum": 50,
}  # fmt: skip
ANSWERS: Final = {"Frage Nummer": 9, "Frage": 60, "Antwort von": 28, "Am": 17, "Antwort": 90}
POLLS: Final = {
    "Umfrage": 60, "Art": 18, "Personen": 10, "Antwort": 40, "Anzahl": 10, "Punkte": 10, "Mittlerer Rang": 14,
    "Mittelwert": 12, "Median": 10,
}  # fmt: skip
FACTS: Final = {"Angabe": 24, "Wert": 100}


def make(document: Document, progress: Callable[[int], None]) -> bytes:
    """The file as bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = f"Dokumentation: {document.session.title}"
    book.properties.creator = document.congress.host
    book.properties.language = "de"
    for index, (name, columns, rows) in enumerate(_sheets(document)):
        _fill(book.create_sheet(name), columns, rows)
        progress(20 * (index + 1))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheets(document: Document) -> Iterable[tuple[str, dict[str, int], Iterable[Row]]]:
    yield "Fragen", QUESTIONS, _questions(document)
    yield "Antworten", ANSWERS, _answers(document)
    yield "Umfragen", POLLS, _polls(document)
    yield "Angaben", FACTS, [*words.facts(document), *_groups(document)]


def _questions(document: Document) -> Iterable[Row]:
    for row in document.questions:
        yield (
            row.number,
            row.text,
            row.score,
            words.STATES[row.state],
            row.by,
            words.IDENTITIES[row.identity],
            ", ".join(row.labels),
            "\n".join(row.also),
            "ja" if row.edited else "nein",
            row.at,
            words.WAYS[row.answered_how] if row.answered_how else None,
            row.answered_at,
            row.thread.url if row.thread else None,
        )


def _answers(document: Document) -> Iterable[Row]:
    for row in document.questions:
        for answer in row.answers:
            yield row.number, row.text, answer.by, answer.at, answer.text


def _polls(document: Document) -> Iterable[Row]:
    for poll in document.polls:
        for row in poll.rows:
            head = (poll.text, words.POLLS[poll.kind], poll.ballots)
            yield *head, row.text, row.count, row.points, row.rank, poll.mean, poll.median


def _groups(document: Document) -> Iterable[Row]:
    for breakdown in document.breakdowns:
        name = words.BREAKDOWNS[breakdown.by]
        for group in breakdown.groups:
            yield f"Teilnehmende nach {name}: {group.text}", group.people
        if breakdown.rest:
            yield f"Teilnehmende nach {name}: in kleineren Gruppen", breakdown.rest


def _fill(sheet: Worksheet, columns: dict[str, int], rows: Iterable[Row]) -> None:
    for index, (name, width) in enumerate(columns.items(), 1):
        head = sheet.cell(1, index, name)
        head.font, head.alignment = HEAD, TOP
        sheet.column_dimensions[head.column_letter].width = width
    sheet.freeze_panes = "A2"
    for line, row in enumerate(rows, 2):
        for index, value in enumerate(row, 1):
            if value is not None and value != "":
                _write(sheet.cell(line, index), value)
    sheet.auto_filter.ref = sheet.dimensions


def _write(cell: Any, value: Cell) -> None:
    """Numbers and moments as such; every text as text, also one that looks like a formula."""
    cell.alignment = TOP
    if isinstance(value, datetime):
        cell.value = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        cell.number_format = DATE_FORMAT
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = is_formula(value)
    else:
        cell.value = value
