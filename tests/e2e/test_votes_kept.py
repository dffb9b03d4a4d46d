"""One person's vote without a network, over a reload, and in two tabs: it is counted once, or not at all."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, WebSocketRoute, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.live_people import AT_ONCE_MS, Attendee
from tests.e2e.test_offline_journey import without_network

WANTED = "Wer bezahlt die Moderation im zweiten Jahr?"
CHANGED = "Wie lange bleiben die Unterlagen abrufbar?"
TWICE = "Wie finden zwei Ämter einen gemeinsamen Termin?"
UNHEARD = "Wann erscheint die Dokumentation dieser Runde?"
BACK_MS = 20_000
WAITS = re.compile("Ihre Stimme ist noch nicht gesendet")


@dataclass
class Line:
    """Between a phone and the server: while it ``loses``, no vote comes through."""

    loses: bool = False

    def between(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        page.on_message(lambda message: None if self.loses and '"vote"' in str(message) else server.send(message))


def pressed(person: Attendee, text: str, *, score: str, on: bool, within: int = AT_ONCE_MS) -> None:
    """The button of this question shows the score, and whether this person's vote is in it."""
    button = person.vote_button(text)
    expect(button).to_have_text(score, timeout=within)
    expect(button).to_have_attribute("aria-pressed", "true" if on else "false", timeout=within)


def test_a_vote_without_network_survives_a_reload_and_is_counted_once(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    phone, desk = hall(browser_page, server)
    desk.empties("Freigegeben")
    approved(phone, desk, WANTED)
    approved(phone, desk, CHANGED)
    expect(phone.row(CHANGED)).to_be_visible()
    phone.page.wait_for_function("() => caches.match('/offline').then(Boolean)")

    without_network(phone.page, watch)
    phone.vote_button(WANTED).click()
    phone.vote_button(CHANGED).click()
    phone.vote_button(CHANGED).click()
    pressed(phone, WANTED, score="1", on=True)
    pressed(phone, CHANGED, score="0", on=False)
    expect(phone.row(WANTED).get_by_role("button", name=WAITS)).to_be_visible()
    accessible(phone.page)
    phone.page.reload()
    pressed(phone, WANTED, score="1", on=True)
    pressed(phone, CHANGED, score="0", on=False)
    expect(phone.row(WANTED).get_by_role("button", name=WAITS)).to_be_visible()
    expect(desk.card(WANTED)).to_contain_text("0 Stimmen")

    phone.page.context.set_offline(False)
    expect(desk.card(WANTED)).to_contain_text("1 Stimme", timeout=BACK_MS)
    expect(phone.page.get_by_role("button", name=WAITS)).to_have_count(0)
    phone.page.reload()
    pressed(phone, WANTED, score="1", on=True)
    pressed(phone, CHANGED, score="0", on=False)
    expect(desk.card(WANTED)).to_contain_text("1 Stimme")
    expect(desk.card(CHANGED)).to_contain_text("0 Stimmen")


def test_two_tabs_of_one_person_show_one_vote(browser_page: Visits, server: Server) -> None:
    here, desk = hall(browser_page, server)
    desk.empties("Freigegeben")
    approved(here, desk, TWICE)
    there = Attendee(here.page.context.new_page())
    there.page.goto(here.page.url)
    pressed(there, TWICE, score="0", on=False)

    here.vote_button(TWICE).click()
    pressed(here, TWICE, score="1", on=True)
    pressed(there, TWICE, score="1", on=True)
    there.vote_button(TWICE).click()
    pressed(there, TWICE, score="0", on=False)
    pressed(here, TWICE, score="0", on=False)
    here.vote_button(TWICE).dblclick()
    expect(here.page.get_by_text(re.compile("nicht gezählt"))).to_have_count(0)
    pressed(here, TWICE, score="0", on=False)
    pressed(there, TWICE, score="0", on=False)
    expect(desk.card(TWICE)).to_contain_text("0 Stimmen")


def test_a_reload_before_the_answer_loses_no_vote(browser_page: Visits, server: Server) -> None:
    """What the phone says is lost on its way; then the page is loaded again, and the network is better."""
    asker, desk = hall(browser_page, server)
    desk.empties("Freigegeben")
    approved(asker, desk, UNHEARD)
    page, line = browser_page(), Line()
    page.route_web_socket("**/ws/**", line.between)
    phone = Attendee.joins(page, server.demo.join_code)
    line.loses = True
    phone.vote_button(UNHEARD).click()
    pressed(phone, UNHEARD, score="1", on=True)
    expect(desk.card(UNHEARD)).to_contain_text("0 Stimmen")
    line.loses = False
    phone.page.reload()
    pressed(phone, UNHEARD, score="1", on=True)
    expect(desk.card(UNHEARD)).to_contain_text("1 Stimme")
    pressed(asker, UNHEARD, score="1", on=False)
