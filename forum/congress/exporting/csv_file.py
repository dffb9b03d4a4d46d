"""The questions as CSV for a German Excel: UTF-8 with BOM, semicolons, one row per question.

The columns are named in ``COLUMNS`` and described in ``docs/how-to/read-the-exports.md``.
"""

import csv
import io
from collections.abc import Callable
from typing import Final

from forum.congress.documents import Document, QuestionText
from forum.congress.exporting import words
from forum.congress.exporting.cells import harmless

COLUMNS: Final = (
    "Nummer",
    "Frage",
    "Stimmen",
    "Zustand",
    "Gefragt von",
    "Angabe",
    "Schlagworte",
    "Auch gefragt",
    "Wortlaut bearbeitet",
    "Veröffentlicht",
    "Beantwortet",
    "Beantwortet am",
    "Antworten",
    "Thema im Forum",
)


def make(document: Document, progress: Callable[[int], None]) -> bytes:
    """The file as bytes."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for index, question in enumerate(document.questions):
        writer.writerow([cell if isinstance(cell, int) else harmless(cell) for cell in _row(question)])
        if index % 100 == 0:
            progress(90 * index // len(document.questions))
    return page.getvalue().encode("utf-8-sig")


def _row(question: QuestionText) -> tuple[str | int, ...]:
    answers = [f"{answer.by} ({words.moment(answer.at)}): {answer.text}" for answer in question.answers]
    return (
        question.number,
        question.text,
        question.score,
        words.STATES[question.state],
        question.by or "",
        words.IDENTITIES[question.identity],
        ", ".join(question.labels),
        "\n".join(question.also),
        "ja" if question.edited else "nein",
        words.moment(question.at),
        words.WAYS[question.answered_how] if question.answered_how else "",
        words.moment(question.answered_at),
        "\n\n".join(answers),
        question.thread.url if question.thread else "",
    )
