"""The phone when something ends or is refused: nothing typed is lost, and each refusal is in sight."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import hall
from tests.e2e.live_people import AT_ONCE_MS, Attendee
from tests.e2e.orders import moved, order, shown
from tests.e2e.test_attendee_states import looked_at
from tests.e2e.test_offline_journey import without_network

Accessible = Callable[[Page], None]
TOPIC = "Wer pflegt die Vorlagen, wenn die Stelle wechselt?"
UNSENT = "Was geschieht mit einer Frage, die zu spät kommt?"
DRAFT = "Ein halber Satz über die Fristen"
BACK_MS = 25_000


def later(route: Route) -> None:
    route.fulfill(
        status=429, content_type="application/problem+json", body='{"code": "rate_limited", "retry_ms": 30000}'
    )


def away(route: Route) -> None:
    route.fulfill(status=503, content_type="text/html", body="")


def in_order(page: Page, texts: list[str]) -> list[str]:
    """These questions, as they stand in the list from top to bottom."""
    rows = page.get_by_role("tabpanel").locator(".list li").all_inner_texts()
    return [text for row in rows for text in texts if text in row]


def test_the_way_in_says_what_to_do(browser_page: Visits, server: Server, watch: Watch, accessible: Accessible) -> None:
    for status in (404, 429, 503):
        watch.expect(f"status of {status}")
    page = browser_page()
    page.goto("/live")
    looked_at(page, accessible)
    page.route("**/api/v1/live/join", later)
    page.goto(f"/live?code={server.demo.join_code.replace(' ', '')}")
    looked_at(page, accessible)
    page.get_by_role("button", name="Teilnehmen").click()
    said = page.get_by_role("alert")
    expect(said).to_contain_text("in 30 Sekunden")
    expect(page.get_by_role("button", name="Teilnehmen in 28 s")).to_be_visible()
    expect(said).to_contain_text("in 30 Sekunden")
    looked_at(page, accessible)

    page.unroute("**/api/v1/live/join")
    page.route_web_socket("**/ws/**", lambda socket: socket.close())  # else it brings what the other way does not
    page.goto("/live/1")
    expect(page.get_by_role("link", name="Zum Codefeld")).to_be_visible()
    looked_at(page, accessible)

    page.route("**/api/v1/live/*/state", away)
    page.get_by_role("link", name="Zum Codefeld").click()
    page.get_by_label("Code").fill(server.demo.join_code)
    page.get_by_role("button", name="Teilnehmen").click()
    expect(page.get_by_role("button", name="Erneut versuchen")).to_be_visible()
    looked_at(page, accessible)
    page.unroute("**/api/v1/live/*/state")
    expect(page.get_by_role("tablist")).to_be_visible(timeout=BACK_MS)


def asks_without_a_name(phone: Attendee) -> None:
    """Too short at first, then under a pseudonym that is left empty: the focus goes to what is wrong."""
    page = phone.page
    phone.asks(UNSENT[:5])
    expect(page.get_by_role("textbox", name="Ihre Frage")).to_be_focused()
    page.get_by_role("textbox", name="Ihre Frage").fill(UNSENT)
    page.get_by_label("Zeigen als").select_option(label="Pseudonym")
    page.get_by_role("button", name="Fragen", exact=True).click()
    name = page.get_by_label("Name, der gezeigt wird")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("textbox", name="Ihre Frage")).not_to_have_attribute("aria-invalid", "true")


def opens_all_of_ones_own(phone: Attendee) -> None:
    """The list of own questions with everything in it unfolded, also the choice of a group."""
    page = phone.page
    page.get_by_label("Zeigen als").select_option(label="anonym")
    phone.sees("Meine")
    page.get_by_role("tabpanel").locator("summary").first.wait_for()
    for summary in page.get_by_role("tabpanel").locator("summary").all():
        summary.click()


def finds_what_came_too_late(phone: Attendee) -> None:
    """The unsent question is not lost: it can be taken elsewhere."""
    phone.sees("Meine")
    late = phone.row(UNSENT)
    expect(late).to_contain_text("nicht angenommen", timeout=BACK_MS)
    phone.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    late.get_by_role("button", name="Kopieren").click()
    expect(late.get_by_role("status")).to_have_text("Der Text ist kopiert.")
    assert phone.page.evaluate("() => navigator.clipboard.readText()") == UNSENT


def comes_too_late(guest: Page, code: str) -> None:
    guest.goto("/live")
    guest.get_by_label("Code").fill(code)
    guest.get_by_role("button", name="Teilnehmen").click()
    expect(guest.get_by_role("alert")).to_contain_text("beendet")


def test_what_is_refused_or_too_late_stays_in_sight(
    browser_page: Visits, server: Server, watch: Watch, accessible: Accessible
) -> None:
    for message in ("status of 404", "status of 409", "status of 400"):
        watch.expect(message)
    phone, desk = hall(browser_page, server)
    page = phone.page
    shown(phone, desk, TOPIC)
    moved(desk, TOPIC, "label", labels=["Vorlagen"])
    page.get_by_role("button", name="Vorlagen", exact=True).click()
    page.get_by_role("button", name="moderiert", exact=True).click()
    asks_without_a_name(phone)
    looked_at(page, accessible)
    opens_all_of_ones_own(phone)
    looked_at(page, accessible)

    phone.sees("Beliebt")
    without_network(page, watch)
    phone.vote_button(TOPIC).click()
    expect(phone.vote_button(TOPIC)).to_have_attribute("data-note", "wartet")
    phone.asks(UNSENT)
    page.get_by_role("textbox", name="Ihre Frage").fill(DRAFT)
    order(desk, "close")
    try:
        page.context.set_offline(False)
        expect(phone.row(TOPIC).locator("[data-note='zählt nicht']")).to_be_visible(timeout=BACK_MS)
        expect(page.locator(".toast")).to_contain_text(re.compile(f"Ihre Stimme für „{TOPIC[:20]}.*nicht gezählt"))
        kept = page.locator(".row").filter(has_text=DRAFT)
        expect(kept.get_by_role("link", name="Im Forum fragen")).to_be_visible()
        looked_at(page, accessible)
        finds_what_came_too_late(phone)
        looked_at(page, accessible)
        guest = browser_page()
        comes_too_late(guest, server.demo.join_code)
        looked_at(guest, accessible)
    finally:
        order(desk, "open")
    expect(page.get_by_role("textbox", name="Ihre Frage")).to_have_value(DRAFT, timeout=BACK_MS)


def test_the_keyboard_keeps_its_place_while_the_list_is_put_in_order(browser_page: Visits, server: Server) -> None:
    phone, desk = hall(browser_page, server)
    texts = ["Wer lädt die Gäste der Runde ein?", "Wer schreibt das Protokoll der Runde?"]
    for text in texts:
        shown(phone, desk, text)
    page = phone.page
    first = phone.vote_button(texts[0])
    first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    other = Attendee.joins(browser_page(), server.demo.join_code)
    other.vote_button(texts[1]).click()
    expect(phone.vote_button(texts[1])).to_have_text("1", timeout=AT_ONCE_MS)
    expect(first).to_be_focused()
    assert in_order(page, texts) == texts
    page.get_by_role("button", name="Neu ordnen").press("Enter")
    expect(page.get_by_role("tabpanel").locator(".list li").first).to_be_focused()
    assert in_order(page, texts) == texts[::-1]
