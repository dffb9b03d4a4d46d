"""A congress to come, invented and said to be: its registration closes, and places in workshops are given back."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.test_programme_journey import signed_in

CONGRESS = "/kongresse/dritter-kongress"
WORKSHOP = "Vom Fall zum Praxisbeispiel"
MARK = "Beispieldaten"


def sets_rules(host: Page, who: str) -> None:
    host.goto(f"{CONGRESS}/bearbeiten?teil=anmeldung")
    expect(host.locator(".above")).to_contain_text(MARK)
    host.locator(f"input[value={who}]").check()
    host.get_by_role("button", name="Speichern").click()
    expect(host.get_by_text("Gespeichert.")).to_be_visible()


def test_a_place_in_a_workshop_is_given_back_after_registration_has_closed(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    person = signed_in(browser_page(), server, "coordinator", f"{CONGRESS}/anmeldung")
    expect(person.locator(".above")).to_have_text(MARK)
    person.get_by_label(WORKSHOP).check()
    person.get_by_role("button", name="Anmelden").click()
    expect(person.get_by_role("button", name="Angaben ändern")).to_be_visible()
    expect(person.get_by_role("button", name=f"Workshop absagen: {WORKSHOP}")).to_have_count(0)
    host = signed_in(browser_page(DESKTOP), server, "host", f"{CONGRESS}/einlass")
    expect(host.locator(".above")).to_have_text(MARK)
    accessible(host)
    sets_rules(host, "nobody")
    person.reload()
    back = person.get_by_role("button", name=f"Workshop absagen: {WORKSHOP}")
    back.click()
    accessible(person)
    person.get_by_role("button", name=f"Rückgängig, nicht absagen: {WORKSHOP}").click()
    back.click()
    expect(person.get_by_text(f"Sie haben abgesagt: {WORKSHOP}")).to_be_visible(timeout=15_000)
    person.reload()
    expect(person.get_by_text("Sie sind angemeldet.")).to_be_visible()
    expect(person.get_by_text(WORKSHOP)).to_have_count(0)
    accessible(person)
    sets_rules(host, "everybody")
