"""A guest takes a receipt link along, and reads with it what became of the questions, from any device."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.live_people import AT_ONCE_MS, Attendee

KEPT = "Wer trägt die Kosten, wenn wir Konfliktlotsen ausbilden?"
REJECTED = "Warum sind die Brötchen in der Pause schon alle?"


def link_of(attendee: Attendee) -> str:
    """Make the link on the phone, and read it where it stands."""
    attendee.sees("Meine")
    attendee.page.get_by_role("button", name="Beleg-Link anlegen").click()
    return attendee.page.get_by_label("Ihr Beleg-Link").input_value()


def test_the_link_shows_own_questions_with_reasons_on_another_device(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    attendee, desk = hall(browser_page, server)
    approved(attendee, desk, KEPT)
    link = link_of(attendee)
    attendee.asks(REJECTED)
    desk.takes(REJECTED)
    desk.press("a", "1")
    expect(attendee.row(REJECTED)).to_contain_text("Gehört nicht zum Thema", timeout=AT_ONCE_MS)
    accessible(attendee.page)

    home = browser_page()
    home.goto(link)
    expect(home.get_by_role("heading", name="Ihre Fragen")).to_be_visible()
    rows = home.get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text(REJECTED)
    expect(rows.first).to_contain_text("Nicht veröffentlicht. Grund: Gehört nicht zum Thema")
    expect(rows.last).to_contain_text("Alle sehen Ihre Frage und können für sie stimmen.")
    expect(home.get_by_text("14 Tage nach dem Ende der Runde")).to_be_visible()
    assert home.url == link
    accessible(home)


def test_a_link_that_was_taken_back_leads_nowhere(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of 404")
    attendee = Attendee.joins(browser_page(), server.demo.join_code)
    attendee.asks("Welche Rolle spielen die Vereine bei Ihnen?")
    link = link_of(attendee)
    attendee.page.get_by_role("button", name="Link zurücknehmen").click()
    expect(attendee.page.get_by_text("Der Link gilt nicht mehr.")).to_be_visible()
    home = browser_page()
    home.goto(link)
    expect(home.get_by_role("heading", name="Dieser Link führt zu keinen Fragen")).to_be_visible()
    accessible(home)
    home.goto(re.sub("#.*", "", link))
    home.reload()
    expect(home.get_by_text("Diese Seite öffnet sich nur mit Ihrem Beleg-Link.")).to_be_visible()
