"""Serves the page shell for each address of the application."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from api.shell import registry, template
from api.shell.pages import Page, PageText

SESSION = "/api/v1/session"
NOT_BUILT = "The frontend is not built: run `make run`."
OFFLINE = PageText("Einen Moment", "Die Seite wird ohne Netz geöffnet.")
OFFLINE_ROUTES = ("/(live)/live", "/(live)/live/[id]")
NOT_FOUND = PageText("Seite nicht gefunden", "Diese Adresse gibt es nicht.")


@require_safe
@gzip_page  # no secret is in the page: the CSRF token is in its cookie alone
@ensure_csrf_cookie
def page(request: HttpRequest, path: str) -> HttpResponse:
    """One page: the built shell with title, preview tags, the first API answers, and text to read before scripts run.

    The answers come from the API's own views with this very request's user, so that a page can never carry more than
    the API gives. Status 404 when the address is unknown or the first answer is.
    """
    try:
        shell = template.load()
    except FileNotFoundError:
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain")
    found = registry.find(path)
    answers, status = _answers(request, *found) if found else ({}, 404)
    text = _describe(found[0], list(answers.values()), status) if found else NOT_FOUND
    session = ask(request, SESSION)[1]
    html = (
        shell.html.replace(template.HEAD, _head(request, text) + (shell.preloads(found[0].route) if found else ""), 1)
        .replace(template.DATA, template.embed({"session": session, "answers": answers}), 1)
        .replace(template.TEXT, _first(found[0].route if found else "/(main)", text), 1)
    )
    response = HttpResponse(html, status=status)
    response["Content-Security-Policy"] = shell.policy
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@gzip_page
def offline(request: HttpRequest) -> HttpResponse:
    """The page without anybody in it: what the service worker keeps, for every address, for the time without network.

    It is the same for everybody and sets no cookie. It names the files of the live pages, also those that are loaded
    only when somebody needs them, so that these pages work from what is kept.
    """
    try:
        shell = template.load()
    except FileNotFoundError:
        return HttpResponse(NOT_BUILT, status=503, content_type="text/plain")
    files = format_html_join("", "{}", ((shell.preloads(route),) for route in OFFLINE_ROUTES))
    html = (
        shell.html.replace(template.HEAD, format_html("<title>{}</title>{}", "Ratschlag", files), 1)
        .replace(template.DATA, template.embed({"answers": {}, "later": shell.files.get("later", [])}), 1)
        .replace(template.TEXT, _first("/(live)", OFFLINE), 1)
    )
    response = HttpResponse(html)
    response["Content-Security-Policy"] = shell.policy
    return response


def _answers(request: HttpRequest, found: Page, parameters: dict[str, Any]) -> tuple[dict[str, Any], int]:
    answers: dict[str, Any] = {}
    page_status = 200
    for index, address in enumerate(found.answers(parameters, request.GET)):
        status, data = ask(request, address)
        if status == 200:
            answers[address] = data
        elif index == 0 and status == 404:
            page_status = 404
    return answers, page_status


def ask(request: HttpRequest, address: str) -> tuple[int, Any]:
    """The API's answer to a GET of this address by the same person: status and decoded body."""
    route, _, query = address.partition("?")
    try:
        match = resolve(route)
    except Resolver404:
        return 404, None
    inner = HttpRequest()
    inner.method = "GET"
    inner.path = inner.path_info = route
    inner.META = {name: value for name, value in request.META.items() if name != "HTTP_IF_NONE_MATCH"}
    inner.META.update({"REQUEST_METHOD": "GET", "PATH_INFO": route, "QUERY_STRING": query})
    inner.GET = QueryDict(query)
    inner.COOKIES = request.COOKIES
    inner.session = request.session
    inner.user = request.user
    inner.resolver_match = match
    response = match.func(inner, *match.args, **match.kwargs)
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    is_json = response.status_code == 200 and "json" in response.headers.get("Content-Type", "")
    return response.status_code, json.loads(response.content) if is_json else None


def _describe(found: Page, answers: list[Any], status: int) -> PageText:
    if status == 404:
        return NOT_FOUND
    if found.describe is None or not answers:
        return found.fallback
    return found.describe(answers)


def _first(route: str, text: PageText) -> SafeString:
    """The page's text, to be read until the application takes its place; the dark stage begins with nothing."""
    words = text.text or format_html("<h1>{}</h1><p>{}</p>", text.title, text.description)
    if route.startswith("/(main)"):
        home = format_html('<header><a href="/">{}</a></header>', "Ratschlag")
        return format_html('<div id="first" class="main" lang="de">{}<main>{}</main></div>', home, words)
    if route.startswith("/(live)"):
        return format_html('<div id="first" lang="de"><main>{}</main></div>', words)
    return format_html("<noscript>{}</noscript>", words)


def _head(request: HttpRequest, text: PageText) -> SafeString:
    title = "Ratschlag" if text.title == "Ratschlag" else f"{text.title} - Ratschlag"
    return format_html(
        '<title>{0}</title><meta name="description" content="{1}"><meta property="og:title" content="{0}">'
        '<meta property="og:description" content="{1}"><meta property="og:type" content="website">'
        '<meta property="og:site_name" content="Ratschlag"><meta property="og:url" content="{2}">'
        '<link rel="canonical" href="{2}">',
        title,
        text.description[:300],
        escape(settings.BASE_URL + request.path),
    )
