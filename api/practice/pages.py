"""The pages of practice examples and of the editors' desk."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from api.shell.pages import Page, PageText, Parameters, link_list
from forum.practice.facets import OPTIONS

HEADING = "Praxisbeispiele"


def _list_answers(parameters: Parameters, query: QueryDict) -> list[str]:
    """List and facets with the selection of the address, facets in their fixed order."""
    chosen = [(name, code) for name in OPTIONS for code in query.getlist(name)]
    tail = f"?{urlencode(chosen)}" if chosen else ""
    return [f"/api/v1/practice/examples{tail}", f"/api/v1/practice/facets{tail}"]


def _describe_list(answers: list[Any]) -> PageText:
    rows = [(f"/praxis/{row['public_id']}", f"{row['title']} ({row['public_id']})") for row in answers[0]["items"]]
    return PageText(HEADING, "Was Kommunen getan haben und wie es ging.", link_list(HEADING, rows))


def _describe_example(answers: list[Any]) -> PageText:
    text = answers[0]["text"]
    if text is None:
        return PageText("Vorübergehend nicht verfügbar", "Dieses Praxisbeispiel wird gerade geprüft.")
    if text["visibility"] != "public":
        return PageText(text["title"])
    parts = [format_html("<h1>{}</h1><p>{}</p>", text["title"], text["teaser"])]
    for heading, name in (("Ausgangslage", "context_html"), ("Ziele", "goals_html"), ("Ergebnisse", "results_html")):
        html = mark_safe(text[name])  # noqa: S308 - rendered and sanitised by core.markdown at write
        parts.append(format_html("<h2>{}</h2>{}", heading, html) if html else SafeString(""))
    steps = SafeString("").join(
        format_html("<li><strong>{}</strong> {}</li>", step["title"], step["text"]) for step in text["procedure"]
    )
    parts.append(format_html("<h2>Vorgehen</h2><ol>{}</ol>", steps))
    return PageText(text["title"], text["teaser"], format_html_join("", "{}", ((part,) for part in parts)))


def _desk_answers(parameters: Parameters, query: QueryDict) -> list[str]:
    state = query.get("stand", "")
    return [f"/api/v1/practice/desk?{urlencode({'state': state})}" if state else "/api/v1/practice/desk"]


def _one(template: str) -> Any:
    return lambda parameters, query: [template.format(**parameters)]


PAGES: list[Page] = [
    Page("praxis", "/(main)/praxis", PageText(HEADING), answers=_list_answers, describe=_describe_list),
    Page("praxis/einreichen", "/(main)/praxis/einreichen", PageText("Praxisbeispiel einreichen")),
    Page(
        "praxis/meine", "/(main)/praxis/meine", PageText("Meine Praxisbeispiele"), answers=_one("/api/v1/practice/mine")
    ),
    Page(
        "praxis/entwurf/<int:revision_id>",
        "/(main)/praxis/entwurf/[id]",
        PageText("Entwurf"),
        _one("/api/v1/practice/revisions/{revision_id}"),
    ),
    Page(
        "praxis/<str:public_id>",
        "/(main)/praxis/[id]",
        PageText("Praxisbeispiel"),
        _one("/api/v1/practice/examples/{public_id}"),
        _describe_example,
    ),
    Page("redaktion", "/(main)/redaktion", PageText("Redaktion"), _desk_answers),
    Page(
        "redaktion/<int:revision_id>",
        "/(main)/redaktion/[id]",
        PageText("Prüfung"),
        _one("/api/v1/practice/revisions/{revision_id}"),
    ),
]
