"""From sign-up to membership, and through the directory, in a browser."""

import re
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from forum.accounts.demo import PASSWORD
from tests.e2e.harness.mailbox import Mailbox
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch

pytestmark = pytest.mark.e2e
Accessible = Callable[[Page], None]
OWN = "ein langes Kennwort"
_numbers = count(1)


@pytest.fixture(autouse=True)
def _refusals_of_allauth(watch: Watch) -> None:
    """allauth answers what succeeds without signing in with 401, and bad input with 400."""
    watch.expect(r"status of 40[01].*/_allauth/")


def new_address(domain: str) -> str:
    return f"neu{next(_numbers)}@{domain}"


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Kennwort", exact=True).fill(password)
    press(page, "Anmelden")


def sign_up(page: Page, email: str, name: str) -> None:
    page.goto("/konto/registrieren")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Kennwort").fill(OWN)
    page.get_by_label("Ich habe die Datenschutzerklärung gelesen").check()


def heading(page: Page, name: str) -> Any:
    return page.get_by_role("heading", level=1, name=name)


def test_a_municipal_address_makes_a_member(browser_page: Visits, mailbox: Mailbox, accessible: Accessible) -> None:
    page, email = browser_page(), new_address("musterstadt.example")
    sign_up(page, email, "Neu Kaya")
    expect(page.get_by_text("Ihre Adresse gehört zu: Musterstadt")).to_be_visible()
    accessible(page)
    press(page, "Konto anlegen")
    expect(heading(page, "Bitte sehen Sie in Ihr Postfach")).to_be_visible()
    expect(page.get_by_text("Kommune bestätigen lassen")).to_have_count(0)
    accessible(page)
    page.goto(mailbox.latest_to(email).path_to("/konto/bestaetigen/"))
    expect(heading(page, "E-Mail-Adresse bestätigen")).to_be_visible()
    accessible(page)
    press(page, "Adresse bestätigen")
    page.wait_for_url("**/konto")
    expect(page.get_by_text("Sie arbeiten für: Musterstadt.")).to_be_visible()
    expect(page.get_by_text("Mitglied", exact=True)).to_be_visible()
    accessible(page)


def test_a_coordinator_makes_a_member_of_somebody_with_another_address(
    browser_page: Visits, mailbox: Mailbox, accessible: Accessible
) -> None:
    page, email = browser_page(DESKTOP), new_address("anderswo.example")
    sign_up(page, email, "Jona Fern")
    expect(page.get_by_label("Ihre Kommune")).to_be_visible()
    press(page, "Konto anlegen")
    expect(page.get_by_role("alert").get_by_text("Bitte wählen Sie Ihre Kommune.")).to_be_visible()
    accessible(page)
    page.get_by_label("Ihre Kommune").select_option(label="Beispielburg (Kreis Beispielland)")
    press(page, "Konto anlegen")
    expect(page.get_by_text("Kommune bestätigen lassen")).to_be_visible()
    page.goto(mailbox.latest_to(email).path_to("/konto/bestaetigen/"))
    press(page, "Adresse bestätigen")
    expect(page.get_by_text("Beispielburg wird bestätigt")).to_be_visible()
    expect(page.get_by_text("noch keine", exact=True)).to_be_visible()
    accessible(page)

    coordinator = browser_page(DESKTOP)
    coordinator.goto("/anmelden?weiter=/konto/bestaetigungen")
    sign_in(coordinator, "coordinator@musterstadt.example", PASSWORD)
    expect(coordinator.get_by_text("Jona Fern: Beispielburg")).to_be_visible()
    accessible(coordinator)
    coordinator.get_by_role("group", name="Entscheiden über Jona Fern").get_by_role("button", name="Bestätigen").click()
    expect(coordinator.get_by_text("Jona Fern ist jetzt Mitglied: Beispielburg.")).to_be_visible()
    expect(coordinator.get_by_text("Jona Fern: Beispielburg")).to_have_count(0)
    assert "freigeschaltet" in mailbox.latest_to(email).subject

    page.reload()
    expect(page.get_by_text("Sie arbeiten für: Beispielburg.")).to_be_visible()


