"""The start page and the pages of one's account."""

from api.shell.pages import Page, PageText


PAGES: list[Page] = [
    Page(
        "",
        "/(main)",
        PageText("Ratschlag", "Das Netzwerk der Kommunen: fragen, Praxisbeispiele finden, auf Kongressen mitreden."),
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
