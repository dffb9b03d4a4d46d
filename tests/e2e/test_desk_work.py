"""Work at the desk that neither votes, nor a bad network, nor an expired sign-in may take out of one's hands."""

import re

from playwright.sync_api import Locator, Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, PHONE, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.live_people import AT_ONCE_MS, Attendee, Desk, id_of, shows_focus

SAVES_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
"""A desk that fetches nothing ahead."""


def texts(desk: Desk, column: str) -> list[str]:
    return desk.column(column).get_by_role("article").locator("p[lang][id]").all_inner_texts()


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.innerText"))


def grip(desk: Desk, text: str, column: str) -> tuple[float, float]:
    """Where a pointer takes hold of a card."""
    card = desk.card(text, column)
    card.scroll_into_view_if_needed()
    return middle(card.locator(".grip"))


def middle(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def above_the_keys(desk: Desk, place: Locator) -> Locator:
    """Whoever reads a message can read the keys too."""
    keys = desk.page.get_by_role("contentinfo", name=re.compile("Tasten")).bounding_box()
    assert keys
    assert middle(place)[1] < keys["y"]
    return place


def test_votes_move_no_card_under_the_hands_of_whoever_works_there(browser_page: Visits, server: Server) -> None:
    one, two = "Wer hält die Absprachen der Runde fest?", "Wer vertritt die Leitung der Runde im Urlaub?"
    attendee, desk = hall(browser_page, server)
    for text in (one, two):
        approved(attendee, desk, text)
    desk.takes(one, "Freigegeben")
    before = texts(desk, "Freigegeben")
    expect(desk.card(one, "Freigegeben")).to_be_focused()
    desk.press("Tab")
    assert "Auf die Bühne" in focused(desk.page)
    assert shows_focus(desk.page)
    attendee.sees("Neu")
    attendee.page.keyboard.press("ArrowLeft")
    assert shows_focus(attendee.page)
    attendee.sees("Neu")
    attendee.vote_button(two).click()
    expect(desk.card(two, "Freigegeben")).to_contain_text("1 Stimme", timeout=AT_ONCE_MS)
    expect(desk.page.get_by_role("button", name="Neu ordnen (2)")).to_be_visible()
    assert texts(desk, "Freigegeben") == before
    assert "Auf die Bühne" in focused(desk.page)
    desk.press("o")
    expect(desk.page.get_by_role("button", name="Neu ordnen")).to_have_count(0)
    after = texts(desk, "Freigegeben")
    assert after.index(two) < after.index(one)
    assert "Auf die Bühne" in focused(desk.page)  # the button went along with its card

    attendee.vote_button(one).click()
    Attendee.joins(browser_page(), server.demo.join_code)
    expect(desk.card(one, "Freigegeben")).to_contain_text("1 Stimme", timeout=AT_ONCE_MS)
    desk.takes("Wer lädt die Ämter eigentlich ein?", "Neu")  # nobody is in the column any more
    expect(desk.page.get_by_role("button", name="Neu ordnen")).to_have_count(0)


def test_a_card_is_dragged_by_mouse_and_finger_and_moved_as_far_by_keys(browser_page: Visits, server: Server) -> None:
    text = "Welche Rolle haben die Schulen in der Runde?"
    attendee, desk = hall(browser_page, server)
    approved(attendee, desk, text)
    rest = texts(desk, "Als Nächstes")[1:]  # without the one on stage
    mouse = desk.page.mouse
    mouse.move(*grip(desk, text, "Freigegeben"))
    mouse.down()
    mouse.move(*middle(desk.card(rest[0], "Als Nächstes")), steps=4)
    mouse.move(middle(desk.card(rest[0]))[0], middle(desk.card(rest[0]))[1] - 30)
    mouse.up()
    expect(desk.card(text, "Als Nächstes")).to_contain_text("Platz 1", timeout=AT_ONCE_MS)
    expect(desk.page.get_by_text(f"Auf Platz 1: {text}")).to_be_visible()
    above_the_keys(desk, desk.page.get_by_role("button", name="Rückgängig")).click()
    expect(desk.card(text, "Freigegeben")).to_be_visible(timeout=AT_ONCE_MS)

    desk.takes(text, "Freigegeben")
    desk.press("v")
    last = f"Platz {len(rest) + 1}"
    expect(desk.card(text, "Als Nächstes")).to_contain_text(last, timeout=AT_ONCE_MS)
    desk.takes(text, "Als Nächstes")
    desk.press(*["Shift+ArrowUp"] * len(rest))
    expect(desk.card(text, "Als Nächstes")).to_contain_text("Platz 1", timeout=AT_ONCE_MS)
    desk.press("Shift+ArrowDown")
    expect(desk.card(text, "Als Nächstes")).to_contain_text("Platz 2", timeout=AT_ONCE_MS)
    desk.press("Shift+V")
    expect(desk.card(text, "Als Nächstes")).to_contain_text("Platz 1", timeout=AT_ONCE_MS)
    expect(desk.card(text, "Als Nächstes")).to_be_focused()

    phone = Desk.opens(browser_page(PHONE), server, id_of(attendee.page), who="host")
    phone.page.get_by_role("button", name="Als Nächstes").click()
    phone.card(rest[0], "Als Nächstes").scroll_into_view_if_needed()
    begin, over = grip(phone, text, "Als Nächstes"), middle(phone.card(rest[0], "Als Nächstes"))
    touch = phone.page.context.new_cdp_session(phone.page)
    for kind, point in (("Start", begin), ("Move", over), ("Move", (over[0], over[1] + 60))):
        touch.send(
            "Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": [{"x": point[0], "y": point[1]}]}
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(phone.card(text, "Als Nächstes")).to_contain_text("Platz 2", timeout=AT_ONCE_MS)


def test_an_expired_sign_in_is_told_and_what_was_typed_is_there_after_signing_in(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("status of 40[134]")
    text, better = "Wo steht das in dem Protokol?", "Wo steht das im Protokoll der Runde?"
    attendee, desk = hall(browser_page, server)
    attendee.asks(text)
    expect(desk.card(text, "Neu")).to_be_visible(timeout=AT_ONCE_MS)
    desk.takes(text)
    desk.press("w", "ControlOrMeta+a")
    desk.page.keyboard.type(better)
    (kept,) = (one for one in desk.page.context.cookies() if one["name"] == "session")
    desk.page.context.clear_cookies(name="session")
    desk.press("Control+Enter")
    expect(desk.page.get_by_role("dialog").get_by_role("alert")).not_to_have_text("")
    desk.press("Escape")
    bar = desk.page.get_by_role("alert").filter(has_text="Ihre Anmeldung ist abgelaufen.")
    expect(bar).to_be_visible()

    # Signed in again in another window.
    desk.page.context.add_cookies([{"name": "session", "value": kept["value"], "url": server.url}])
    desk.page.evaluate("() => dispatchEvent(new Event('focus'))")
    expect(bar).to_have_count(0)
    desk.page.context.clear_cookies(name="session")
    desk.takes(text)
    desk.press("f")
    bar.get_by_role("link", name="Anmelden").click()
    again = Desk.signs_in(desk.page, server)
    again.takes(text)
    again.press("w")
    expect(again.page.get_by_label("Neuer Wortlaut")).to_have_value(better)
    again.press("Control+Enter")
    expect(again.card(better, "Neu")).to_be_visible(timeout=AT_ONCE_MS)


def test_a_part_that_cannot_be_fetched_leaves_the_keys_alone_and_is_fetched_later(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED|dynamically imported|ERR_FAILED|preload")
    attendee = Attendee.joins(browser_page(), server.demo.join_code)
    page = browser_page(DESKTOP)
    page.add_init_script(SAVES_DATA)
    desk = Desk.opens(page, server, id_of(attendee.page))
    desk.takes("Können Sie die Folien herumschicken?", "Neu")
    page.context.set_offline(True)
    desk.press("p")
    expect(page.get_by_text("Dieser Teil der Seite ließ sich nicht laden.")).to_be_visible()
    here = desk.current()
    desk.press("ArrowUp")
    assert desk.current() != here
    page.context.set_offline(False)
    desk.press("p")
    expect(page.get_by_role("dialog", name="Umfragen")).to_be_visible()


def test_behind_a_dialog_no_key_reaches_the_desk(browser_page: Visits, server: Server) -> None:
    _, desk = hall(browser_page, server)
    page, dialog = desk.page, desk.page.get_by_role("dialog")
    desk.takes("Können Sie die Folien herumschicken?", "Neu")
    page.get_by_role("button", name="Links für Saal und Podium").click()
    dialog.get_by_text("Wer einen Link hat").click()
    desk.press("f", "a")
    page.get_by_role("button", name="Schließen").click()
    expect(desk.card("Können Sie die Folien herumschicken?", "Neu")).to_be_visible()
    expect(dialog).to_have_count(0)


def test_a_draft_of_a_poll_outlives_closing_reload_and_being_thrown_away(browser_page: Visits, server: Server) -> None:
    _, desk = hall(browser_page, server)
    page, dialog = desk.page, desk.page.get_by_role("dialog")
    desk.press("p")
    dialog.get_by_role("button", name="Neue Umfrage").click()
    field = dialog.get_by_label("Frage", exact=True)
    field.fill("Womit fangen wir an?")
    x, y = middle(field)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(4, y, steps=3)
    page.mouse.up()
    expect(field).to_be_visible()  # selecting text out to the backdrop closes nothing
    page.mouse.click(4, y)
    expect(dialog).to_have_count(0)
    desk.press("p")
    expect(field).to_have_value("Womit fangen wir an?")
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("^Regie:"))).to_be_visible()
    desk.press("p")
    dialog.get_by_role("button", name="Neue Umfrage").click()
    expect(field).to_have_value("Womit fangen wir an?")
    dialog.get_by_role("button", name="Verwerfen").click()
    expect(field).to_have_value("")
    dialog.get_by_role("button", name="Rückgängig").click()
    expect(field).to_have_value("Womit fangen wir an?")
    dialog.get_by_role("button", name="Verwerfen").click()
    page.keyboard.press("Escape")
    page.reload()
    expect(page.get_by_role("heading", name=re.compile("^Regie:"))).to_be_visible()
    desk.press("p")
    dialog.get_by_role("button", name="Neue Umfrage").click()
    expect(field).to_have_value("")
