"""The documentation as a tagged PDF (PDF/UA-1), set by typst with fonts of our own.

Texts reach typst as data and are never read as markup. A character that none of the fonts has would make the file
unreadable to assistive technology, so it is replaced.
"""

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

from forum.congress.documents import Document, PollResult, QuestionText
from forum.congress.exporting import words

HERE: Final = Path(__file__).parent
FONTS: Final = HERE / "fonts"
TEMPLATE: Final = HERE / "document.typ"
UNKNOWN: Final = "◊"
_MARKS: Final = frozenset({"Mn", "Me", "Cf"})
_UNSEEN: Final = _MARKS | {"Zs", "Zl", "Zp", "Cc"}
LONGEST_RUN: Final = 40
"""Letters without a place to break; a longer word gets places where a line may end."""
PLACE_TO_BREAK: Final = "\u200b"
_RUN: Final = re.compile(rf"\S{{{LONGEST_RUN},}}")
GROUPS: Final = (
    ("answered", "Beantwortet", "Es wurde keine Frage als beantwortet vermerkt."),
    ("deferred", "Zurückgestellt", ""),
    ("open", "Offen geblieben", ""),
)
KEY_NOTE: Final = (
    "Der Schlüssel der Fragerunde wurde am {moment} Uhr vernichtet. Seitdem führt keine Abfrage von einer Stimme oder "
    "einer Frage ohne Namen zu einer Person. Prüfsumme des Schlüssels (SHA-256): {key.key_sha256}. Unterschrift des "
    "Servers: {key.signature}"
)
_WORDS: Final = {"page": "Seite", "of": "von", "also": "Auch gefragt:", "forum": "Weiter im Forum:"}


def make(document: Document, progress: Callable[[int], None]) -> bytes:
    """The file as bytes, the same for the same document."""
    progress(10)
    content = json.dumps(_content(document), ensure_ascii=False)
    moment = document.session.closed or document.session.ends
    progress(30)
    try:
        file = _set(content, moment)
    except typst.TypstError:  # letters with marks of another font's script
        file = _set("".join(letter for letter in content if unicodedata.category(letter) not in _MARKS), moment)
    progress(90)
    return file


def _set(content: str, moment: datetime) -> bytes:
    compiler = typst.Compiler(TEMPLATE, root=HERE, font_paths=_fonts(), sys_inputs={"document": content})
    file = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=moment)
    if not isinstance(file, bytes):
        raise TypeError("typst gave no file")
    return file


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


@cache
def _coverage() -> tuple[list[int], list[int]]:
    """First and last code points of the runs that the fonts have."""
    runs = json.loads((FONTS / "coverage.json").read_text(encoding="utf-8"))
    return [first for first, _ in runs], [last for _, last in runs]


def _is_known(letter: str) -> bool:
    firsts, lasts = _coverage()
    at = bisect_right(firsts, ord(letter)) - 1
    return at >= 0 and ord(letter) <= lasts[at]


def settable(text: str) -> str:
    """The text as the fonts can show it: in form NFC, unknown characters replaced, long words with places to break."""
    line = unicodedata.normalize("NFC", text)
    shown = "".join(letter if _is_known(letter) else UNKNOWN for letter in line)
    return _RUN.sub(lambda run: PLACE_TO_BREAK.join(re.findall(".{1,20}", run[0])), shown)


def _piece(text: str) -> dict[str, Any]:
    """A text with the direction of its first letter that has one; never empty, or it could be no heading."""
    strong = (kind for letter in text if (kind := unicodedata.bidirectional(letter)) in {"L", "R", "AL"})
    shown = settable(text)
    seen = any(unicodedata.category(letter) not in _UNSEEN for letter in shown)
    return {"text": shown if seen else "–", "rtl": next(strong, "L") != "L"}


