"""The documentation as a workbook: questions, answers, polls and facts on a sheet each."""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from forum.congress.documents import Document
from forum.congress.exporting.cells import is_formula
from forum.congress.exporting.words import Words, abstract

Cell = str | int | float | datetime | None
Row = Sequence[Cell]

DATE_FORMAT: Final = "DD.MM.YYYY HH:MM"
TOP: Final = Alignment(vertical="top", wrap_text=True)
HEAD: Final = Font(bold=True)
NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for (section 2.2, "Char"); openpyxl itself refuses only a part of it."""
STEP: Final = 50
"""So many rows between two words about the progress."""

WIDTHS: Final = (
    (9, 70, 9, 16, 26, 14, 16, 24, 50, 16, 12, 17, 14, 17, 50),
    (9, 60, 28, 17, 90),
    (60, 18, 10, 40, 10, 10, 14, 12, 10, 30),
    (24, 100),
)
"""Of the columns of each sheet."""


def make(document: Document, words: Words, progress: Callable[[int], None]) -> bytes:
    """The file as bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = NOT_XML.sub("", words["title"].format(document.session.title))
    book.properties.creator = NOT_XML.sub("", document.congress.host)
    book.properties.language = words.locale
    sheets = [(columns, list(rows)) for columns, rows in _sheets(document, words)]
    whole, done = sum(len(rows) for _, rows in sheets), 0
    for name, widths, (columns, rows) in zip(words["sheets"], WIDTHS, sheets, strict=True):
        sheet = book.create_sheet(name)
        _head(sheet, columns, widths)
        for line, row in enumerate(rows, 2):
            _fill(sheet, line, row)
            done += 1
            if done % STEP == 0:
                progress(80 * done // whole)
        sheet.auto_filter.ref = sheet.dimensions
    progress(85)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheets(document: Document, words: Words) -> Iterable[tuple[Sequence[str], Iterable[Row]]]:
    columns = [name for key, name in words["columns"].items() if key not in {"answers", "note"}]
    yield columns, _questions(document, words)
    yield words["answer_columns"], _answers(document, words)
    yield words["poll_columns"], _polls(document, words)
    yield words["fact_columns"], [*_facts(document, words), *_groups(document, words)]


def _questions(document: Document, words: Words) -> Iterable[Row]:
    for row in document.questions:
        yield (
            row.number,
            row.text,
            row.score,
            words["states"][row.state],
            row.by,
            words["identities"][row.identity],
            words.verified(row),
            ", ".join(row.labels),
            "\n".join(row.also),
            row.also_more,
            words["yes"] if row.edited else words["no"],
            row.at,
            words["ways"][row.answered_how] if row.answered_how else None,
            row.answered_at,
            row.thread.url if row.thread else None,
        )


def _answers(document: Document, words: Words) -> Iterable[Row]:
    for row in document.questions:
        for answer in row.answers:
            yield row.number, row.text, words.writer(answer), answer.at, answer.text


def _polls(document: Document, words: Words) -> Iterable[Row]:
    for poll in document.polls:
        head = (poll.text, words["polls"][poll.kind], poll.ballots)
        tail = (poll.mean, poll.median, words.ends(poll))
        for row in poll.rows:
            yield *head, row.text, row.count, row.points, row.rank, *tail
        if not poll.rows:  # a cloud without a word was held all the same
            yield *head, None, None, None, None, *tail


def _facts(document: Document, words: Words) -> Iterable[Row]:
    yield from (row[:2] for row in words.facts(document))
    if about := abstract(document):
        yield words["facts"]["abstract"], about
    if document.key:
        yield words["facts"]["key_sha256"], document.key.key_sha256
        yield words["facts"]["signature"], document.key.signature


def _groups(document: Document, words: Words) -> Iterable[Row]:
    for breakdown in document.breakdowns:
        name = words["breakdowns"][breakdown.by]
        for group in breakdown.groups:
            yield words["people_by"].format(name, words.group(group)), group.people
        if breakdown.rest:
            yield words["people_by"].format(name, words["smaller"]), breakdown.rest


def _head(sheet: Worksheet, columns: Sequence[str], widths: Sequence[int]) -> None:
    for index, (name, width) in enumerate(zip(columns, widths, strict=True), 1):
        head = sheet.cell(1, index, name)
        head.font, head.alignment = HEAD, TOP
        sheet.column_dimensions[head.column_letter].width = width
    sheet.freeze_panes = "A2"


def _fill(sheet: Worksheet, line: int, row: Row) -> None:
    for index, value in enumerate(row, 1):
        if value is not None and value != "":
            _write(sheet.cell(line, index), value)


def _write(cell: Any, value: Cell) -> None:
    """Numbers and moments as such; every text as text, also one that looks like a formula."""
    cell.alignment = TOP
    if isinstance(value, datetime):
        cell.value = timezone.localtime(value).replace(tzinfo=None, microsecond=0)
        cell.number_format = DATE_FORMAT
    elif isinstance(value, str):
        cell.value = NOT_XML.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = is_formula(value)
    else:
        cell.value = value
