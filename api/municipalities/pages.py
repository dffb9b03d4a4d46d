"""The directory's pages."""

from typing import Any

from django.utils.html import format_html, format_html_join

from api.shell.pages import Page, PageText, link_list

DIRECTORY = PageText("Netzwerk", "Kreise, Städte und Gemeinden in Nordrhein-Westfalen auf Karte und in der Tabelle.")


def _directory(answers: list[Any]) -> PageText:
    rows = [(f"/kommunen/{row['ags']}", row["name"]) for row in answers[0]["items"]]
    return PageText(DIRECTORY.title, DIRECTORY.description, link_list(DIRECTORY.title, rows))


def _municipality(answers: list[Any]) -> PageText:
    found = answers[0]
    facts = [("Amtlicher Gemeindeschlüssel", found["ags"])]
    if found["region"]:
        facts.append(("Regierungsbezirk", found["region"]))
    if found["population"] is not None:
        facts.append(("Einwohnerzahl", f"{found['population']:,}".replace(",", ".")))
    facts += [("Integrationszentrum", centre["name"]) for centre in found["centres"]]
    children = format_html_join(
        "", '<li><a href="/kommunen/{}">{}</a></li>', ((row["ags"], row["name"]) for row in found["children"])
    )
    text = format_html(
        "<h1>{}</h1><dl>{}</dl>{}",
        found["name"],
        format_html_join("", "<dt>{}</dt><dd>{}</dd>", facts),
        format_html("<ul>{}</ul>", children) if children else "",
    )
    return PageText(found["name"], f"{found['name']} im Netzwerk der Kommunen.", text)


PAGES: list[Page] = [
    Page(
        "netzwerk",
        "/(main)/netzwerk",
        DIRECTORY,
        answers=lambda parameters, query: ["/api/v1/municipalities"],
        describe=_directory,
    ),
    Page(
        "kommunen/<str:ags>",
        "/(main)/kommunen/[ags]",
        PageText("Kommune"),
        answers=lambda parameters, query: [f"/api/v1/municipalities/{parameters['ags']}"],
        describe=_municipality,
    ),
]
