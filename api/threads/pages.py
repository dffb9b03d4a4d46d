"""The forum's pages and the answers they ask first."""

from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from api.shell.pages import Page, PageText, Parameters, link_list
from forum.core.markdown import plain

API = "/api/v1"
FORUM = PageText("Forum", "Fragen und Erfahrungen aus den Kommunen.")
TABS = {"unbeantwortet": "unanswered", "meine": "mine"}
DESCRIPTION_LENGTH = 200


def _list_answers(parameters: Parameters, query: QueryDict) -> list[str]:
    wanted = {
        "category": parameters.get("category", ""),
        "filter": TABS.get(query.get("ansicht", ""), ""),
        "kind": query.get("art", ""),
    }
    search = urlencode({name: value for name, value in wanted.items() if value})
    threads = f"{API}/threads?{search}" if search else f"{API}/threads"
    return [threads, f"{API}/categories", f"{API}/threads/overview"]


def _thread_answers(parameters: Parameters, query: QueryDict) -> list[str]:
    slug = parameters.get("slug", "")
    start = query.get("from", "") or (slug if slug.isdigit() else "")
    address = f"{API}/threads/{parameters['thread_id']}"
    return [f"{address}?{urlencode({'from': start})}" if start else address]


def _describe_list(answers: list[Any]) -> PageText:
    items = answers[0]["items"]
    text = link_list(FORUM.title, [(f"/t/{item['id']}/{item['slug']}", item["title"]) for item in items])
    return PageText(FORUM.title, FORUM.description, text)


def _describe_thread(answers: list[Any]) -> PageText:
    answer = answers[0]
    thread, posts = answer["thread"], [post for post in answer["posts"] if post["html"]]
    description = plain(posts[0]["html"])[:DESCRIPTION_LENGTH] if posts else ""
    public = thread["category"]["access"] == "public" and thread["state"] == "published"
    safe = [mark_safe(post["html"]) for post in posts]  # noqa: S308 - sanitised when it was written
    words = format_html_join("", "<article>{}</article>", ((html,) for html in safe))
    text = format_html("<h1>{}</h1>{}", thread["title"], words) if public else SafeString("")
    return PageText(thread["title"], description, text)


def _no_answer_but(*addresses: str) -> Any:
    return lambda parameters, query: list(addresses)


PAGES: list[Page] = [
    Page(
        "forum/fragen",
        "/(main)/forum/fragen",
        PageText("Frage stellen", "Fragen Sie Kolleg:innen aus anderen Kommunen."),
        answers=_no_answer_but(f"{API}/categories", f"{API}/threads/identities"),
    ),
    Page("forum", "/(main)/forum", FORUM, answers=_list_answers, describe=_describe_list),
    Page("forum/<slug:category>", "/(main)/forum/[category]", FORUM, answers=_list_answers, describe=_describe_list),
    Page(
        "t/<int:thread_id>",
        "/(main)/t/[id]/[[slug]]",
        PageText("Thema"),
        answers=_thread_answers,
        describe=_describe_thread,
    ),
    Page(
        "t/<int:thread_id>/<slug:slug>",
        "/(main)/t/[id]/[[slug]]",
        PageText("Thema"),
        answers=_thread_answers,
        describe=_describe_thread,
    ),
]
