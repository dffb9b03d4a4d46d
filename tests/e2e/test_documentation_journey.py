"""The documentation of a session in the browser: read, searched, printed, taken away as files, published."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from forum.congress import documents
from scripts.local_server import Server, local_server
from tests.e2e.documented_sessions import HIDDEN, LARGE, TITLE, UNPUBLISHED
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with local_server(tmp_path_factory.mktemp("server"), fill="tests.e2e.documented_sessions") as started:
        yield started


def open_documentation(page: Page, title: str = TITLE) -> None:
    page.goto("/kongresse/vergangener-kongress")
    page.get_by_role("link", name=f"Dokumentation: {title}").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_focused()


def sign_in(page: Page, server: Server, who: str) -> None:
    page.goto("/anmelden?weiter=/kongresse/vergangener-kongress")
    page.get_by_label("E-Mail-Adresse").fill(server.demo.emails[who])
    page.get_by_label("Kennwort", exact=True).fill(server.demo.password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/kongresse/vergangener-kongress")


def test_a_guest_comes_from_the_programme_and_reads_what_was_asked_and_answered(
    guest: Page, accessible: Callable[[Page], None]
) -> None:
    open_documentation(guest)
    answered = guest.get_by_role("region", name=re.compile("^Beantwortet"))
    rows = answered.get_by_role("article")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("31")
    expect(rows.nth(0)).to_contain_text("Ratlos im Rathaus")
    expect(rows.nth(1)).to_contain_text("Wer lädt die Ämter eigentlich ein?")
    expect(rows.nth(1)).to_contain_text("Leila Haddad")
    expect(guest.get_by_role("region", name=re.compile("^Zurückgestellt")).get_by_role("article")).to_have_count(1)
    expect(guest.get_by_role("region", name="Umfragen").get_by_role("table")).to_have_count(4)
    expect(guest.get_by_text("weniger als 10")).to_have_count(0)
    assert HIDDEN not in guest.content()
    accessible(guest)


def test_words_and_groups_are_pictures_with_the_same_figures_as_a_table(
    guest: Page, accessible: Callable[[Page], None]
) -> None:
    open_documentation(guest)
    words = guest.locator(".poll", has_text="Wortwolke")
    expect(words.locator(".word")).to_have_count(2)  # placed once the page is laid out
    assert sorted(words.locator(".word").all_inner_texts()) == ["Geduld", "Vertrauen"]
    expect(words.get_by_role("row", name="Vertrauen")).to_contain_text("7")
    groups = guest.get_by_role("table", name="Nach Größe")
    widths = groups.locator("rect").evaluate_all("bars => bars.map(bar => Math.round(bar.width.baseVal.value))")
    figures = [int(text) for text in groups.get_by_role("cell").all_inner_texts()[: len(widths)]]
    assert widths == [round(100 * figure / max(figures)) for figure in figures]
    accessible(guest)


def test_the_page_is_there_without_scripts_and_in_a_preview(server: Server, guest: Page) -> None:
    open_documentation(guest)
    html = guest.request.get(guest.url).text()
    assert f"<title>Dokumentation: {TITLE} - Ratschlag</title>" in html
    assert 'property="og:description" content="Vergangener Kongress, ' in html
    assert html.count('<li id="frage-') == 5
    assert HIDDEN not in html


def test_a_question_is_found_by_its_words_and_has_an_address_of_its_own(
    guest: Page, accessible: Callable[[Page], None]
) -> None:
    open_documentation(guest)
    search = guest.get_by_role("searchbox", name="In den Fragen suchen")
    search.fill("STELLE kostet")
    expect(guest.get_by_role("article").filter(has=guest.get_by_role("heading", level=3))).to_have_count(1)
    expect(guest.get_by_text("1 Frage gefunden")).to_be_attached()
    search.fill("gibtesnicht")
    expect(guest.get_by_text("Keine Frage enthält diese Wörter").first).to_be_visible()
    accessible(guest)
    guest.get_by_role("button", name="Suche leeren").click()
    guest.get_by_role("link", name="Link zu Frage 1", exact=True).click()
    assert guest.url.endswith("#frage-1")


@pytest.mark.parametrize("name", ["PDF", "Excel", "CSV", "JSON"])
def test_a_guest_takes_each_file_away_by_keyboard(guest: Page, name: str, tmp_path: Path) -> None:
    open_documentation(guest)
    button = guest.get_by_role("button", name=f"{name} herunterladen")
    button.focus()
    with guest.expect_download() as download:
        guest.keyboard.press("Enter")
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert re.fullmatch(rf"\d{{4}}-\d\d-\d\d {TITLE}\.(pdf|xlsx|csv|json)", saved.name)
    content = saved.read_bytes()
    assert "Ordnungsamt, Jugendhilfe" in text_of(saved.suffix, content)
    assert HIDDEN not in text_of(saved.suffix, content)
    expect(guest.get_by_text(f"{name} liegt bereit")).to_be_attached()
    expect(guest.get_by_role("link", name="Noch einmal herunterladen")).to_be_visible()


def text_of(suffix: str, content: bytes) -> str:
    if suffix == ".pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    if suffix == ".xlsx":
        cells = (cell.value for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row)
        return " ".join(str(cell) for cell in cells if cell is not None)
    if suffix == ".json":
        return " ".join(question.text for question in documents.decode(content).questions)
    return content.decode("utf-8-sig")


def test_a_file_that_fails_can_be_asked_for_again(
    guest: Page, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("net::ERR_FAILED")
    open_documentation(guest)
    guest.route("**/exports", lambda route: route.abort())
    guest.get_by_role("button", name="CSV herunterladen").click()
    expect(guest.get_by_text("Keine Verbindung.").first).to_be_visible()
    accessible(guest)
    guest.unroute("**/exports")
    with guest.expect_download():
        guest.get_by_role("button", name="Noch einmal versuchen: CSV").click()


def test_on_paper_there_are_the_questions_and_no_controls(guest: Page) -> None:
    open_documentation(guest)
    guest.emulate_media(media="print")
    expect(guest.get_by_role("searchbox")).to_be_hidden()
    expect(guest.get_by_role("button", name="PDF herunterladen")).to_be_hidden()
    expect(guest.get_by_role("article").filter(has_text="Ratlos im Rathaus")).to_be_visible()


def test_five_hundred_questions_are_all_there_and_the_wanted_one_is_seen(browser_page: Visits) -> None:
    """How long they keep the page busy is measured by ``scripts/bench_views.py``."""
    page = browser_page()
    page.goto("/kongresse/vergangener-kongress")
    address = page.get_by_role("link", name=f"Dokumentation: {LARGE}").get_attribute("href")
    page.goto(f"{address}#frage-1")
    expect(page.locator("article[id^=frage-]")).to_have_count(500, timeout=60_000)
    expect(page.locator("#frage-1")).to_be_in_viewport()
    page.emulate_media(media="print")
    expect(page.get_by_role("article")).to_have_count(500)


def test_a_host_publishes_and_takes_back_and_nobody_else_sees_the_preview(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of 404")
    host, stranger = browser_page(DESKTOP), browser_page()
    sign_in(host, server, "host")
    host.get_by_role("link", name=f"Dokumentation: {UNPUBLISHED}").click()
    expect(host.get_by_text("Diese Dokumentation sehen nur Sie")).to_be_visible()
    accessible(host)
    stranger.goto(host.url)
    expect(stranger.get_by_text("Diese Dokumentation gibt es nicht").first).to_be_visible()
    host.get_by_role("button", name="Veröffentlichen").click()
    expect(host.get_by_text("Alle können diese Seite lesen")).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("heading", name=UNPUBLISHED, level=1)).to_be_visible()
    host.get_by_role("button", name="Zurückziehen").click()
    expect(host.get_by_text("Diese Dokumentation sehen nur Sie")).to_be_visible()
