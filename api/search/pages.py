from urllib.parse import urlencode

from django.http import QueryDict

from api.shell.pages import Page, PageText, Parameters


def _answers(parameters: Parameters, query: QueryDict) -> list[str]:
    words = query.get("q", "")
    return [f"/api/v1/search?{urlencode({'q': words})}"] if words else []


PAGES: list[Page] = [
    Page(
        "suche",
        "/(main)/suche",
        PageText("Suche", "Beiträge, Praxisbeispiele, Kommunen und Kongresse finden."),
        answers=_answers,
    )
]
