"""Pages of congresses and live sessions, and the answers they ask first."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import QueryDict
from django.utils.dateformat import format as format_date
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from api.congress.documentation_page import describe_documentation
from api.shell.pages import Page, PageText, Parameters, link_list
from forum.core.markdown import plain

API = "/api/v1"
LIST = PageText("Kongresse", "Kongresse und Fachtagungen: Programm, Mitfragen im Saal, Dokumentation.")
LIVE = PageText(
    "Live mitfragen",
    "Code eingeben, Fragen stellen und abstimmen, ohne Anmeldung.",
    format_html(
        '<h1>{}</h1><p>{}</p><p class="rs-meta">{}</p>',
        "Mitfragen",
        "Geben Sie den Code ein, der im Saal zu sehen ist. Sie brauchen kein Konto.",
        "Sie können dann Fragen stellen, auch ohne Namen, und für Fragen stimmen. Wir setzen dafür ein Cookie, "
        "das nur in dieser Fragerunde gilt.",
    ),
)


def _asks(*addresses: str) -> Callable[[Parameters, QueryDict], Sequence[str]]:
    return lambda parameters, query: [address.format(**parameters) for address in addresses]


def _day(text: str) -> str:
    day = parse_date(text)
    return format_date(day, "d.m.Y") if day else ""


def _when(congress: dict[str, Any]) -> str:
    days = dict.fromkeys((_day(congress["starts"]), _day(congress["ends"])))
    return f"{' bis '.join(days)}, {congress['place']}"


def _describe_list(answers: list[Any]) -> PageText:
    rows = [(f"/kongresse/{row['slug']}", f"{row['title']} ({_when(row)})") for row in answers[0]["items"]]
    return PageText(LIST.title, LIST.description, link_list(LIST.title, rows))


def _describe_congress(answers: list[Any]) -> PageText:
    congress = answers[0]
    sessions = [(row["title"], row["room"] or "", plain(row["abstract_html"])) for row in congress["sessions"]]
    speakers = [(row["name"], row["function"], row["topic"]) for row in congress["speakers"]]
    text = format_html(
        "<h1>{}</h1><p>{}</p><p>{}</p><ul>{}</ul><ul>{}</ul>{}",
        congress["title"],
        _when(congress),
        congress["summary"],
        format_html_join("", "<li><b>{}</b> {} {}</li>", sessions),
        format_html_join("", "<li><b>{}</b>, {} {}</li>", speakers),
        mark_safe(congress["documentation_html"]),  # noqa: S308 - rendered and sanitised by core.markdown
    )
    return PageText(congress["title"], f"{_when(congress)}. {congress['summary']}", SafeString(text))


PAGES: list[Page] = [
    Page(
        "kongresse",
        "/(main)/kongresse",
        LIST,
        answers=_asks(f"{API}/congresses", f"{API}/congresses/next"),
        describe=_describe_list,
    ),
    Page("kongresse/neu", "/(main)/kongresse/neu", PageText("Neuer Kongress")),
    Page(
        "kongresse/<slug:slug>/bearbeiten",
        "/(main)/kongresse/[slug]/bearbeiten",
        PageText("Kongress bearbeiten"),
        answers=_asks(f"{API}/congresses/{{slug}}/edit"),
    ),
    # The link in a mail has its secret behind the #, which no server hears of: there is no answer to bring along.
    Page("kongresse/<slug:slug>/anmeldung", "/(main)/kongresse/[slug]/anmeldung", PageText("Anmeldung zum Kongress")),
    Page("kongresse/<slug:slug>/einlass", "/(main)/kongresse/[slug]/einlass", PageText("Einlass")),
    Page(
        "kongresse/<slug:slug>",
        "/(main)/kongresse/[slug]",
        PageText("Kongress"),
        answers=_asks(f"{API}/congresses/{{slug}}"),
        describe=_describe_congress,
    ),
    Page("live", "/(live)/live", LIVE),
    Page(
        "live/<int:session_id>",
        "/(live)/live/[id]",
        LIVE,
        answers=_asks(f"{API}/live/{{session_id}}/state", f"{API}/live/{{session_id}}/me"),
    ),
    Page(
        "live/<int:session_id>/regie",
        "/(desk)/live/[id]/regie",
        PageText("Regie"),
        answers=_asks(f"{API}/live/{{session_id}}/desk/state"),
    ),
    # What the link leads to may change by a press of a button only, and mail scanners fetch pages: nothing comes along.
    Page("live/bescheid", "/(main)/live/bescheid", PageText("Bescheid bekommen")),
    Page(
        "live/<int:session_id>/dokumentation",
        "/(main)/live/[id]/dokumentation",
        PageText("Dokumentation"),
        answers=_asks(f"{API}/live/{{session_id}}/documentation"),
        describe=describe_documentation,
    ),
    # Whoever comes with a secret link shows its key first, so there is no answer to bring along.
    Page("live/<int:session_id>/beleg", "/(live)/live/[id]/beleg", PageText("Meine Fragen")),
    Page("live/<int:session_id>/podium", "/(stage)/live/[id]/podium", PageText("Podium")),
    Page("live/<int:session_id>/saal", "/(stage)/live/[id]/saal", PageText("Saalansicht")),
]
