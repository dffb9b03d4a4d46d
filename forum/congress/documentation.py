"""The documentation of a live session: the public projection, and facts that are public anyway.

Guaranteed: of questions and polls it says what the public stream says and nothing else, so what was never approved,
rejected or withdrawn, and hidden results, cannot be in it; a thread is named only where guests may read it.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forum.accounts.rules import Reader
from forum.congress import documents, queries, rules
from forum.congress.documents import Document
from forum.congress.enums import AnsweredHow, ExportFormat, ExportState, LiveState, PollKind, QuestionState, Stream
from forum.congress.models import LiveSession, SessionExport
from forum.congress.origins import documentation_url
from forum.congress.poll_projections import poll_results
from forum.congress.projections import Shape, snapshot
from forum.congress.steps import bucket
from forum.core.characters import is_malformed
from forum.core.clock import now
from forum.threads.projections import author_view, excerpt
from forum.threads.queries import threads
from forum.threads.standing import standing_answers

STATES: Final = {QuestionState.ANSWERED.value: "answered", QuestionState.DEFERRED.value: "deferred"}
KEPT: Final = (
    *("text", "by", "identity", "verified", "score", "labels", "also", "also_more", "edited"),
    *("answered_at", "answered_how"),
)


def documentation(session_id: int) -> Document:
    """The documentation as it is now, for whoever has passed its gate; raises ``NotFoundError``."""
    live = queries.session_with_programme(session_id)
    shown = snapshot(live.pk, Stream.PUBLIC)
    foreign: Shape = live.imported or {}
    own: Shape = {
        "url": documentation_url(live),
        "people": bucket(live.participants.count()),
        "polls": [_poll(row) for row in poll_results(live.pk)],
        "breakdowns": _breakdowns(live),
        "key": _key(live),
    }
    parts = {name: foreign.get(name, value) if foreign else value for name, value in own.items()}
    data = {
        "format": documents.FORMAT,
        "version": documents.VERSION,
        "origin": str(live.origin),
        "congress": _congress(live),
        "session": _session(live),
        "questions": _questions(live, shown["questions"], foreign),
        **parts,
    }
    return msgspec.convert(data, Document)


def shown_documentation(live: LiveSession, reader: Reader) -> Shape:
    """The documentation as its page shows it to this reader, who has passed the gate."""
    return {
        "id": str(live.pk),
        "abstract_html": live.programme.abstract_html,
        "closed": live.state == LiveState.CLOSED,
        "published": live.documented,
        "may_publish": queries.may_host(reader, live.programme.congress),
        "awaited": queries.awaited_numbers(live),
        "document": documents.plain(documentation(live.pk)),
    }


def export_shape(export: SessionExport) -> Shape:
    """A file as whoever asked for it sees it. One that nobody makes (any more) is shown as failed."""
    lost = rules.is_lost(export.state, export.beat, now())
    state = ExportState.FAILED if lost else ExportState(export.state)
    address = f"/api/v1/live/{export.session_id}/exports/{export.pk}/file"
    return {
        "id": str(export.pk),
        "format": export.format,
        "state": state,
        "progress": 0 if lost else export.progress,
        "size": export.size,
        "url": address if state == ExportState.DONE else None,
    }


def file_name(document: Document, wanted: ExportFormat) -> str:
    """``2017-12-07 Konflikte früh erkennen.pdf``: no character that a file system refuses."""
    day = timezone.localtime(document.session.starts).strftime("%Y-%m-%d")
    title = " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", document.session.title).split())
    return f"{day} {title[:100].strip(' .')}.{wanted.value}"


def fingerprint(document: Document) -> str:
    """The same for the same document, and for no other."""
    return hashlib.sha256(documents.encode(document)).hexdigest()


def _congress(live: LiveSession) -> Shape:
    congress = live.programme.congress
    names = ("slug", "title", "subtitle", "starts", "ends", "place", "host", "fictional")
    return {name: getattr(congress, name) for name in names}


def _session(live: LiveSession) -> Shape:
    session = live.programme
    return {
        "title": session.title,
        "abstract": session.abstract,
        "kind": session.kind,
        "room": session.room.name if session.room else "",
        "starts": session.starts,
        "ends": session.ends,
        "opened": live.opened,
        "closed": live.closed,
        "premoderation": live.premoderation,
        "speakers": [
            {"name": part.speaker.name, "function": part.speaker.function, "role": part.role}
            for part in queries.parts(session)
        ],
    }


def _questions(live: LiveSession, rows: Sequence[Shape], foreign: Shape) -> list[Shape]:
    """In the order of publication, with numbers that stay when another question is taken away."""
    ordered = sorted(rows, key=lambda row: (row["at"] or "", int(row["id"])))
    links = _threads([row["thread"] for row in rows if row["thread"]])
    answered = _forum_answers(links)
    return [
        {
            **{name: row[name] for name in KEPT},
            "number": number,
            "state": STATES.get(row["state"], "open"),
            "at": row["at"] or live.programme.starts,
            "answers": [
                *({name: answer[name] for name in ("text", "by", "at", "noted")} for answer in row["answers"]),
                *(answered.get(row["thread"], []) if row["answered_how"] == AnsweredHow.FORUM else []),
            ],
            "thread": foreign.get("threads", {}).get(str(number)) or links.get(row["thread"]),
        }
        for number, row in _numbered(ordered, foreign.get("numbers"), live)
    ]


def _numbered(rows: Sequence[Shape], foreign: list[int] | None, live: LiveSession) -> Iterable[tuple[int, Shape]]:
    if foreign is not None:
        return zip(foreign, rows, strict=False)
    numbers = queries.publication_numbers(live)
    return [(numbers[row["id"]], row) for row in rows]


def _threads(ids: list[str]) -> dict[str | None, Shape]:
    """Links to those threads that everybody may read."""
    found = threads(AnonymousUser()).filter(pk__in=ids).order_by().values_list("pk", "title")
    return {str(pk): {"title": _well_formed(title), "url": f"{settings.BASE_URL}/t/{pk}"} for pk, title in found}


def _well_formed(text: str) -> str:
    """A text of the forum as files can hold it and ``import_session`` takes it."""
    return "".join(letter for letter in text if letter in "\n\t" or not is_malformed(letter))


def _poll(row: Shape) -> Shape:
    scale, result = row["scale"] or {}, row["result"]
    return {
        "text": row["text"],
        "kind": row["kind"],
        "ballots": result["ballots"],
        "rows": list(_poll_rows(row["kind"], row["options"], result)),
        "low_label": scale.get("low_label", ""),
        "high_label": scale.get("high_label", ""),
        "mean": result.get("mean"),
        "median": result.get("median"),
    }


def _poll_rows(kind: str, options: Sequence[Shape], result: Shape) -> Iterable[Shape]:
    """Options in their order, steps from low to high, words by frequency, ranked options by points."""
    if kind == PollKind.WORDS:
        return [{"text": word, "count": count} for word, count in result["words"]]
    if kind == PollKind.SCALE:
        return [{"text": step, "count": count} for step, count in result["counts"].items()]
    rows = [{"text": one["text"], "count": result["counts"][one["id"]]} for one in options]
    if kind == PollKind.RANKING:
        for row, one in zip(rows, options, strict=True):
            row |= {"points": result["points"][one["id"]], "rank": result["ranks"][one["id"]]}
        rows.sort(key=lambda row: -row["points"])
    return rows


def _forum_answers(links: Iterable[str | None]) -> dict[str | None, list[Shape]]:
    """The beginnings of the answers that stand in these threads, which everybody may read; the whole is there."""
    found = standing_answers([int(pk) for pk in links if pk is not None])
    return {
        str(pk): [{"text": _well_formed(excerpt(post)), "by": _answerer(author_view(post)), "at": post.created}]
        for pk, post in found.items()
    }


def _answerer(author: Shape) -> str:
    place = author["municipality"]["name"] if author["municipality"] else ""
    return _well_formed(", ".join(part for part in (author["name"], place) if part))[:120] or "Forum"


def _breakdowns(live: LiveSession) -> list[Shape]:
    """The groups that may be shown (``queries.groups`` decides); those that may not are ``rest``, all together."""
    rows = []
    people, dimensions = queries.groups_of(live)
    for name, groups in dimensions.items():
        shown = [one for one in groups if one["people"] is not None]
        if any(one["group"] != queries.UNSAID for one in shown):
            texts = [{**one, "text": documents.GROUPS[one["group"]]} for one in shown]
            rows.append({"by": name, "groups": texts, "rest": people - sum(one["people"] for one in shown)})
    return rows


def _key(live: LiveSession) -> dict[str, Any] | None:
    facts = queries.destruction_record(live)
    return {"at": facts["destroyed"], **{name: facts[name] for name in ("key_sha256", "signature")}} if facts else None
