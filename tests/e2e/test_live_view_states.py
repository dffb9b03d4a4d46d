"""States of desk, stage and podium that no journey passes: without barriers, in light and dark."""

import json
import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, STAGE, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.live_people import AT_ONCE_MS, Attendee, Stage, id_of
from tests.e2e.test_speaker_journey import link_of
from tests.e2e.thorough import without_barriers

NARROW = ((768, 1024), (390, 844), (320, 640))
REFUSED = {"type": "about:blank", "title": "", "status": 409, "code": "wrong_state"}


# In the page itself: what passes by a service worker that has just begun may pass by a route as well.
REFUSE = """problem => {
  const plain = window.fetch;
  window.fetch = (input, init) => {
    if (!String(input.url ?? input).endsWith('/approve')) return plain(input, init);
    window.fetch = plain;
    const headers = {'Content-Type': 'application/problem+json'};
    return Promise.resolve(new Response(JSON.stringify(problem), {status: 409, headers}));
  };
}"""


def comes_in(page: Page, server: Server, who: str) -> None:
    """Fill in the page of signing in that leads back to the desk."""
    page.get_by_label("E-Mail-Adresse").fill(server.demo.emails[who])
    page.get_by_label("Kennwort", exact=True).fill(server.demo.password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/regie$"))


def test_the_desk_before_anybody_is_let_in(browser_page: Visits, server: Server, watch: Watch) -> None:
    watch.expect("status of 40[134]|ERR_FAILED|WebSocket")
    session = id_of(Attendee.joins(browser_page(), server.demo.join_code).page)
    page = browser_page(DESKTOP)
    page.goto(f"/live/{session}/regie")
    expect(page.get_by_role("heading", name="Bitte melden Sie sich an")).to_be_visible()
    without_barriers(page, "not signed in")
    page.get_by_role("link", name="Anmelden").click()
    comes_in(page, server, "member")
    expect(page.get_by_role("heading", name="Hier ist kein Zugang")).to_be_visible()
    without_barriers(page, "no entry")

    desk = browser_page(DESKTOP)
    desk.goto(f"/anmelden?weiter=/live/{session}/regie")
    expect(desk.get_by_label("E-Mail-Adresse")).to_be_visible()
    waiting: list[Route] = []
    desk.route("**/desk/state*", lambda route: waiting.append(route))
    desk.route_web_socket("**/ws/**", lambda socket: socket.close())
    comes_in(desk, server, "moderator")
    expect(desk.locator("main.pad")).to_be_visible()
    without_barriers(desk, "loading")
    desk.route("**/desk/state*", lambda route: route.abort())
    waiting[0].abort()
    expect(desk.get_by_role("alert").get_by_role("button", name="Erneut versuchen")).to_be_visible(timeout=20_000)
    without_barriers(desk, "error")


def test_the_desk_at_work(browser_page: Visits, server: Server, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    first, second = "Wer schreibt das Protokoll der Runde?", "Wer schreibt das Protokoll dieser Runde?"
    attendee, desk = hall(browser_page, server)
    page = desk.page
    approved(attendee, desk, first)
    attendee.asks(second)
    desk.takes(second, "Neu")
    expect(page.get_by_text("Ähnlich:")).to_be_visible()
    without_barriers(page, "a similar question")
    desk.press("a")
    without_barriers(page, "rejecting")
    desk.press("Escape")
    page.evaluate(REFUSE, REFUSED)
    desk.press("f")
    expect(desk.card(second, "Neu").get_by_role("alert")).to_be_visible()
    without_barriers(page, "somebody was quicker")
    for width, height in NARROW:
        page.set_viewport_size({"width": width, "height": height})
        without_barriers(page, f"{width} px")
    desk.press("p")
    page.get_by_role("button", name="Neue Umfrage").click()
    without_barriers(page, "the form of a poll on a phone")
    desk.press("Escape")
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.emulate_media(forced_colors="active")
    expect(desk.card(second, "Neu").locator("..")).to_be_visible()
    edge = desk.card(second, "Neu").evaluate("card => getComputedStyle(card).outlineStyle")
    assert edge == "solid"  # the card in hand is seen without any of our colours
    page.emulate_media(forced_colors="none")
    page.context.set_offline(True)
    expect(page.get_by_role("banner").get_by_role("status")).to_be_visible()
    without_barriers(page, "connection lost")
    page.context.set_offline(False)
    expect(page.get_by_role("banner").get_by_role("status")).to_have_count(0, timeout=20_000)


def test_the_end_of_a_session_at_the_desk(browser_page: Visits, server: Server, watch: Watch) -> None:
    watch.expect("status of 503")
    _, desk = hall(browser_page, server)
    page, carrying = desk.page, "**/desk/carry"
    page.get_by_role("button", name="Runde beenden").click()
    waiting: list[Route] = []
    page.route(carrying, lambda route: waiting.append(route))
    page.get_by_role("button", name=re.compile("^Beenden und")).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    without_barriers(page, "carrying")
    waiting[0].fulfill(status=503, content_type="application/problem+json", body="{}")
    expect(page.get_by_role("dialog").get_by_role("alert")).to_be_visible()
    without_barriers(page, "carrying has failed")
    page.unroute(carrying)
    page.get_by_role("button", name="Nur beenden").click()
    page.get_by_role("button", name="Wer dabei war").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading")).to_be_visible()
    without_barriers(page, "breakdown")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Wieder öffnen").click()
    expect(page.get_by_role("button", name="Runde beenden")).to_be_visible(timeout=AT_ONCE_MS)


def changed(page: Page, path: str, **session: Any) -> None:
    """From now on this page reads its state with these facts of the session and without questions, and no stream."""

    def answer(route: Route) -> None:
        found = route.fetch()
        body = found.json()
        body["session"].update(session)
        body["questions"] = []
        route.fulfill(response=found, body=json.dumps(body), headers={"Content-Type": "application/json"})

    page.route(path, answer)
    page.route_web_socket("**/ws/**", lambda socket: socket.close())


def test_the_podium_while_it_waits_has_nothing_and_after_the_end(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket")
    _, desk = hall(browser_page, server)
    link = link_of(desk)
    page = browser_page(DESKTOP)
    page.route("**/podium", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    page.goto(link)
    expect(page.get_by_text("Die Seite versucht es alle paar Sekunden von selbst.")).to_be_visible()
    without_barriers(page, "no network at first")
    page.unroute("**/podium")
    page.get_by_role("button", name="Erneut versuchen").click()
    expect(page.get_by_role("heading", name="Jetzt auf der Bühne")).to_be_visible()
    page.get_by_text(re.compile("^Beantwortet oder zurückgestellt")).click()
    without_barriers(page, "done")
    page.context.set_offline(True)
    expect(page.get_by_text("Verbindung wird gesucht")).to_be_visible()
    without_barriers(page, "lost")
    page.context.set_offline(False)
    for state in ("open", "closed"):
        changed(page, re.sub(r"/podium.*", "/state*", link).replace("/live/", "/api/v1/live/"), state=state)
        page.reload()
        expect(page.get_by_text("Gerade steht keine Frage auf der Bühne.")).to_be_visible()
        without_barriers(page, f"empty and {state}")
        page.set_viewport_size({"width": 390, "height": 844})
        without_barriers(page, f"empty and {state} on a phone")


def test_a_stage_without_its_link_and_while_it_looks_for_the_network(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("status of 404|ERR_INTERNET_DISCONNECTED|WebSocket")
    _, desk = hall(browser_page, server)
    page = browser_page(STAGE)
    page.goto(re.sub("#.*", "#falsch", desk.stage_link()))
    expect(page.get_by_text("Bitte öffnen Sie die Saalansicht aus der Regie.")).to_be_visible()
    without_barriers(page, "void link")
    page = Stage.opens(browser_page(STAGE), desk.stage_link()).page
    page.context.set_offline(True)
    expect(page.get_by_text("Verbindung wird gesucht")).to_be_visible()
    without_barriers(page, "reconnecting")
    page.set_viewport_size({"width": 320, "height": 640})
    without_barriers(page, "reconnecting on a phone")


def test_receipts_and_documentation_that_are_not_there(guest: Page, watch: Watch) -> None:
    watch.expect("status of 404|ERR_FAILED")
    guest.goto("/live/1/beleg")
    expect(guest.get_by_text("Diese Seite öffnet sich nur mit Ihrem Beleg-Link.")).to_be_visible()
    without_barriers(guest, "receipts without key")
    guest.route("**/receipts", lambda route: route.abort())
    guest.goto("/live/1/beleg#ein-schluessel")
    guest.reload()
    expect(guest.get_by_role("button", name="Erneut versuchen")).to_be_visible()
    without_barriers(guest, "receipts without network")
    guest.goto("/live/99999/dokumentation")
    expect(guest.get_by_text("Diese Dokumentation gibt es nicht").first).to_be_visible()
    without_barriers(guest, "no documentation")
