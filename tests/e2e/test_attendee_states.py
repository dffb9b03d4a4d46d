"""What a phone shows of every fate of a question, and of a bad connection: readable and without barriers."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.live_people import AT_ONCE_MS, UNDONE_MS, Attendee

Accessible = Callable[[Page], None]
REJECTED = "Warum ist das Mittagessen heute so spät dran?"
LEADS = "Wie werden neue Mitglieder der Runde eingearbeitet?"
MERGED = "Wie arbeitet man neue Mitglieder der Runde ein?"
TAKEN_BACK = "Gibt es eine Liste der Ansprechpersonen im Land?"
TOO_SOON = "Welche Fristen gelten für den Verwendungsnachweis?"
SIZES = ((390, 844), (1440, 900))


def looked_at(page: Page, accessible: Accessible) -> None:
    """Without barriers on a phone and on a wide screen, and nothing sticks out at the side."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        accessible(page)
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_receipt_tells_every_fate_of_a_question(
    browser_page: Visits, server: Server, watch: Watch, accessible: Accessible
) -> None:
    watch.expect("status of 429")
    other, desk = hall(browser_page, server)
    approved(other, desk, LEADS)
    phone = Attendee.joins(browser_page(), server.demo.join_code)
    for text in (REJECTED, MERGED, TAKEN_BACK):
        phone.asks(text)
        expect(desk.card(text, "Neu")).to_be_visible(timeout=AT_ONCE_MS)
    phone.asks(TOO_SOON)
    expect(phone.page.get_by_text(re.compile(r"Die nächste wird in \d+ Sekunden? gesendet"))).to_be_visible()
    desk.takes(REJECTED)
    desk.press("a", "1")
    expect(desk.card(REJECTED, "Neu")).to_have_count(0)
    desk.takes(MERGED)
    desk.press("Shift+Z")
    desk.page.keyboard.type("neue Mitglieder eingearbeitet")
    desk.press("Enter")

    phone.sees("Meine")
    expect(phone.row(REJECTED)).to_contain_text("Grund:", timeout=AT_ONCE_MS)
    expect(phone.row(MERGED)).to_contain_text("zusammengeführt mit:", timeout=AT_ONCE_MS)
    expect(phone.row(MERGED)).to_contain_text(LEADS)
    expect(phone.row(TOO_SOON)).to_contain_text("wird gesendet")
    phone.row(TAKEN_BACK).get_by_role("button", name="Zurückziehen").click()
    undo = phone.row(TAKEN_BACK).get_by_role("button", name="Rückgängig")
    expect(undo).to_be_visible()
    undo.click()
    phone.row(TAKEN_BACK).get_by_role("button", name="Zurückziehen").click()
    looked_at(phone.page, accessible)
    expect(phone.row(TAKEN_BACK)).to_contain_text("zurückgezogen")
    expect(desk.card(TAKEN_BACK, "Neu")).to_have_count(0, timeout=UNDONE_MS)


def test_every_order_of_the_list_and_its_topics(browser_page: Visits, server: Server, accessible: Accessible) -> None:
    phone = Attendee.joins(browser_page(), server.demo.join_code)
    for tab in ("Neu", "Wenig gesehen", "Beliebt", "Meine"):
        phone.sees(tab)
        looked_at(phone.page, accessible)


def deaf(socket: WebSocketRoute) -> None:
    """A proxy that takes the connection and lets nothing through."""
    socket.on_message(lambda message: None)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("without socket", "aktualisiert alle paar Sekunden"),
        ("deaf socket", "aktualisiert alle paar Sekunden"),
        ("refused", "Sie nehmen an dieser Runde nicht mehr teil."),
        ("lost", "Offline"),
    ],
)
def test_a_bad_connection_is_told(
    trouble: str, words: str, browser_page: Visits, server: Server, watch: Watch, accessible: Accessible
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = browser_page()
    answers: dict[str, Callable[[WebSocketRoute], None]] = {
        "without socket": lambda socket: socket.close(),
        "deaf socket": deaf,
        "refused": lambda socket: socket.close(code=4404),
    }
    if trouble in answers:
        page.route_web_socket("**/ws/**", answers[trouble])
    phone = Attendee.joins(page, server.demo.join_code, followed=trouble == "lost")
    if trouble == "lost":
        page.context.set_offline(True)
    told = page.get_by_role("region", name="Meldungen").get_by_role("paragraph").filter(has_text=words)
    expect(told).to_be_visible(timeout=40_000)
    expect(phone.page.get_by_role("tablist")).to_be_visible()
    looked_at(page, accessible)
    if trouble == "refused":
        vote = page.get_by_role("tabpanel").get_by_role("button", name=re.compile("Stimme")).first
        vote.click()
        expect(vote).to_have_attribute("data-note", "zählt nicht")
        expect(page.locator(".toast")).to_contain_text("wurde nicht gezählt. Sie nehmen")
        looked_at(page, accessible)
        page.get_by_role("link", name="Neu teilnehmen").click()
        expect(page.get_by_label("Code")).to_have_value(server.demo.join_code)
