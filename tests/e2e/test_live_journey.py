"""A live session in the browser: hall, desk and stage at the same time."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, WebSocketRoute, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, STAGE, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, from_phone_to_stage, hall
from tests.e2e.live_people import AT_ONCE_MS, UNDONE_MS, Attendee, Desk, Stage, id_of

"""Withdrawing can be taken back for some seconds; after them it is done."""
POLLED_MS = 12_000
"""Two polls: by then whoever has no socket has seen a change."""


@dataclass
class Deaf:
    """Between a page and its socket: lets nothing more through to the page once it is deaf."""

    now: bool = False

    def between(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        server.on_message(lambda message: None if self.now else page.send(message))
        page.on_message(server.send)


def test_a_question_goes_from_the_phone_to_the_stage(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    from_phone_to_stage(browser_page, server, accessible)


def test_a_wrong_code_says_what_to_do(guest: Page, accessible: Callable[[Page], None], watch: Watch) -> None:
    watch.expect("status of 404")
    guest.goto("/live")
    guest.get_by_role("button", name="Teilnehmen").click()
    expect(guest.get_by_role("alert")).to_have_text("Bitte geben Sie den Code ein, der im Saal zu sehen ist.")
    guest.get_by_label("Code").fill("AB")
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("alert")).to_contain_text("Der Code hat sechs Zeichen.")
    guest.get_by_label("Code").fill("zzz zzz")
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("alert")).to_contain_text("Zu diesem Code läuft keine Fragerunde.")
    expect(guest.get_by_label("Code")).to_be_focused()
    accessible(guest)


def test_the_qr_code_opens_the_page_filled_in_and_one_key_joins(guest: Page, server: Server) -> None:
    code = server.demo.join_code.replace(" ", "")
    guest.goto(f"/live?code={code}")
    expect(guest.get_by_label("Code")).to_have_value(server.demo.join_code)
    expect(guest.get_by_role("button", name="Teilnehmen")).to_be_focused()
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/live/*")
    expect(guest.get_by_role("tablist")).to_be_visible()


def test_whoever_has_not_joined_is_led_to_the_code(guest: Page, server: Server, watch: Watch) -> None:
    watch.expect("status of 404")
    guest.goto("/live/1")
    guest.get_by_role("link", name="Zum Codefeld").click()
    expect(guest.get_by_label("Code")).to_be_visible()


def test_a_rejected_question_tells_its_asker_why(browser_page: Visits, server: Server) -> None:
    attendee, desk = hall(browser_page, server)
    attendee.asks("Warum gibt es hier keinen Parkplatz?")
    attendee.sees("Meine")
    mine = attendee.row("Parkplatz")
    expect(mine).to_contain_text("wartet auf Freigabe", timeout=AT_ONCE_MS)
    expect(desk.card("Parkplatz", "Neu")).to_be_visible(timeout=AT_ONCE_MS)
    desk.takes("Parkplatz")
    desk.press("a", "1")
    expect(desk.card("Parkplatz", "Erledigt")).to_contain_text("Gehört nicht zum Thema", timeout=AT_ONCE_MS)
    expect(mine).to_contain_text("Grund: Gehört nicht zum Thema", timeout=AT_ONCE_MS)


def test_withdrawing_can_be_undone_for_a_moment(browser_page: Visits, server: Server) -> None:
    attendee, desk = hall(browser_page, server)
    attendee.asks("Wer schreibt das Protokoll der Runde?")
    attendee.sees("Meine")
    mine = attendee.row("Protokoll der Runde")
    mine.get_by_role("button", name="Zurückziehen").click()
    mine.get_by_role("button", name="Rückgängig").click()
    expect(mine).to_contain_text("wartet auf Freigabe")
    mine.get_by_role("button", name="Zurückziehen").click()
    expect(desk.card("Protokoll der Runde", "Erledigt")).to_contain_text("zurückgezogen", timeout=UNDONE_MS)
    expect(mine).to_contain_text("zurückgezogen")


def test_what_is_written_without_a_network_is_kept_and_sent_later(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    attendee, desk = hall(browser_page, server)
    attendee.page.get_by_role("textbox", name="Ihre Frage").fill("Wer übersetzt bei der ersten")
    attendee.page.context.set_offline(True)
    attendee.asks("Wer übersetzt bei der ersten gemeinsamen Runde?")
    expect(attendee.page.get_by_text("auf diesem Gerät gespeichert")).to_be_visible()
    attendee.sees("Meine")
    expect(attendee.row("gemeinsamen Runde")).to_contain_text("wird gesendet, sobald die Verbindung steht")
    attendee.page.context.set_offline(False)
    expect(desk.card("Wer übersetzt bei der ersten gemeinsamen Runde?", "Neu")).to_have_count(1)
    expect(attendee.row("gemeinsamen Runde")).to_contain_text("wartet auf Freigabe")
    expect(attendee.row("gemeinsamen Runde")).to_have_count(1)


def test_a_draft_survives_a_reload(browser_page: Visits, server: Server) -> None:
    attendee = Attendee.joins(browser_page(), server.demo.join_code)
    attendee.page.get_by_role("textbox", name="Ihre Frage").fill("Noch nicht fertig geschrie")
    attendee.page.reload()
    expect(attendee.page.get_by_role("textbox", name="Ihre Frage")).to_have_value("Noch nicht fertig geschrie")


def test_the_later_of_two_moderators_is_told_who_was_quicker(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("status of 409")
    attendee, desk = hall(browser_page, server)
    slow, deaf = browser_page(DESKTOP), Deaf()
    slow.route_web_socket("**/ws/**", deaf.between)
    other = Desk.opens(slow, server, id_of(attendee.page), who="host")
    attendee.asks("Wie oft trifft sich die Steuerungsgruppe?")
    for one in (desk, other):
        expect(one.card("Steuerungsgruppe", "Neu")).to_be_visible(timeout=AT_ONCE_MS)
        one.takes("Steuerungsgruppe")
    deaf.now = True
    desk.press("f")
    expect(desk.card("Steuerungsgruppe", "Freigegeben")).to_be_visible(timeout=AT_ONCE_MS)
    other.press("a", "1")
    message = other.card("Steuerungsgruppe", "Freigegeben").get_by_role("alert")
    expect(message).to_contain_text("Inzwischen geändert von Malte Vogt.", timeout=AT_ONCE_MS)
    expect(desk.card("Steuerungsgruppe", "Freigegeben")).to_be_visible()


def test_a_phone_without_websockets_polls_and_votes_over_rest(browser_page: Visits, server: Server) -> None:
    attendee, desk = hall(browser_page, server)
    approved(attendee, desk, "Welche Räume nutzen Sie für die Treffen?")
    phone = browser_page()
    phone.route_web_socket("**/ws/**", lambda socket: socket.close())
    polling = Attendee.joins(phone, server.demo.join_code, followed=False)
    polling.sees("Neu")
    vote = polling.vote_button("Welche Räume nutzen Sie")
    vote.click()
    expect(vote).to_have_attribute("aria-pressed", "true")
    attendee.sees("Neu")
    expect(attendee.vote_button("Welche Räume nutzen Sie")).to_have_text("1", timeout=POLLED_MS)
    attendee.asks("Gibt es ein Budget für die Treffen?")
    desk.takes("Gibt es ein Budget")
    desk.press("f")
    expect(polling.row("Gibt es ein Budget")).to_be_visible(timeout=POLLED_MS)


def test_ending_and_reopening_a_session_is_seen_in_the_hall(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    attendee, desk = hall(browser_page, server)
    desk.page.get_by_role("button", name="Runde beenden").press("Enter")
    desk.page.get_by_role("button", name="Nur beenden").press("Enter")
    ended = attendee.page.get_by_role("main").get_by_text("Die Fragerunde ist beendet", exact=True)
    expect(ended).to_be_visible(timeout=AT_ONCE_MS)
    expect(attendee.page.get_by_role("textbox", name="Ihre Frage")).to_have_count(0)
    accessible(attendee.page)
    desk.page.get_by_role("button", name="Rückgängig").press("Enter")
    expect(attendee.page.get_by_role("textbox", name="Ihre Frage")).to_be_visible(timeout=AT_ONCE_MS)


def test_without_premoderation_a_question_is_seen_at_once(browser_page: Visits, server: Server) -> None:
    attendee, desk = hall(browser_page, server)
    switch = desk.page.get_by_role("switch", name="Vorab-Prüfung")
    switch.press("Enter")
    expect(attendee.page.get_by_role("button", name="ohne Vorab-Prüfung")).to_be_visible(timeout=AT_ONCE_MS)
    attendee.asks("Erscheint diese Frage ohne Umweg?")
    attendee.sees("Neu")
    expect(attendee.row("Erscheint diese Frage ohne Umweg?")).to_be_visible(timeout=AT_ONCE_MS)
    switch.press("Enter")
    expect(attendee.page.get_by_role("button", name="moderiert", exact=True)).to_be_visible(timeout=AT_ONCE_MS)


def test_the_hall_keeps_its_picture_when_the_network_goes(browser_page: Visits, server: Server, watch: Watch) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    question = "Was bleibt stehen, wenn das Netz ausfällt?"
    attendee, desk = hall(browser_page, server)
    approved(attendee, desk, question)
    desk.takes(question)
    desk.press("s")
    stage = Stage.opens(browser_page(STAGE), desk.stage_link())
    expect(stage.shows(question)).to_be_visible()
    stage.page.context.set_offline(True)
    expect(stage.page.get_by_text("Verbindung wird gesucht")).to_be_visible()
    desk.takes(question)
    desk.press("b")
    expect(desk.card(question, "Erledigt")).to_be_visible(timeout=AT_ONCE_MS)
    expect(stage.shows(question)).to_be_visible()
    stage.page.context.set_offline(False)
    expect(stage.shows(question)).to_have_count(0)


def test_a_stage_without_its_key_says_where_to_get_one(guest: Page, watch: Watch) -> None:
    watch.expect("status of 404")
    guest.goto("/live/1/saal")
    expect(guest.get_by_text("Bitte öffnen Sie die Saalansicht aus der Regie.")).to_be_visible()
