"""A practice example from the first word to a guest who reads it; what is typed survives."""

from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from forum.accounts.demo import PASSWORD
from tests.e2e.harness.visits import DESKTOP, PHONE, Visits
from tests.e2e.harness.watch import Watch

pytestmark = pytest.mark.e2e
Accessible = Callable[[Page], None]
_numbers = count(1)
CHECKS = 6


@pytest.fixture(autouse=True)
def _refusals_of_allauth(watch: Watch) -> None:
    """allauth answers what succeeds without signing in with 401."""
    watch.expect(r"status of 40[01].*/_allauth/")


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def press_in_dialog(page: Page, name: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def sign_in(page: Page, key: str, back: str) -> None:
    page.goto(f"/anmelden?weiter={back}")
    page.get_by_label("E-Mail-Adresse").fill(f"{key}@musterstadt.example")
    page.get_by_label("Kennwort", exact=True).fill(PASSWORD)
    press(page, "Anmelden")
    page.wait_for_url(lambda url: url.endswith(back) and "/anmelden" not in url)


def saved(page: Page) -> None:
    expect(page.locator("[data-save]")).to_have_attribute("data-save", "saved")


def step(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="Schritte").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=2, name=title)).to_be_visible()


def begin(page: Page, title: str) -> None:
    page.goto("/praxis/einreichen")
    page.get_by_label("Arbeitstitel").fill(title)
    press(page, "Entwurf beginnen")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def tick_all(page: Page, *further: str) -> None:
    boxes = page.get_by_role("dialog").get_by_role("group", name="Anonymisierung geprüft").get_by_role("checkbox")
    expect(boxes).to_have_count(CHECKS)
    for box in boxes.all():
        box.check()
    for label in further:
        page.get_by_role("dialog").get_by_label(label).check()


def fill_first_step(page: Page) -> None:
    page.get_by_label("Kurzfassung").fill("Eine Bank vor dem Rathaus, auf der zugehört wird.")
    page.get_by_label("Art", exact=True).select_option("structure")
    page.get_by_label("Räumliche Ebene").select_option("quarter")
    page.get_by_label("Stand", exact=True).select_option("running")
    page.get_by_label("Beginn").fill("2025-03")
    page.get_by_label("Wohnen und Nachbarschaft").check()
    page.get_by_label("Streit unter Nachbar:innen").check()
    page.get_by_label("Mediation").check()
    saved(page)


def fill_the_rest(page: Page) -> None:
    step(page, "Ausgangslage und Ziele")
    page.get_by_label("Ausgangslage", exact=True).fill("Viele Anliegen, **kein** Ort.")
    page.get_by_label("Ziele", exact=True).fill("Ein Ort zum Reden.")
    saved(page)
    step(page, "Vorgehen und Ergebnisse")
    press(page, "Schritt hinzufügen")
    page.get_by_label("Titel des Schritts").fill("Bank aufstellen")
    page.get_by_label("Was geschah").fill("Mittwochs, zwei Stunden, bei jedem Wetter.")
    page.get_by_label("Dauer").fill("1 Tag")
    page.get_by_label("Ergebnisse", exact=True).fill("Es wird geredet.")
    page.get_by_label("Beleg").select_option("experience")
    page.get_by_label("Stolpersteine").fill("Regen\nLärm der Straße")
    page.get_by_label("Empfehlungen").fill("Immer zu zweit sitzen")
    saved(page)
    step(page, "Aufwand und Übertragung")
    page.get_by_label("Voraussetzungen").fill("Eine Bank")
    page.get_by_label("Kosten im Jahr").select_option("under_1")
    page.get_by_label("Personal, Stunden im Monat").fill("8")
    page.get_by_label("Personal, Rolle").fill("Quartiersarbeit")
    saved(page)
    step(page, "Kontakt und Freigabe")
    page.get_by_label("Ansprechstelle", exact=True).fill("Fachstelle Zusammenleben")
    page.get_by_label("Funktionspostfach").fill("zusammenleben@musterstadt.example")
    saved(page)


def open_at_desk(page: Page, title: str) -> None:
    page.goto("/redaktion")
    page.get_by_role("list", name="Warteschlange").get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def expect_state(page: Page, state: str) -> None:
    expect(page.get_by_role("main").get_by_text(state, exact=True).first).to_be_visible()


def review(curator: Page, accessible: Accessible, title: str) -> None:
    """Claim, ask for something, send it back."""
    open_at_desk(curator, title)
    accessible(curator)
    press(curator, "Prüfung übernehmen")
    expect_state(curator, "in Prüfung")
    curator.get_by_label("Zu welchem Feld?").select_option("results")
    curator.get_by_label("Anmerkung", exact=True).fill("Woran merken Sie das?")
    press(curator, "Anmerkung hinzufügen")
    expect(curator.get_by_text("Woran merken Sie das?")).to_be_visible()
    accessible(curator)
    press(curator, "Rückfragen senden")
    expect_state(curator, "Rückfragen")


def ask_for_release(curator: Page, accessible: Accessible, title: str) -> None:
    """The same curator goes on with what came back."""
    open_at_desk(curator, title)
    press(curator, "Prüfung übernehmen")
    curator.get_by_role("radio", name="mit Anpassung").check()
    curator.get_by_label("Begründung").fill("Braucht nur einen Platz.")
    press(curator, "Einschätzung speichern")
    expect(curator.get_by_text("Für die Freigabe fehlt noch")).to_have_count(0)
    press(curator, "Um Freigabe bitten")
    accessible(curator)
    tick_all(curator)
    press_in_dialog(curator, "Um Freigabe bitten")
    expect_state(curator, "wartet auf Freigabe")