def test_an_unconfirmed_address_is_told_so_and_gets_the_mail_again(
    browser_page: Visits, accessible: Accessible
) -> None:
    page, email = browser_page(), new_address("musterstadt.example")
    sign_up(page, email, "Eilig")
    press(page, "Konto anlegen")
    expect(heading(page, "Bitte sehen Sie in Ihr Postfach")).to_be_visible()
    page.goto("/anmelden")
    sign_in(page, email, OWN)
    expect(page.get_by_text("Ihre E-Mail-Adresse ist noch nicht bestätigt")).to_be_visible()
    accessible(page)
    press(page, "E-Mail erneut senden")
    expect(page.get_by_text("ist eine E-Mail unterwegs")).to_be_visible()


def test_a_wrong_password_is_said_beside_the_field_and_nothing_typed_is_lost(
    browser_page: Visits, accessible: Accessible
) -> None:
    page = browser_page()
    page.goto("/anmelden?weiter=/netzwerk")
    accessible(page)
    sign_in(page, "second@musterstadt.example", "ein falsches Kennwort")
    expect(page.get_by_role("alert")).to_be_focused()
    problem = page.get_by_role("link", name="E-Mail-Adresse und Kennwort passen nicht zusammen.")
    expect(problem).to_be_visible()
    accessible(page)
    problem.click()
    expect(page.get_by_label("Kennwort", exact=True)).to_be_focused()
    expect(page.get_by_label("E-Mail-Adresse")).to_have_value("second@musterstadt.example")
    page.get_by_label("Kennwort", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/netzwerk")
    expect(page.get_by_role("button", name="Konto von Jonas Weiß")).to_be_visible()


@pytest.mark.parametrize(
    "back", ["https://boese.example/", "//boese.example/", "/\\boese.example/", "/.//boese.example"]
)
def test_signing_in_never_leads_to_another_site(browser_page: Visits, back: str) -> None:
    page = browser_page()
    page.goto("/anmelden")
    page.evaluate("back => history.replaceState(null, '', '/anmelden?weiter=' + encodeURIComponent(back))", back)
    page.reload()
    sign_in(page, "member@musterstadt.example", PASSWORD)
    expect(page.get_by_role("button", name="Konto von Mira Kaya")).to_be_visible()
    page.wait_for_url(re.compile(r"^http://(localhost|127\.0\.0\.1):\d+/$"))


def test_a_forgotten_password_is_replaced_by_the_link_in_the_mail(
    browser_page: Visits, mailbox: Mailbox, accessible: Accessible
) -> None:
    page, email = browser_page(), new_address("musterstadt.example")
    sign_up(page, email, "Vergesslich")
    press(page, "Konto anlegen")
    expect(heading(page, "Bitte sehen Sie in Ihr Postfach")).to_be_visible()
    page.goto(mailbox.latest_to(email).path_to("/konto/bestaetigen/"))
    press(page, "Adresse bestätigen")
    page.wait_for_url("**/konto")
    page.get_by_role("button", name="Konto von Vergesslich").click()
    page.get_by_role("button", name="Abmelden").click()
    page.wait_for_url(re.compile(r":\d+/$"))

    page.goto("/konto/passwort")
    accessible(page)
    page.get_by_label("E-Mail-Adresse").fill(email)
    press(page, "Verweis anfordern")
    expect(page.get_by_text(f"Wir haben eine E-Mail an {email} geschickt.")).to_be_visible()
    accessible(page)
    page.goto(mailbox.latest_to(email).path_to("/konto/passwort/"))
    page.get_by_label("Neues Kennwort").fill("kurz")
    press(page, "Kennwort speichern")
    expect(page.get_by_role("alert").get_by_text("mindestens 12 Zeichen")).to_be_visible()
    accessible(page)
    page.get_by_label("Neues Kennwort").fill("ein ganz anderes Kennwort")
    press(page, "Kennwort speichern")
    expect(page.get_by_text("Ihr neues Kennwort gilt")).to_be_visible()
    page.goto("/anmelden")
    sign_in(page, email, "ein ganz anderes Kennwort")
    expect(page.get_by_role("button", name="Konto von Vergesslich")).to_be_visible()


def test_a_used_up_link_says_so(browser_page: Visits, accessible: Accessible) -> None:
    page = browser_page()
    page.goto("/konto/bestaetigen/abgelaufen")
    press(page, "Adresse bestätigen")
    expect(page.get_by_role("alert").get_by_text("abgelaufen oder wurde schon benutzt")).to_be_visible()
    accessible(page)


def test_the_directory_is_filtered_on_map_and_table_together(browser_page: Visits, accessible: Accessible) -> None:
    page = browser_page(DESKTOP)
    page.goto("/netzwerk")
    points, rows = page.locator("[data-point]"), page.get_by_role("table").locator("tbody tr")
    expect(points).to_have_count(53)
    expect(rows).to_have_count(55)
    accessible(page)
    page.get_by_label("Regierungsbezirk").select_option("Detmold")
    expect(points).to_have_count(7)
    expect(rows).to_have_count(7)
    page.get_by_label("Regierungsbezirk").select_option("")
    page.get_by_label("Name").press_sequentially("bad muenster")
    expect(rows).to_have_count(1)
    expect(page.get_by_label("Name")).to_have_value("bad muenster")
    page.reload()
    expect(rows).to_have_text(re.compile("Bad Münstereifel"))
    page.get_by_label("Name").fill("gibt es nicht")
    expect(page.get_by_text("Keine Kommune passt dazu")).to_be_visible()
    accessible(page)
    expect(page.get_by_text("Einwohnerzahlen: Stand 31.12.2018.")).to_be_visible()


def test_the_map_is_walked_with_the_keyboard(browser_page: Visits, accessible: Accessible) -> None:
    page = browser_page(DESKTOP)
    page.goto("/netzwerk?bezirk=Detmold")
    page.get_by_label("Art", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Bielefeld, 333.786 Einwohner:innen")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="Kreis Paderborn, 306.890 Einwohner:innen")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/kommunen/05774")
    expect(heading(page, "Kreis Paderborn")).to_be_focused()
    expect(page.get_by_text("Wer hier arbeitet, sehen nur Mitglieder.")).to_be_visible()
    accessible(page)


def test_the_directory_fits_a_narrow_screen(browser_page: Visits) -> None:
    page = browser_page((320, 640))
    for path in ("/netzwerk?art=all", "/kommunen/05334", "/anmelden", "/konto/registrieren"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_start_page_shows_a_guest_what_this_is(browser_page: Visits, accessible: Accessible) -> None:
    page = browser_page()
    page.goto("/")
    expect(heading(page, "Kommunen fragen Kommunen")).to_be_visible()
    expect(page.get_by_role("list", name="Neue Praxisbeispiele").get_by_role("listitem")).to_have_count(3)
    expect(page.get_by_label("Code aus dem Saal")).to_be_visible()
    accessible(page)


def test_the_start_page_shows_a_member_where_help_is_wanted_without_asking_again(
    browser_page: Visits, watch: Watch, accessible: Accessible
) -> None:
    page = browser_page(DESKTOP)
    page.goto("/anmelden")
    sign_in(page, "member@musterstadt.example", PASSWORD)
    expect(heading(page, "Guten Tag, Mira Kaya")).to_be_visible()
    watch.requests.clear()
    page.reload()
    expect(page.get_by_role("heading", level=2, name="Hier können Sie helfen")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Meine Entwürfe und Freigaben")).to_be_visible()
    expect(page.get_by_role("list", name="Neue Praxisbeispiele").get_by_role("listitem")).to_have_count(3)
    accessible(page)
    assert [url for url in watch.requests if "/api/" in url] == []
