"""The hall before its first question, and what a phone does when a part of the page or the whole server is away."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from playwright.sync_api import Page, Route, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, PHONE, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import PLANNED
from tests.e2e.live_people import AT_ONCE_MS, Attendee, Desk, id_of
from tests.e2e.restartable import Restartable, restartable
from tests.e2e.samples import served
from tests.e2e.thorough import without_barriers

__all__ = ["restartable"]

POLL = "Womit fangen wir morgen an?"


@pytest.fixture
def server(restartable: Restartable) -> Server:
    """The pages of this module visit a server that can be away."""
    return restartable.server


@contextmanager
def a_proxy_without_server(port: int) -> Iterator[None]:
    """Something that answers at the address, and only says that the server is away."""

    class Handler(BaseHTTPRequestHandler):
        def away(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = b"<h1>Bad Gateway</h1>"
            self.send_response(502)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = away  # noqa: N815 - the names the base class has

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the base class has
            return

    with served(Handler, port):
        yield


@pytest.fixture
def planned(browser_page: Visits, server: Server) -> tuple[Desk, Mapping[str, str]]:
    """A host's desk, and a session of that congress that has not begun."""
    first = Attendee.joins(browser_page(), server.demo.join_code)
    desk = Desk.opens(browser_page(DESKTOP), server, id_of(first.page), who="host")
    return desk, desk.page.evaluate(PLANNED)


def begins(desk: Desk, session: Mapping[str, str]) -> None:
    """Go to the desk of this session and open it."""
    desk.page.goto(f"/live/{session['id']}/regie")
    desk.page.get_by_role("button", name="Runde öffnen").click()
    expect(desk.page.get_by_role("button", name="Runde beenden")).to_be_visible(timeout=AT_ONCE_MS)


def test_a_session_is_told_before_it_begins_and_before_its_first_question(
    browser_page: Visits, planned: tuple[Desk, Mapping[str, str]], watch: Watch
) -> None:
    watch.expect("status of 409")
    desk, session = planned
    page = browser_page()
    page.goto("/live")
    page.get_by_label("Code").fill(session["code"])
    page.get_by_role("button", name="Teilnehmen").click()
    expect(page.get_by_role("alert")).to_contain_text("noch nicht")
    without_barriers(page, "too early at the door")
    desk.page.goto(f"/live/{session['id']}")
    expect(desk.page.get_by_text("Die Fragerunde hat noch nicht begonnen")).to_be_visible()
    expect(desk.page.get_by_role("textbox", name="Ihre Frage")).to_have_count(0)
    desk.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    without_barriers(desk.page, "planned")
    desk.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})

    begins(desk, session)
    page.get_by_role("button", name="Teilnehmen").click()
    phone = Attendee(page)
    expect(page.get_by_role("textbox", name="Ihre Frage")).to_be_visible()
    for tab, says in (
        ("Beliebt", "Noch keine Fragen. Stellen Sie die erste."),
        ("Meine", "Sie haben noch nichts gefragt."),
    ):
        phone.sees(tab)
        expect(page.get_by_text(says)).to_be_visible()
        without_barriers(page, f"nothing in {tab}")


def test_polls_that_did_not_come_are_asked_for_again(
    browser_page: Visits, planned: tuple[Desk, Mapping[str, str]], watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("ERR_FAILED")
    desk, session = planned
    begins(desk, session)
    page, missing = Attendee.joins(browser_page(), session["code"]).page, re.compile(r"/_app/immutable/")

    def lost(route: Route) -> None:
        route.abort()

    page.context.route(missing, lost)
    desk.press("p")
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Neue Umfrage").click()
    dialog.get_by_label("Frage", exact=True).fill(POLL)
    dialog.get_by_label("Antworten", exact=True).fill("Ja\nNein")
    dialog.get_by_role("button", name="Als Entwurf speichern").click()
    dialog.get_by_role("button", name=f"Öffnen: {POLL}").click()
    told = page.get_by_text("Es gibt Umfragen, aber sie konnten nicht geladen werden.")
    expect(told).to_be_visible(timeout=AT_ONCE_MS)
    accessible(page)
    page.context.unroute(missing, lost)
    told.get_by_role("button", name="Erneut versuchen").click()
    expect(page.get_by_role("article", name=POLL)).to_be_visible(timeout=AT_ONCE_MS)
    expect(told).to_have_count(0)


def test_a_proxy_that_says_the_server_is_away_does_not_take_the_page(
    browser_page: Visits, restartable: Restartable, watch: Watch
) -> None:
    for provoked in (
        "ERR_CONNECTION_REFUSED",
        "status of 502",
        "Error during WebSocket handshake",
        "Error in connection establishment",
    ):
        watch.expect(provoked)
    phone = Attendee.joins(browser_page(), restartable.server.demo.join_code)
    page = phone.page
    expect(phone.page.get_by_role("listitem").first).to_be_visible()
    page.wait_for_function("() => caches.match('/offline').then(Boolean)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null || navigator.serviceWorker.ready")
    with restartable.down(), a_proxy_without_server(restartable.port):
        page.reload()
        expect(page.get_by_role("tablist")).to_be_visible()
        expect(page.get_by_text("Bad Gateway")).to_have_count(0)
        page.get_by_role("textbox", name="Ihre Frage").fill("Geht das auch während eines Neustarts?")
        page.get_by_role("button", name="Fragen", exact=True).click()
        expect(page.get_by_text("auf diesem Gerät gespeichert")).to_be_visible()
    phone.sees("Meine")
    expect(phone.row("während eines Neustarts")).to_contain_text("wartet auf Freigabe", timeout=20_000)
