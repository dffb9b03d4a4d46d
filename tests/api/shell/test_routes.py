"""The shell's list of pages and the application's routes are the same."""

import re
from pathlib import Path

from api.shell.registry import PAGES

ROUTES = Path(__file__).resolve().parents[3] / "frontend" / "src" / "routes"
WITHOUT_SHELL_ENTRY = {"/stil"}


def route_ids() -> set[str]:
    found = {"/" + str(file.parent.relative_to(ROUTES)) for file in ROUTES.rglob("+page.svelte")}
    return {"/" if route == "/." else route for route in found if not route.endswith(tuple(WITHOUT_SHELL_ENTRY))}


def addresses_of(route: str) -> set[str]:
    """The addresses of a route, parameters as ``*``; an optional last parameter gives two."""
    parts = [part for part in route.strip("/").split("/") if part and not part.startswith("(")]
    full = "/".join("*" if part.startswith("[") else part for part in parts)
    return {full, full.removesuffix("/*")} if parts and parts[-1].startswith("[[") else {full}


def test_each_route_of_the_application_is_known_to_the_shell() -> None:
    assert route_ids() - {page.route for page in PAGES} == set()


def test_the_shell_knows_no_page_that_the_application_has_not() -> None:
    assert {page.route for page in PAGES} - route_ids() == set()


def test_each_page_has_the_address_of_its_route() -> None:
    wrong = [
        (page.address, page.route)
        for page in PAGES
        if re.sub(r"<[^>]+>", "*", page.address) not in addresses_of(page.route)
    ]
    assert wrong == []
