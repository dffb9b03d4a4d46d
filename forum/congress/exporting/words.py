"""German words and numbers of the files; one place, so that the files speak alike."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.utils import timezone

from forum.congress.documents import Document, PollResult, QuestionText
from forum.core.markdown import plain, render

STATES: Final = {"answered": "beantwortet", "deferred": "zurückgestellt", "open": "offen geblieben"}
WAYS: Final = {"oral": "mündlich", "written": "schriftlich", "forum": "im Forum"}
IDENTITIES: Final = {
    "anonymous": "ohne Namen",
    "pseudonym": "Pseudonym",
    "municipality": "Kommune",
    "named": "mit Namen",
}
ROLES: Final = {"speaker": "", "chair": "Moderation", "opening": "Eröffnung"}
POLLS: Final = {
    "single": "Eine Antwort",
    "multiple": "Mehrere Antworten",
    "scale": "Skala",
    "ranking": "Rangfolge",
    "words": "Wortwolke",
}
BREAKDOWNS: Final = {"size_class": "Größenklasse", "function": "Funktion"}


def moment(value: datetime | None) -> str:
    """``07.12.2017 10:00``, by Berlin's clock; empty without one."""
    return timezone.localtime(value).strftime("%d.%m.%Y %H:%M") if value else ""


def day(value: date) -> str:
    """``07.12.2017``."""
    return value.strftime("%d.%m.%Y")


def number(value: float) -> str:
    """With decimal comma: ``3,25``."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def votes(score: int) -> str:
    """``1 Stimme``, ``12 Stimmen``."""
    return f"{score} Stimme" if score == 1 else f"{score} Stimmen"


def when(document: Document) -> str:
    """Day and hours of the session: ``07.12.2017, 10:00 bis 11:30 Uhr``."""
    starts, ends = timezone.localtime(document.session.starts), timezone.localtime(document.session.ends)
    until = f"{ends:%H:%M}" if starts.date() == ends.date() else f"{ends:%d.%m.%Y, %H:%M}"
    return f"{starts:%d.%m.%Y, %H:%M} bis {until} Uhr"


def abstract(document: Document) -> str:
    """What the session was about, without the marks of Markdown."""
    return plain(render(document.session.abstract))


def speakers(document: Document) -> list[str]:
    """Each with function and role."""
    return [", ".join(filter(None, (row.name, row.function, ROLES[row.role]))) for row in document.session.speakers]


def asker(question: QuestionText) -> str:
    """Who asked, as they chose to be shown."""
    return question.by or IDENTITIES["anonymous"]


def poll_head(poll: PollResult) -> str:
    """Kind and number of ballots, and what is known of the middle of a scale."""
    people = "1 Person" if poll.ballots == 1 else f"{poll.ballots} Personen"
    parts = [POLLS[poll.kind], people]
    if poll.mean is not None:
        parts.append(f"Mittelwert {number(poll.mean)}")
    if poll.median is not None:
        parts.append(f"Median {number(poll.median)}")
    if poll.low_label or poll.high_label:
        parts.append(" bis ".join(filter(None, (poll.low_label, poll.high_label))))
    return " · ".join(parts)


def facts(document: Document) -> Iterable[tuple[str, str]]:
    """What the fact sheet says, in its order; nothing empty."""
    congress, session = document.congress, document.session
    asked = len(document.questions)
    states = [question.state for question in document.questions]
    counted = [f"{states.count(state)} {word}" for state, word in STATES.items() if state in states]
    rows = [
        ("Kongress", ". ".join(filter(None, (congress.title, congress.subtitle)))),
        ("Zeit", when(document)),
        ("Ort", ", ".join(filter(None, (session.room, congress.place)))),
        ("Gastgeber", congress.host),
        *(("Mitwirkende", text) for text in speakers(document)),
        ("Teilnehmende", people(document.people)),
        ("Fragen", f"{asked} ({', '.join(counted)})" if asked else "keine"),
        ("Stimmen", str(sum(question.score for question in document.questions))),
        ("Freigabe", "vorab durch die Moderation" if session.premoderation else "ohne vorherige Prüfung"),
        ("Hinweis", "Beispieldaten: dieser Kongress ist erfunden." if congress.fictional else ""),
        ("Schlüssel", f"am {moment(document.key.at)} Uhr vernichtet" if document.key else ""),
        ("Adresse", document.url),
    ]
    return [(term, value) for term, value in rows if value]


def people(step: str) -> str:
    """``weniger als 10``, ``mindestens 200``."""
    return f"weniger als {step[1:]}" if step.startswith("<") else f"mindestens {step.rstrip('+')}" if step else ""