def write_and_submit(author: Page, accessible: Accessible, title: str) -> str:
    """The guided path, with the summary of what is missing on the way; the address of the draft."""
    sign_in(author, "member", "/praxis/einreichen")
    accessible(author)
    begin(author, title)
    press(author, "Einreichen")
    missing = author.get_by_role("alert").get_by_role("link", name="Kurzfassung: Angabe fehlt")
    expect(missing).to_be_visible()
    accessible(author)
    missing.click()
    expect(author.get_by_label("Kurzfassung")).to_be_focused()
    fill_first_step(author)
    fill_the_rest(author)
    accessible(author)
    author.reload()
    expect(author.get_by_label("Funktionspostfach")).to_have_value("zusammenleben@musterstadt.example")
    press(author, "Einreichen")
    expect_state(author, "eingereicht")
    return author.url


def answer_and_resubmit(author: Page, accessible: Accessible, address: str) -> None:
    author.goto(address)
    author.get_by_role("textbox", name="Antwort").fill("Die Anrufe wurden weniger.")
    press(author, "Antwort speichern")
    expect(author.get_by_text("beantwortet", exact=True)).to_be_visible()
    accessible(author)
    press(author, "Einreichen")
    expect_state(author, "eingereicht")


def release(lead: Page, accessible: Accessible, title: str) -> None:
    sign_in(lead, "lead", "/praxis/meine")
    accessible(lead)
    lead.get_by_role("list", name="Wartet auf Ihre Freigabe").get_by_role("link", name=title).click()
    expect(lead.get_by_text("Es wird geredet.")).to_be_visible()
    press(lead, "Freigeben")
    accessible(lead)
    lead.get_by_label("Ihre Funktion").fill("Leitung Fachbereich Soziales")
    press_in_dialog(lead, "Freigeben")
    expect_state(lead, "freigegeben")


def publish(second: Page, title: str) -> None:
    sign_in(second, "curator2", "/redaktion")
    open_at_desk(second, title)
    press(second, "Veröffentlichen")
    tick_all(second, "Links und Dateien sind geprüft")
    press_in_dialog(second, "Veröffentlichen")
    expect_state(second, "veröffentlicht")


def test_submit_review_release_publish_read(browser_page: Visits, accessible: Accessible, watch: Watch) -> None:
    watch.expect("status of 422")
    title = f"Die Zuhörbank vor dem Rathaus {next(_numbers)}"
    author, curator, lead, second = (browser_page(DESKTOP) for _ in range(4))
    guest = browser_page(PHONE)
    address = write_and_submit(author, accessible, title)
    sign_in(curator, "curator", "/redaktion")
    accessible(curator)
    review(curator, accessible, title)
    answer_and_resubmit(author, accessible, address)
    ask_for_release(curator, accessible, title)
    release(lead, accessible, title)

    guest.goto("/praxis")
    expect(guest.get_by_role("list", name="Liste der Praxisbeispiele")).to_be_visible()
    expect(guest.get_by_role("link", name=title)).to_have_count(0)
    open_at_desk(curator, title)
    expect(curator.get_by_role("button", name="Veröffentlichen", exact=True)).to_have_count(0)
    publish(second, title)

    guest.goto("/praxis")
    accessible(guest)
    guest.get_by_role("link", name=title).click()
    expect(guest.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(guest.get_by_text("Es wird geredet.")).to_be_visible()
    expect(guest.get_by_text("mit Anpassung", exact=True)).to_be_visible()
    accessible(guest)


def test_facets_narrow_the_list_in_the_address(browser_page: Visits, accessible: Accessible) -> None:
    guest = browser_page(DESKTOP)
    guest.goto("/praxis")
    guest.get_by_role("navigation", name="Filter").get_by_role("link", name="Lernfall").click()
    guest.wait_for_url("**/praxis?kind=lesson_case")
    expect(guest.get_by_role("list", name="Liste der Praxisbeispiele").get_by_role("listitem")).to_have_count(1)
    accessible(guest)
    guest.get_by_role("link", name="Filter „Art: Lernfall“ entfernen").click()
    guest.wait_for_url("**/praxis")


def test_what_is_typed_survives_a_lost_network_and_another_tab(browser_page: Visits, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    watch.expect("status of 409")
    author = browser_page(DESKTOP)
    sign_in(author, "member", "/praxis/einreichen")
    begin(author, f"Ein Entwurf im Funkloch {next(_numbers)}")
    teaser = author.get_by_label("Kurzfassung")
    author.context.set_offline(True)
    teaser.fill("Im Zug geschrieben.")
    expect(author.locator("[data-save]")).to_have_attribute("data-save", "offline")
    author.context.set_offline(False)
    saved(author)
    other = author.context.new_page()
    other.goto(author.url)
    other.get_by_label("Kurzfassung").fill("Im zweiten Fenster.")
    saved(other)
    teaser.fill("Im ersten Fenster.")
    expect(author.locator("[data-save]")).to_have_attribute("data-save", "conflict")
    author.reload()
    expect(teaser).to_have_value("Im ersten Fenster.")
    press(author, "Den gespeicherten Stand laden")
    expect(teaser).to_have_value("Im zweiten Fenster.")
