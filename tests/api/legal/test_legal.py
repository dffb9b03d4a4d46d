"""The legal pages."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings as SettingsWrapper

from api.legal.texts import TITLES
from tests.conftest import ApiClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", sorted(TITLES))
@pytest.mark.parametrize("language", ["de", "en"])
def test_each_text_is_there_in_both_languages(api: ApiClient, slug: str, language: str) -> None:
    answer = api.send("get", f"legal/{slug}?lang={language}")
    assert answer.status_code == 200
    assert answer.json()["slug"] == slug
    assert answer.json()["placeholder"] is (slug != "x")
    assert answer.json()["title"]


def test_an_unknown_language_falls_back_to_german(api: ApiClient) -> None:
    assert api.send("get", "legal/impressum?lang=../../x").json()["title"] == "Impressum"


@pytest.mark.parametrize("slug", ["unbekannt", "impressum.de"])
def test_an_unknown_text_is_not_found(api: ApiClient, slug: str) -> None:
    assert api.send("get", f"legal/{slug}").json()["code"] == "not_found"


def test_a_changed_file_is_read_again(api: ApiClient, settings: SettingsWrapper, tmp_path: Path) -> None:
    settings.LEGAL_DIR = tmp_path
    (tmp_path / "impressum.de.md").write_text("# Über uns\n\nStadt **Ä**", encoding="utf-8")
    page = api.send("get", "legal/impressum").json()
    assert (page["title"], page["html"], page["placeholder"]) == (
        "Über uns",
        "<p>Stadt <strong>Ä</strong></p>\n",
        False,
    )
