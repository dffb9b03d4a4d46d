"""The documentation as a tagged PDF (PDF/UA-1), set by typst with fonts of our own.

Texts reach typst as data and are never read as markup. A character that none of the fonts has would make the file
unreadable to assistive technology, so it is replaced.
"""

import json
import math
import re
import time
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import segno
import typst

from forum.congress.documents import Breakdown, Document, PollResult, QuestionText
from forum.congress.exporting.words import WRITTEN_IN, Words, abstract

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
SECOND_QUESTIONS: Final = 100
"""So many questions are set in about a second; from it the progress of the setting is reckoned, which tells nothing."""
LOOK_EVERY: Final = 0.25


def make(document: Document, words: Words, progress: Callable[[int], None]) -> bytes:
    """The file as bytes, the same for the same document and language."""
    progress(5)
    content = json.dumps(_content(document, words), ensure_ascii=False)
    moment = (document.session.closed or document.session.ends).replace(microsecond=0)  # typst takes whole seconds
    progress(20)
    expected = 1 + len(document.questions) / SECOND_QUESTIONS
    with ThreadPoolExecutor(1) as beside:
        setting = beside.submit(_set_somehow, content, moment)
        begun = time.monotonic()
        while wait([setting], LOOK_EVERY).not_done:
            progress(20 + int(70 * (1 - math.exp(-(time.monotonic() - begun) / expected))))
    progress(92)
    return setting.result()


def _set_somehow(content: str, moment: datetime) -> bytes:
    try:
        return _set(content, moment)
    except typst.TypstError:  # letters with marks of another font's script
        return _set("".join(letter for letter in content if unicodedata.category(letter) not in _MARKS), moment)


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


def _content(document: Document, words: Words) -> dict[str, Any]:
    title = document.session.title
    host = settable(document.congress.host)
    urls = words["facts"]["url"]
    return {
        "lang": words.locale,
        "written": WRITTEN_IN,
        "title": settable(words["title"].format(title)),
        "author": host,
        "description": settable(words["about"].format(words.when(document), document.congress.host)),
        "footer": settable(words["title"].format(title if len(title) <= 70 else f"{title[:69]}…")),
        "kicker": settable(words["kicker"].format(document.congress.title)),
        "heading": _piece(title),
        "abstract": _piece(abstract(document)) if document.session.abstract else None,
        "words": {**words["page"], "facts": words["fact_columns"]},
        "qr": segno.make(document.url, error="m").svg_inline(border=0, scale=4),
        "qr-alt": words["qr"].format(document.url),
        "facts": [
            {"term": term, "value": _piece(value), "own": own, "href": value if term == urls else None}
            for term, value, own in words.facts(document)
        ],
        "groups": list(_groups(document, words)),
        "tables": list(_tables(document, words)),
        "empty": "" if document.questions else words["nothing"],
    }


def _groups(document: Document, words: Words) -> Iterable[dict[str, Any]]:
    for state, heading in words["sections"].items():
        asked = [row for row in document.questions if row.state == state]
        found = [_question(row, words) for row in sorted(asked, key=lambda row: (-row.score, row.number))]
        empty = words["none_answered"] if state == "answered" and document.questions else ""
        if found or empty:
            yield {"heading": f"{heading} ({len(found)})", "empty": empty, "questions": found}


def _question(row: QuestionText, words: Words) -> dict[str, Any]:
    meta = [words["question"].format(row.number), words.votes(row.score), words.asker(row)]
    if row.answered_how:
        meta.append(words["ways_answered"][row.answered_how])
    meta.extend(row.labels)
    if similar := words.similar(row):
        meta.append(similar)
    if row.edited:
        meta.append(words["reworded"])
    return {
        "text": _piece(row.text),
        "meta": settable(" · ".join(meta)),
        "also": [_piece(text) for text in row.also],
        "answers": [
            {"by": settable(f"{words.writer(answer)}, {words.said_moment(answer.at)}"), "text": _piece(answer.text)}
            for answer in row.answers
        ],
        "thread": {"title": _piece(row.thread.title), "url": row.thread.url} if row.thread else None,
    }


def _tables(document: Document, words: Words) -> Iterable[dict[str, Any]]:
    if document.polls:
        rows = [_poll(poll, words) for poll in document.polls]
        yield {"heading": words["poll_section"].format(len(rows)), "note": "", "rows": rows}
    if document.breakdowns:
        rows = [_breakdown(row, words) for row in document.breakdowns]
        yield {"heading": words["people_section"], "note": words["people_note"], "rows": rows}
    if document.key:
        note = words["key_note"].format(moment=words.moment(document.key.at), key=document.key)
        yield {"heading": words["key_section"], "note": settable(note), "rows": []}


def _breakdown(row: Breakdown, words: Words) -> dict[str, Any]:
    groups = [(words.group(group), group.people) for group in row.groups]
    rows = [*groups, *([(words["smaller"], row.rest)] if row.rest else [])]
    total = sum(people for _, people in rows)
    return {
        "text": _piece(words["by"].format(words["breakdowns"][row.by])),
        "meta": "",
        "own": True,
        "head": words["group_head"],
        "rows": [{"label": _piece(label), "cells": [str(n), _share(n, total)]} for label, n in rows],
    }


def _poll(poll: PollResult, words: Words) -> dict[str, Any]:
    ranking = poll.kind == "ranking"
    return {
        "text": _piece(poll.text),
        "meta": settable(words.poll_head(poll)),
        "own": False,
        "head": words["ranking_head" if ranking else "poll_head"],
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
