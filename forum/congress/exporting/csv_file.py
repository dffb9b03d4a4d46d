"""The questions as CSV for a German Excel: UTF-8 with BOM, semicolons, one row per question.

The columns are described in ``docs/how-to/read-the-exports.md``.
"""

import csv
import io
from collections.abc import Callable

from forum.congress.documents import Document, QuestionText
from forum.congress.exporting.cells import harmless
from forum.congress.exporting.words import Words


def make(document: Document, words: Words, progress: Callable[[int], None]) -> bytes:
    """The file as bytes."""
    page = io.StringIO()
    writer = csv.writer(page, delimiter=";", lineterminator="\r\n")
    writer.writerow(words["columns"].values())
    note = words.note(document)
    for index, question in enumerate(document.questions):
        writer.writerow([cell if isinstance(cell, int) else harmless(cell) for cell in (*_row(question, words), note)])
        if index % 100 == 0:
            progress(90 * index // len(document.questions))
    return page.getvalue().encode("utf-8-sig")


def _row(question: QuestionText, words: Words) -> tuple[str | int, ...]:
    answers = [f"{words.writer(answer)} ({words.moment(answer.at)}): {answer.text}" for answer in question.answers]
    return (
        question.number,
        question.text,
        question.score,
        words["states"][question.state],
        question.by or "",
        words["identities"][question.identity],
        words.verified(question),
        ", ".join(question.labels),
        "\n".join(question.also),
        question.also_more,
        words["yes"] if question.edited else words["no"],
        words.moment(question.at),
        words["ways"][question.answered_how] if question.answered_how else "",
        words.moment(question.answered_at),
        "\n\n".join(answers),
        question.thread.url if question.thread else "",
    )