def _content(document: Document) -> dict[str, Any]:
    title = document.session.title
    host = settable(document.congress.host)
    return {
        "title": settable(f"Dokumentation: {title}"),
        "author": host,
        "description": settable(f"Fragen und Antworten der Fragerunde am {words.when(document)}, {host}"),
        "footer": settable(f"Dokumentation: {title}" if len(title) <= 70 else f"Dokumentation: {title[:69]}…"),
        "kicker": settable(f"Dokumentation der Fragerunde · {document.congress.title}"),
        "heading": _piece(title),
        "abstract": _piece(words.abstract(document)) if document.session.abstract else None,
        "words": _WORDS | {"facts": ["Angabe", "Wert"]},
        "qr": segno.make(document.url, error="m").svg_inline(border=0, scale=4),
        "qr-alt": f"QR-Code der Seite {document.url}",
        "facts": [
            {"term": term, "value": _piece(value), "href": value if term == "Adresse" else None}
            for term, value in words.facts(document)
        ],
        "groups": list(_groups(document)),
        "tables": list(_tables(document)),
        "empty": "" if document.questions else "In dieser Fragerunde wurde keine Frage öffentlich gestellt.",
    }


def _groups(document: Document) -> Iterable[dict[str, Any]]:
    for state, heading, empty in GROUPS:
        asked = [row for row in document.questions if row.state == state]
        found = [_question(row) for row in sorted(asked, key=lambda row: (-row.score, row.number))]
        if found or (empty and document.questions):
            yield {"heading": f"{heading} ({len(found)})", "empty": empty, "questions": found}


def _question(row: QuestionText) -> dict[str, Any]:
    meta = [f"Frage {row.number}", words.votes(row.score), words.asker(row)]
    if row.answered_how:
        meta.append(f"{words.WAYS[row.answered_how]} beantwortet")
    meta.extend(row.labels)
    if row.edited:
        meta.append("Wortlaut von der Moderation bearbeitet")
    return {
        "text": _piece(row.text),
        "meta": settable(" · ".join(meta)),
        "also": [_piece(text) for text in row.also],
        "answers": [
            {"by": settable(f"{answer.by}, {words.moment(answer.at)} Uhr"), "text": _piece(answer.text)}
            for answer in row.answers
        ],
        "thread": {"title": _piece(row.thread.title), "url": row.thread.url} if row.thread else None,
    }


def _tables(document: Document) -> Iterable[dict[str, Any]]:
    if document.polls:
        rows = [_poll(poll) for poll in document.polls]
        yield {"heading": f"Umfragen ({len(rows)})", "note": "", "rows": rows}
    if document.breakdowns:
        note = "Gezeigt werden nur Gruppen ab 10 Personen."
        yield {"heading": "Wer dabei war", "note": note, "rows": [_breakdown(row) for row in document.breakdowns]}
    if document.key:
        note = KEY_NOTE.format(moment=words.moment(document.key.at), key=document.key)
        yield {"heading": "Vernichtung des Schlüssels", "note": settable(note), "rows": []}


def _breakdown(row: Any) -> dict[str, Any]:
    groups = [(group.text, group.people) for group in row.groups]
    rows = [*groups, *([("in kleineren Gruppen", row.rest)] if row.rest else [])]
    total = sum(people for _, people in rows)
    return {
        "text": _piece(f"Nach {words.BREAKDOWNS[row.by]}"),
        "meta": "",
        "head": ["Gruppe", "Personen", "Anteil"],
        "rows": [{"label": _piece(label), "cells": [str(n), _share(n, total)]} for label, n in rows],
    }


def _poll(poll: PollResult) -> dict[str, Any]:
    ranking = poll.kind == "ranking"
    head = ["Antwort", "Punkte", "Mittlerer Rang"] if ranking else ["Antwort", "Anzahl", "Anteil"]
    return {
        "text": _piece(poll.text),
        "meta": settable(words.poll_head(poll)),
        "head": head,
        "rows": [
            {
                "label": _piece(row.text),
                "cells": [str(row.points or 0), words.number(row.rank) if row.rank is not None else "–"]
                if ranking
                else [str(row.count), _share(row.count, poll.ballots)],
            }
            for row in poll.rows
        ],
    }


def _share(part: int, whole: int) -> str:
    """Per cent in whole numbers; a dash of nothing."""
    return f"{round(100 * part / whole)} %" if whole else "–"
