"""The start page carries its first answers, and no more than each person may see."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
SHELL = "<html><head><!--shell:head--></head><body><!--shell:data--><!--shell:text--></body></html>"


@pytest.fixture(autouse=True)
def _built(tmp_path: Path, settings: Any) -> None:
    (tmp_path / "shell.html").write_text(SHELL)
    settings.FRONTEND_DIR = tmp_path


def test_a_guest_gets_public_answers_only() -> None:
    page = Client().get("/").content.decode()
    assert "/api/v1/practice/examples" in page
    assert "/api/v1/congresses/next" in page
    assert "/api/v1/practice/mine" not in page
    assert '"session":{"user":null}' in page
    assert "<h1>Ratschlag</h1>" in page


def test_a_member_gets_all_four() -> None:
    client = Client()
    client.force_login(make_user(name="Mira Kaya"))
    page = client.get("/").content.decode()
    for path in ("practice/examples", "threads/overview", "congresses/next", "practice/mine"):
        assert f'"/api/v1/{path}"' in page
    assert '"name":"Mira Kaya"' in page


def test_the_account_of_a_guest_is_an_empty_page_and_not_an_error() -> None:
    answer = Client().get("/konto")
    assert answer.status_code == 200
    assert "/api/v1/account" not in answer.content.decode()


@pytest.mark.parametrize("path", ["anmelden", "konto/registrieren", "konto/passwort", "konto/passwort/a-b", "netzwerk"])
def test_each_page_has_an_address(path: str) -> None:
    assert Client().get(f"/{path}").status_code == 200


def test_an_unknown_municipality_is_a_page_not_found() -> None:
    assert Client().get("/kommunen/00000000").status_code == 404
