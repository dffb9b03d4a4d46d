"""Words and numbers of the files in one language; one place, so that the files speak alike.

What people wrote stays as they wrote it, whatever the language of the file.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from forum.congress.documents import AnswerText, Document, Group, PollResult, QuestionText
from forum.congress.exporting.texts import DEFAULT, TEXTS
from forum.core.markdown import plain, render

WRITTEN_IN: Final = "de"
"""The language of what people wrote: nobody is asked, and the forum's is German."""
_THEIRS: Final = frozenset({"congress", "place", "host", "speakers"})


class Words:
    """The words of one language; a language that is not known is German."""

    def __init__(self, locale: str = DEFAULT) -> None:
        self.locale = locale if locale in TEXTS else DEFAULT
        self.texts = TEXTS[self.locale]

    def __getitem__(self, name: str) -> Any:
        return self.texts[name]

    def moment(self, value: datetime | None) -> str:
        """``07.12.2017 10:00``, by Berlin's clock; empty without one."""
        return timezone.localtime(value).strftime(self["moment"]) if value else ""

    def said_moment(self, value: datetime) -> str:
        """The same within a sentence."""
        return str(self["moment_said"].format(self.moment(value)))

    def writer(self, answer: AnswerText) -> str:
        """Whose answer it is, and whether somebody else wrote it down."""
        return f"{answer.by} ({self['noted']})" if answer.noted else answer.by

    def number(self, value: float) -> str:
        """``3,25``, or with a point."""
        return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", self["comma"])

    def votes(self, score: int) -> str:
        """``1 Stimme``, ``12 Stimmen``."""
        return str(self["vote"] if score == 1 else self["votes"].format(score))

    def when(self, document: Document) -> str:
        """Day and hours of the session: ``07.12.2017, 10:00 bis 11:30 Uhr``."""
        starts, ends = timezone.localtime(document.session.starts), timezone.localtime(document.session.ends)
        day, hour = self["day"], self["hour"]
        until = ends.strftime(hour if starts.date() == ends.date() else f"{day}, {hour}")
        return str(self["when"].format(day=starts.strftime(day), starts=starts.strftime(hour), until=until))

    def speakers(self, document: Document) -> list[str]:
        """Each with function and role."""
        roles = self["roles"]
        return [", ".join(filter(None, (row.name, row.function, roles[row.role]))) for row in document.session.speakers]

    def asker(self, question: QuestionText) -> str:
        """Who asked, as they chose to be shown, and whether an account stands behind it."""
        if not question.by:
            return str(self["identities"]["anonymous"])
        told = self.verified(question)
        return f"{question.by} ({told})" if told else question.by

    def verified(self, question: QuestionText) -> str:
        """Whether an account stands behind a shown name or municipality; empty where none is claimed."""
        if not question.by or question.identity not in {"municipality", "named"}:
            return ""
        return str(self["verified"] if question.verified else self["unverified"])

    def poll_head(self, poll: PollResult) -> str:
        """Kind and number of ballots, and what is known of the middle of a scale."""
        people = self["person"] if poll.ballots == 1 else self["persons"].format(poll.ballots)
        parts = [self["polls"][poll.kind], people]
        if poll.mean is not None:
            parts.append(self["mean"].format(self.number(poll.mean)))
        if poll.median is not None:
            parts.append(self["median"].format(self.number(poll.median)))
        return " · ".join(filter(None, (*parts, self.ends(poll))))

    def ends(self, poll: PollResult) -> str:
        """What the ends of a scale are called; empty when they have no names."""
        return str(self["to"].join(filter(None, (poll.low_label, poll.high_label))))

    def similar(self, question: QuestionText) -> str:
        """How many more asked the same in words that are not shown; empty without any."""
        if not question.also_more:
            return ""
        return str(self["similar"] if question.also_more == 1 else self["similars"].format(question.also_more))

    def note(self, document: Document) -> str:
        """That a congress is invented; empty for a real one."""
        return str(self["fictional"]) if document.congress.fictional else ""

    def group(self, one: Group) -> str:
        """The name of a group; the document's own, which is German, where it is none of ours."""
        return str(self["groups"].get(one.group, one.text))

    def facts(self, document: Document) -> Iterable[tuple[str, str, bool]]:
        """What the fact sheet says, in its order, each with whether the words are ours; nothing empty."""
        congress, session = document.congress, document.session
        key = self["destroyed"].format(self.moment(document.key.at)) if document.key else ""
        rows: Sequence[tuple[str, str]] = [
            ("congress", ". ".join(filter(None, (congress.title, congress.subtitle)))),
            ("time", self.when(document)),
            ("place", ", ".join(filter(None, (session.room, congress.place)))),
            ("host", congress.host),
            *(("speakers", text) for text in self.speakers(document)),
            ("people", self.people(document.people)),
            ("questions", self._counted(document)),
            ("votes", str(sum(question.score for question in document.questions))),
            ("mode", self["checked"] if session.premoderation else self["unchecked"]),
            ("note", self.note(document)),
            ("key", key),
            ("url", document.url),
        ]
        return [(self["facts"][name], value, name not in _THEIRS) for name, value in rows if value]

    def _counted(self, document: Document) -> str:
        states = [question.state for question in document.questions]
        counted = [f"{states.count(state)} {word}" for state, word in self["states"].items() if state in states]
        return f"{len(states)} ({', '.join(counted)})" if states else self["none"]

    def people(self, step: str) -> str:
        """``weniger als 10``, ``mindestens 200``."""
        if step.startswith("<"):
            return str(self["fewer"].format(step[1:]))
        return str(self["least"].format(step.rstrip("+"))) if step else ""


def abstract(document: Document) -> str:
    """What the session was about, without the marks of Markdown."""
    return plain(render(document.session.abstract))
