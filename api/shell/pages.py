"""What the shell knows of a page: its address, its first API answers, and how to describe them.

Each domain folder lists its pages in ``pages.py``; ``api/shell/registry.py`` collects them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Parameters = dict[str, Any]


@dataclass(frozen=True)
class PageText:
    """How a page describes itself: to the browser's tab, to a link preview, and to readers without JavaScript.

    ``text`` is safe HTML; it stays empty on pages that are not public.
    """

    title: str
    description: str = ""
    text: SafeString = field(default_factory=SafeString)


def _no_answers(parameters: Parameters, query: QueryDict) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Page:
    """One page.

    ``address``: Django's path syntax without leading slash. ``route``: the route id of the single page application,
    which tells the files to load ahead. ``answers``: the API paths that the page asks first, exactly as it asks
    them. ``describe``: gets those answers that were given (status 200), in order; with none given the shell uses
    ``fallback``.
    """

    address: str
    route: str
    fallback: PageText
    answers: Callable[[Parameters, QueryDict], Sequence[str]] = _no_answers
    describe: Callable[[list[Any]], PageText] | None = None

    def pattern(self) -> URLPattern:
        return path(self.address, lambda request: None, name=self.route)  # type: ignore[arg-type, return-value]  # only its pattern is used


def link_list(heading: str, rows: Sequence[tuple[str, str]], level: int = 1) -> SafeString:
    """A heading of this level and a list of links (address, text) as safe HTML, to be read before scripts run."""
    items = format_html_join("", '<li><a href="{}">{}</a></li>', rows)
    return format_html("<h{0}>{1}</h{0}><ul>{2}</ul>", level, heading, items)
