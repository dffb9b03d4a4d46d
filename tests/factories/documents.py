"""Documentations of live sessions for tests, without a database."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from forum.congress import documents
from forum.congress.documents import (
    AnswerText,
    CongressFacts,
    Document,
    PollResult,
    PollRow,
    QuestionText,
    SessionFacts,
    SpeakerFacts,
    ThreadLink,
)

ASKED = "Wer lädt die Ämter eigentlich ein?"
MORNING = datetime(2017, 12, 7, 9, 0, tzinfo=UTC)


def make_question_text(number: int = 1, text: str = ASKED, **fields: Any) -> QuestionText:
    """An answered question that nobody has answered in writing."""
    values: dict[str, Any] = {
        "by": None,
        "identity": "anonymous",
        "verified": False,
        "state": "answered",
        "score": 12,
        "labels": [],
        "also": [],
        "edited": False,
        "at": MORNING + timedelta(minutes=number),
        "answered_at": MORNING + timedelta(minutes=number + 5),
        "answered_how": "oral",
        "answers": [],
        "thread": None,
    }
    return QuestionText(number=number, text=text, **{**values, **fields})


def make_document(*questions: QuestionText, polls: list[PollResult] | None = None, **fields: Any) -> Document:
    """A closed session of one hour and a half."""
    values: dict[str, Any] = {
        "format": documents.FORMAT,
        "version": documents.VERSION,
        "origin": "0b51ed0e-6bf0-4f7e-9f3a-2f6c1d1c8a11",
        "url": "https://forum.example/live/7/dokumentation",
        "congress": CongressFacts(
            slug="zweiter-kongress",
            title="2. Kongress",
            subtitle="Konflikte früh erkennen, gemeinsam handeln",
            starts=date(2017, 12, 7),
            ends=date(2017, 12, 8),
            place="Stadthalle Musterstadt",
            host="Musterstadt",
            fictional=True,
        ),
        "session": SessionFacts(
            title="Konflikte früh erkennen",
            abstract="Woran merkt eine Verwaltung, dass aus einer Beschwerde ein Konflikt wird?",
            kind="plenary",
            room="Großer Saal",
            starts=MORNING,
            ends=MORNING + timedelta(minutes=90),
            opened=MORNING,
            closed=MORNING + timedelta(minutes=92),
            premoderation=True,
            speakers=[SpeakerFacts("Dr. Emre Özkan", "Konfliktmanager, Kreis Beispielland", "chair")],
        ),
        "people": "200+",
        "breakdowns": [],
        "key": None,
    }
    return Document(questions=list(questions), polls=polls or [], **{**values, **fields})


def make_full_document() -> Document:
    """One of everything."""
    answer = AnswerText(
        text="Das Amt für Soziales.\nSeit 2016.", by="Leila Haddad", noted=True, at=MORNING + timedelta(days=2)
    )
    thread = ThreadLink(title="Wie lädt man die Ämter ein?", url="https://forum.example/t/12")
    rows = [PollRow(text="Ja", count=30), PollRow(text="Nein", count=10)]
    ranked = [PollRow(text="Runder Tisch", count=20, points=55, rank=1.25), PollRow(text="=1+1", count=2, points=3)]
    return make_document(
        make_question_text(1, answers=[answer], answered_how="written", labels=["Verfahren"], also=["Wer lädt ein?"],
                           also_more=2),
        make_question_text(2, "Was tun bei Drohungen?", state="deferred", thread=thread, answered_at=None,
                           answered_how=None, by="Amt 50", identity="pseudonym", edited=True),
        make_question_text(3, "Und die Kosten?", state="open", score=1, answered_at=None, answered_how=None),
        polls=[
            PollResult(text="Gibt es eine Runde?", kind="single", ballots=40, rows=rows),
            PollResult(text="Was zuerst?", kind="ranking", ballots=22, rows=ranked),
            PollResult(text="Wie sicher?", kind="scale", ballots=3, rows=[PollRow(text="1", count=3)], mean=1.0,
                       median=1.0, low_label="gar nicht", high_label="sehr"),
        ],
    )  # fmt: skip
