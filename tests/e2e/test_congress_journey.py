"""Congresses in the browser: what is on, what was, and from the programme into the live session."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch


def test_a_guest_finds_the_congress_of_today_and_joins_by_its_code(
    guest: Page, server: Server, accessible: Callable[[Page], None]
) -> None:
    guest.goto("/kongresse")
    running = guest.get_by_role("region", name="Läuft").get_by_role("listitem")
    expect(running).to_contain_text("jetzt live")
    expect(running).to_contain_text("Beispieldaten")
    accessible(guest)
    running.get_by_role("link", name="2. Kongress").click()
    expect(guest.get_by_role("heading", name="2. Kongress", level=1)).to_be_focused()
    expect(guest).to_have_title("2. Kongress - Ratschlag")
    expect(guest.get_by_text(re.compile(r"^läuft bis \d\d:\d\d Uhr"))).to_be_visible()
    expect(guest.get_by_role("link", name=re.compile("Regie"))).to_have_count(0)
    accessible(guest)
    guest.get_by_label("Code aus dem Saal").fill(server.demo.join_code.lower())
    guest.keyboard.press("Enter")
    guest.wait_for_url(re.compile(r"/live/\d+$"))
    expect(guest.get_by_role("tablist")).to_be_visible()


def test_the_programme_stands_by_day_and_room(browser_page: Visits) -> None:
    page = browser_page(DESKTOP)
    page.goto("/kongresse/zweiter-kongress")
    programme = page.get_by_role("region", name="Programm")
    workshops = programme.get_by_role("listitem").filter(has_text="Ämter an einen Tisch bringen")
    assert re.search(r"\d\d:\d\d–\d\d:\d\d Uhr", workshops.inner_text())
    expect(workshops.get_by_role("heading", level=4)).to_have_text(
        ["Ämter an einen Tisch bringen", "Wenn Nachbarschaften streiten", "Jugendliche auf dem Platz"]
    )
    for room in ("Großer Saal", "Raum Lippe", "Raum Emscher"):
        expect(workshops).to_contain_text(f"Workshop · {room}")


def test_the_first_congress_is_documented_with_its_facts(guest: Page, accessible: Callable[[Page], None]) -> None:
    guest.goto("/kongresse")
    past = guest.get_by_role("region", name="Bisherige")
    past.get_by_role("link", name="Gesellschaftliche Konflikte effizient bearbeiten").click()
    expect(guest.get_by_role("heading", name="Dokumentation")).to_be_visible()
    expect(guest.get_by_text("Westfalenhallen Dortmund", exact=True)).to_be_visible()
    expect(guest.get_by_role("region", name="Mitwirkende").get_by_role("listitem")).to_have_count(3)
    expect(guest.get_by_role("region", name="Programm")).to_have_count(0)
    expect(guest.get_by_text("Beispieldaten")).to_have_count(0)
    accessible(guest)


def test_staff_go_from_the_programme_to_the_desk(browser_page: Visits, server: Server) -> None:
    page = browser_page(DESKTOP)
    page.goto("/anmelden?weiter=/kongresse/zweiter-kongress")
    page.get_by_label("E-Mail-Adresse").fill(server.demo.emails["host"])
    page.get_by_label("Kennwort", exact=True).fill(server.demo.password)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Regie öffnen: Konflikte früh erkennen").click()
    expect(page.get_by_role("heading", name=re.compile("^Regie:"))).to_be_visible()


def test_an_unknown_congress_says_so(guest: Page, watch: Watch, accessible: Callable[[Page], None]) -> None:
    watch.expect("status of 404")
    guest.goto("/kongresse/gibt-es-nicht")
    expect(guest.get_by_role("alert")).to_be_visible()
    accessible(guest)
