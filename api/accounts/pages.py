"""The start page and the pages of one's account."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from api.shell.pages import Page, PageText, link_list

START = PageText("Ratschlag", "Das Netzwerk der Kommunen: fragen, Praxisbeispiele finden, auf Kongressen mitreden.")
EXAMPLES = "/api/v1/practice/examples"
AREAS = (
    ("/forum", "Forum"),
    ("/praxis", "Praxisbeispiele"),
    ("/kongresse", "Kongresse"),
    ("/netzwerk", "Netzwerk"),
)


def _start(answers: list[Any]) -> PageText:
    """The areas and, when the list of examples was given, the newest ones."""
    found: list[Any] = next((answer["items"] for answer in answers if answer.get("items")), [])
    examples = [(f"/praxis/{row['public_id']}", row["title"]) for row in found if "public_id" in row]
    newest = link_list("Neue Praxisbeispiele", examples[:3], level=2) if examples else SafeString("")
    text = format_html("{}<p>{}</p>{}", link_list(START.title, AREAS), START.description, newest)
    return PageText(START.title, START.description, text)


PAGES: list[Page] = [
    Page(
        "",
        "/(main)",
        START,
        # The second and fourth are a member's; a guest is refused the fourth, and it is left out.
        answers=lambda parameters, query: [
            EXAMPLES,
            "/api/v1/threads/overview",
            "/api/v1/congresses/next",
            "/api/v1/practice/mine",
        ],
        describe=_start,
    ),
    Page("anmelden", "/(main)/anmelden", PageText("Anmelden", "Mit E-Mail-Adresse und Kennwort anmelden.")),
    Page("konto", "/(main)/konto", PageText("Ihr Konto"), answers=lambda parameters, query: ["/api/v1/account"]),
    Page(
        "konto/registrieren",
        "/(main)/konto/registrieren",
        PageText("Konto anlegen", "Für Beschäftigte von Kommunen und Kommunalen Integrationszentren."),
        answers=lambda parameters, query: ["/api/v1/registration"],
    ),
    Page(
        "konto/bestaetigungen",
        "/(main)/konto/bestaetigungen",
        PageText("Bestätigungen"),
        answers=lambda parameters, query: ["/api/v1/affiliations/pending"],
    ),
    Page("konto/bestaetigen/<str:key>", "/(main)/konto/bestaetigen/[key]", PageText("E-Mail-Adresse bestätigen")),
    Page("konto/passwort", "/(main)/konto/passwort", PageText("Kennwort vergessen")),
    Page("konto/passwort/<str:key>", "/(main)/konto/passwort/[key]", PageText("Neues Kennwort festlegen")),
]
