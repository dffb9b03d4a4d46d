"""The documentation of a live session as text: to be read without scripts, and in link previews."""

from typing import Any, Final

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from api.shell.pages import PageText

GROUPS: Final = (("answered", "Beantwortet"), ("deferred", "Zurückgestellt"), ("open", "Offen geblieben"))


def describe_documentation(answers: list[Any]) -> PageText:
    """Title, a sentence for previews, and every question with its answers."""
    document = answers[0]["document"]
    session, congress = document["session"], document["congress"]
    when = f"{congress['title']}, {_moment(session['starts'])} Uhr"
    number = len(document["questions"])
    asked = "1 Frage" if number == 1 else f"{number} Fragen"
    text = format_html(
        "<h1>{}</h1><p>{}</p>{}{}",
        session["title"],
        when,
        mark_safe(answers[0]["abstract_html"]),  # noqa: S308 - rendered and sanitised by core.markdown
        format_html_join("", "{}", ((_group(document, *group),) for group in GROUPS)),
    )
    return PageText(f"Dokumentation: {session['title']}", f"{when}. {asked} aus dem Saal und die Antworten.", text)


def _moment(text: str) -> str:
    moment = parse_datetime(text)
    return timezone.localtime(moment).strftime("%d.%m.%Y, %H:%M") if moment else ""


def _group(document: dict[str, Any], state: str, heading: str) -> SafeString:
    rows = [row for row in document["questions"] if row["state"] == state]
    rows.sort(key=lambda row: (-row["score"], row["number"]))
    shown = ((row["number"], row["text"], row["score"], row["by"] or "ohne Namen", _answers(row)) for row in rows)
    items = format_html_join("", '<li id="frage-{}"><b>{}</b> (Stimmen: {}, {}){}</li>', shown)
    return format_html("<h2>{}</h2><ul>{}</ul>", heading, items) if rows else SafeString()


def _answers(row: dict[str, Any]) -> SafeString:
    answers = format_html_join("", "<blockquote>{}: {}</blockquote>", ((a["by"], a["text"]) for a in row["answers"]))
    thread = row["thread"]
    link = format_html(' <a href="{}">{}</a>', thread["url"], thread["title"]) if thread else SafeString()
    return format_html("{}{}", answers, link)
