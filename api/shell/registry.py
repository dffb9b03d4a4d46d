"""All pages of the application, first match wins."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern

from api.accounts.pages import PAGES as ACCOUNT_PAGES
from api.congress.pages import PAGES as CONGRESS_PAGES
from api.legal.pages import PAGES as LEGAL_PAGES
from api.municipalities.pages import PAGES as MUNICIPALITY_PAGES
from api.practice.pages import PAGES as PRACTICE_PAGES
from api.search.pages import PAGES as SEARCH_PAGES
from api.shell.pages import Page
from api.threads.pages import PAGES as THREAD_PAGES

PAGES: list[Page] = [
    *ACCOUNT_PAGES,
    *LEGAL_PAGES,
    *SEARCH_PAGES,
    *MUNICIPALITY_PAGES,
    *THREAD_PAGES,
    *PRACTICE_PAGES,
    *CONGRESS_PAGES,
]
_patterns: list[tuple[URLPattern, Page]] = [(page.pattern(), page) for page in PAGES]


def find(address: str) -> tuple[Page, dict[str, Any]] | None:
    """The page at an address (without leading slash) and its parameters; ``None`` for an unknown address."""
    return next(_matches(address.rstrip("/")), None)


def _matches(address: str) -> Iterator[tuple[Page, dict[str, Any]]]:
    for pattern, page in _patterns:
        match = pattern.resolve(address)
        if match is not None:
            yield page, match.kwargs
