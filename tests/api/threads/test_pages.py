"""The forum's pages carry the answers that they ask first, and never more than their reader may see."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from api.shell import template
from forum.threads.enums import Access
from tests.factories.accounts import make_user
from tests.factories.threads import make_answer, make_category, make_thread

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _build(settings: SettingsWrapper, tmp_path: Path) -> None:
    shell = f"<html><head>{template.HEAD}{template.DATA}</head><body>{template.TEXT}</body></html>"
    (tmp_path / "shell.html").write_text(shell, encoding="utf-8")
    settings.FRONTEND_DIR = tmp_path


def answers(html: str) -> dict[str, Any]:
    found = re.search(r'id="shell-data">(.*?)</script>', html)
    assert found
    return dict(json.loads(found.group(1))["answers"])


def shown_first(html: str) -> str:
    found = re.search(r'<div id="first".*<main>(.*)</main>', html, re.S)
    assert found
    return found.group(1)


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("/forum", ["/api/v1/threads", "/api/v1/categories", "/api/v1/threads/overview"]),
        (
            "/forum?ansicht=unbeantwortet&art=question",
            [
                "/api/v1/threads?filter=unanswered&kind=question",
                "/api/v1/categories",
                "/api/v1/threads/overview",
            ],
        ),
        (
            "/forum/wohnen?ansicht=meine",
            ["/api/v1/threads?category=wohnen&filter=mine", "/api/v1/categories", "/api/v1/threads/overview"],
        ),
        (
            "/forum/wohnen?ansicht=unsinn",
            ["/api/v1/threads?category=wohnen", "/api/v1/categories", "/api/v1/threads/overview"],
        ),
        ("/forum/fragen", ["/api/v1/categories"]),
        ("/forum/fragen?beispiel=PB-2026-001", ["/api/v1/categories"]),
        ("/t/{id}", ["/api/v1/threads/{id}"]),
        ("/t/{id}/frage", ["/api/v1/threads/{id}"]),
        ("/t/{id}/2", ["/api/v1/threads/{id}?from=2"]),
        ("/t/{id}/frage?from=2", ["/api/v1/threads/{id}?from=2"]),
    ],
)
def test_a_page_brings_the_answers_it_asks_first(page: str, asked: list[str], client: Client) -> None:
    thread = make_thread(make_category(slug="wohnen"))
    make_answer(thread)
    html = client.get(page.format(id=thread.pk)).content.decode()
    expected = [address.format(id=thread.pk) for address in asked]
    assert list(answers(html)) == expected
    assert answers(html)[expected[0]] == client.get(expected[0]).json()


def test_a_public_thread_can_be_read_without_scripts(client: Client) -> None:
    thread = make_thread(title="Wer räumt den Platz?", text="Das fragen **wir** uns <script>alert(1)</script>")
    html = client.get(f"/t/{thread.pk}/x").content.decode()
    assert "<title>Wer räumt den Platz? - Ratschlag</title>" in html
    text = shown_first(html)
    assert text.startswith(
        "<h1>Wer räumt den Platz?</h1><article><p>Das fragen <strong>wir</strong> uns &lt;script&gt;"
    )
    assert "<script>alert" not in html
    assert 'content="Das fragen wir uns &lt;script&gt;alert(1)&lt;/script&gt;"' in html
    assert "Wer räumt den Platz?" in shown_first(client.get("/forum").content.decode())


@pytest.mark.parametrize("access", [Access.MEMBERS, Access.CIRCLE])
def test_a_closed_thread_is_a_404_without_a_word_of_it(access: Access, client: Client) -> None:
    owner = make_user(name="Ute Unsichtbar")
    thread = make_thread(make_category(access, owner, slug="innen"), owner, title="Streng vertraulicher Fall")
    for page in (f"/t/{thread.pk}", f"/t/{thread.pk}/streng-vertraulicher-fall", "/forum/innen"):
        answer = client.get(page)
        assert answer.status_code == 404
        assert "vertraulicher Fall" not in answer.content.decode()
        assert "Unsichtbar" not in answer.content.decode()
    client.force_login(owner)
    answer = client.get(f"/t/{thread.pk}")
    assert answer.status_code == 200
    assert "vertraulicher" not in shown_first(answer.content.decode()).replace("<h1>Streng vertraulicher Fall</h1>", "")
    assert answer["Cache-Control"] == "private, no-store"
