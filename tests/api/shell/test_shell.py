"""The page shell carries title, preview, policy and first answers, and never more than the API gives."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings as SettingsWrapper

from api.shell import registry, template
from api.shell.pages import link_list
from api.shell.template import script_hash
from api.shell.views import ask
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
SCRIPT = "start('x' < 1)"


@pytest.fixture(autouse=True)
def _build(settings: SettingsWrapper, tmp_path: Path) -> None:
    (tmp_path / "shell.html").write_text(
        f'<html><head>{template.HEAD}<link rel="modulepreload" href="/start.js">'
        '<link rel="stylesheet" href="/base.css">'
        f"{template.DATA}</head><body><script>{SCRIPT}</script>"
        f'<script src="/x.js"></script>{template.TEXT}</body></html>',
        encoding="utf-8",
    )
    (tmp_path / "routes.json").write_text(
        json.dumps(
            {"/(main)/impressum": ["_app/a.js", "_app/b.css", "_app/f.woff2"], "later": ["/_app/immutable/polls.js"]}
        ),
        encoding="utf-8",
    )
    settings.FRONTEND_DIR = tmp_path


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="shell-data">(.*?)</script>', html)
    assert found
    return dict(json.loads(found.group(1)))


def test_a_page_has_title_preview_first_answer_and_readable_text(client: Client) -> None:
    answer = client.get("/impressum")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Impressum - Ratschlag</title>" in html
    assert '<meta property="og:title" content="Impressum - Ratschlag">' in html
    answers = data_of(html)["answers"]
    assert isinstance(answers, dict)
    assert answers["/api/v1/legal/impressum"] == client.get("/api/v1/legal/impressum").json()
    assert (
        '<div id="first" class="main" lang="de"><header><a href="/">Ratschlag</a></header><main><h1>Impressum' in html
    )


def test_styles_are_loaded_before_fonts_and_fonts_before_scripts(client: Client) -> None:
    html = client.get("/impressum").content.decode()
    loaded = re.findall(r"<link (?!rel=.canonical)[^>]*>", html)
    assert loaded == [
        '<link rel="stylesheet" href="/base.css">',
        '<link rel="stylesheet" href="/_app/b.css">',
        '<link rel="preload" as="font" type="font/woff2" crossorigin href="/_app/f.woff2">',
        '<link rel="modulepreload" href="/_app/a.js">',
        '<link rel="modulepreload" href="/start.js">',
    ]


def test_the_policy_allows_the_start_script_by_its_hash_and_no_other(client: Client) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert script_hash(SCRIPT) == f"'sha256-{digest}'"
    assert "unsafe" not in policy


def test_an_unknown_address_is_a_page_with_status_404(client: Client) -> None:
    answer = client.get("/gibt/es/nicht")
    assert answer.status_code == 404
    assert "<title>Seite nicht gefunden - Ratschlag</title>" in answer.content.decode()


def test_an_unknown_api_address_is_a_problem_and_no_page(client: Client) -> None:
    answer = client.get("/api/v1/nirgends")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"


def test_the_session_of_the_caller_is_in_the_page_and_the_page_is_kept_by_nobody(client: Client) -> None:
    assert data_of(client.get("/").content.decode())["session"] == {"user": None}
    user = make_user(name="Änne </script><b>")
    client.force_login(user)
    answer = client.get("/")
    html = answer.content.decode()
    session = data_of(html)["session"]
    assert isinstance(session, dict)
    assert session["user"]["name"] == "Änne </script><b>"
    assert "</script><b>" not in html
    assert answer["Cache-Control"] == "private, no-store"
    assert "csrftoken" in answer.cookies


def test_an_answer_is_given_for_the_person_who_asks(client: Client) -> None:
    request = client.get("/").wsgi_request
    assert ask(request, "/api/v1/session") == (200, {"user": None})
    assert ask(request, "/api/v1/nirgends") == (404, None)
    assert ask(request, "/healthz/x") == (200, None) or ask(request, "/healthz/x")[1] is None


def test_without_a_build_the_page_says_what_to_do(client: Client, settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.FRONTEND_DIR = tmp_path / "missing"
    answer = client.get("/")
    assert (answer.status_code, answer.content) == (503, b"The frontend is not built: run `make run`.")


def test_nothing_can_be_posted_to_a_page(client: Client) -> None:
    assert client.post("/").status_code == 405


def test_each_page_is_registered_once() -> None:
    addresses = [page.address for page in registry.PAGES]
    assert sorted(addresses) == sorted(set(addresses))


def test_a_list_for_readers_without_scripts_is_escaped() -> None:
    assert link_list("A & B", [("/t/1", "<x>")]) == '<h1>A &amp; B</h1><ul><li><a href="/t/1">&lt;x&gt;</a></li></ul>'


def test_the_page_kept_for_the_time_without_network_is_the_same_for_everybody(client: Client) -> None:
    client.force_login(make_user(name="Erika Beispiel"))
    answer = client.get("/offline")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert data_of(html) == {"answers": {}, "later": ["/_app/immutable/polls.js"]}
    assert "Erika Beispiel" not in html
    assert "Set-Cookie" not in answer.headers
    assert template.script_hash(SCRIPT) in answer["Content-Security-Policy"]
    assert html == Client().get("/offline").content.decode()
