from api.shell.pages import Page, PageText

PAGES: list[Page] = [
    Page(
        "",
        "/(main)",
        PageText("Ratschlag", "Das Netzwerk der Kommunen: fragen, Praxisbeispiele finden, auf Kongressen mitreden."),
    ),
]
