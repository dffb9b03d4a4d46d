"""The pages that the law asks for, and two that it does not."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from api.legal.texts import TITLES
from api.shell.pages import Page, PageText


def _describe(answers: list[Any]) -> PageText:
    title, html = answers[0]["title"], answers[0]["html"]
    text = format_html("<h1>{}</h1>{}", title, mark_safe(html))  # noqa: S308 - rendered and sanitised by core.markdown
    return PageText(title, title, text)


def _page(slug: str, title: str) -> Page:
    return Page(
        slug,
        f"/(main)/{slug}",
        PageText(title),
        answers=lambda parameters, query: [f"/api/v1/legal/{slug}"],
        describe=_describe,
    )


PAGES: list[Page] = [_page(slug, title) for slug, title in TITLES.items()]
