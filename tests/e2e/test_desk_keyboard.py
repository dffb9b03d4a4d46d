"""The moderator desk by keyboard alone: from signing in to the end of the session, and back by undo."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, STEP_LIMIT_MS, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import PLANNED
from tests.e2e.live_people import AT_ONCE_MS, Attendee, Desk, id_of, shows_focus
from tests.e2e.thorough import without_barriers

RAW = "wie lädt man denn die Ämter zur Runde ein??"
POLISHED = "Wie lädt man die Ämter zur Runde ein?"
SAME = "Wer schreibt den Ämtern die Einladung?"
COSTS = "Was kostet die Begleitung einer Runde im Jahr?"
FORUM = "Gibt es Vorlagen für eine Kooperationsvereinbarung?"
MOST_TABS = 40
FOCUSED = """() => {
  const at = document.activeElement;
  if (at === document.body) return '';
  return at.labels?.[0]?.innerText || at.getAttribute('aria-label') || at.innerText;
}"""
POINTERS = """
window.__pointers = 0;
for (const name of ['pointerdown', 'mousedown', 'touchstart'])
  addEventListener(name, event => { if (event.isTrusted) window.__pointers += 1; }, true);
"""


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Move the focus with Tab until it is on what is called so.

    What an answer of the server brings may come after the first round through the page: it has the time of a step.
    """
    pressed, until = 0, time.monotonic() + STEP_LIMIT_MS / 1000
    while pressed < MOST_TABS or time.monotonic() < until:
        page.keyboard.press(key)
        pressed += 1
        focused = page.evaluate(FOCUSED)
        assert shows_focus(page), f"{focused!r} has the focus and does not show it"
        if name in (focused or ""):
            return
    raise AssertionError(f"{name!r} is not reached with {key}")


def signs_in(page: Page, server: Server, session: str) -> Desk:
    """Sign in from the desk's own address without touching a mouse."""
    page.add_init_script(POINTERS)
    page.goto(f"/anmelden?weiter=/live/{session}/regie")
    page.wait_for_selector("#first", state="detached")
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
    tab_to(page, "E-Mail-Adresse")
    page.keyboard.type(server.demo.emails["moderator"])
    tab_to(page, "Kennwort")
    page.keyboard.type(server.demo.password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^[^?]+/regie$"))
    expect(page.get_by_role("heading", name=re.compile("^Regie:"))).to_be_visible()
    return Desk(page)


def people(visits: Visits, server: Server, *texts: str) -> Attendee:
    """Ask these questions, three a person; gives back the last who asked."""
    asker = None
    for place, text in enumerate(texts):
        if place % 3 == 0:
            asker = Attendee.joins(visits(), server.demo.join_code)
        assert asker is not None
        asker.asks(text)
        asker.sees("Meine")
        expect(asker.row(text)).to_contain_text("wartet auf Freigabe")
    assert asker is not None
    return asker


def done(desk: Desk, text: str, column: str, *says: str) -> None:
    """The card stands in this column and says this; no dialog is open."""
    card = desk.card(text, column)
    expect(card).to_be_visible(timeout=AT_ONCE_MS)
    for words in says:
        expect(card).to_contain_text(words, timeout=AT_ONCE_MS)
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def words_a_question(desk: Desk, accessible: Callable[[Page], None]) -> None:
    """Change the wording, let it through, give it a topic."""
    desk.takes(RAW)
    desk.press("w")
    accessible(desk.page)
    desk.press("ControlOrMeta+a")
    desk.page.keyboard.type(POLISHED)
    desk.press("Control+Enter")
    done(desk, POLISHED, "Neu", "umformuliert")
    desk.takes(POLISHED)
    desk.press("f")
    done(desk, POLISHED, "Freigegeben")

    desk.takes(POLISHED)
    desk.press("t")
    desk.page.keyboard.type("Zuständigkeit")
    desk.press("Enter")
    accessible(desk.page)
    desk.press("Enter")
    done(desk, POLISHED, "Freigegeben", "Zuständigkeit")


def merges_and_separates(desk: Desk, accessible: Callable[[Page], None]) -> None:
    """Let one question lead the other, and separate them again."""
    desk.takes(SAME)
    desk.press("Shift+Z")
    desk.page.keyboard.type("Ämter Runde ein")
    accessible(desk.page)
    desk.press("Enter")
    done(desk, SAME, "Erledigt", "zusammengeführt", POLISHED[:20])
    done(desk, POLISHED, "Freigegeben", "zusammengeführt aus 2")
    desk.takes(POLISHED, "Freigegeben")
    desk.press("x")
    accessible(desk.page)
    desk.press("1")
    done(desk, SAME, "Neu")


def puts_in_order(desk: Desk, accessible: Callable[[Page], None]) -> None:
    """Make a shortlist of two and change their order."""
    desk.empties("Als Nächstes")
    desk.takes(SAME)
    desk.press("f")
    desk.takes(SAME, "Freigegeben")
    desk.press("v")
    done(desk, SAME, "Als Nächstes", "Platz 1")
    desk.takes(POLISHED, "Freigegeben")
    desk.press("v")
    done(desk, POLISHED, "Als Nächstes", "Platz 2")
    desk.takes(POLISHED, "Als Nächstes")
    desk.press("Shift+ArrowUp")
    done(desk, POLISHED, "Als Nächstes", "Platz 1")
    done(desk, SAME, "Als Nächstes", "Platz 2")
    desk.press("Shift+ArrowDown")
    done(desk, SAME, "Als Nächstes", "Platz 1")
    desk.press("Shift+V")
    done(desk, POLISHED, "Als Nächstes", "Platz 1")
    accessible(desk.page)


def brings_to_an_answer(desk: Desk, accessible: Callable[[Page], None]) -> None:
    """Put one on stage and tick it off, answer the other in writing."""
    desk.takes(POLISHED, "Als Nächstes")
    desk.press("s")
    done(desk, POLISHED, "Als Nächstes", "auf der Bühne")
    desk.takes(POLISHED, "Als Nächstes")
    desk.press("u")
    done(desk, POLISHED, "Freigegeben")
    desk.takes(POLISHED, "Freigegeben")
    desk.press("u")
    done(desk, POLISHED, "Neu")
    desk.takes(POLISHED, "Neu")
    desk.press("f")
    done(desk, POLISHED, "Freigegeben")
    desk.takes(POLISHED, "Freigegeben")
    desk.press("s")
    done(desk, POLISHED, "Als Nächstes", "auf der Bühne")
    desk.takes(POLISHED, "Als Nächstes")
    desk.press("b")
    done(desk, POLISHED, "Erledigt", "beantwortet", "mündlich")

    desk.takes(SAME, "Als Nächstes")
    desk.press("n")
    accessible(desk.page)
    desk.page.keyboard.type("Die Koordinierungsstelle lädt ein.")
    desk.press("Control+Enter")
    done(desk, SAME, "Erledigt", "beantwortet", "1 schriftlich")


def sets_aside(desk: Desk) -> None:
    """Hand one to the forum and take it back, reject another and undo that."""
    desk.takes(FORUM)
    desk.press("f")
    desk.takes(FORUM, "Freigegeben")
    desk.press("i")
    done(desk, FORUM, "Erledigt", "im Forum")
    desk.takes(FORUM, "Erledigt")
    desk.press("u")
    done(desk, FORUM, "Freigegeben")

    desk.takes(COSTS)
    desk.press("a", "1")
    done(desk, COSTS, "Erledigt", "Gehört nicht zum Thema")
    desk.press("r")
    done(desk, COSTS, "Neu")


def finds(desk: Desk, accessible: Callable[[Page], None]) -> None:
    """Search, go to what was found, and leave the search."""
    desk.press("/")
    desk.page.keyboard.type("kooperationsvereinbarung")
    expect(desk.page.get_by_text("1 gefunden")).to_be_visible()
    desk.press("Enter")
    expect(desk.card(FORUM, "Freigegeben")).to_be_focused()
    desk.press("/", "Escape")
    expect(desk.card(COSTS, "Neu")).to_be_visible()
    desk.press("?")
    accessible(desk.page)
    desk.press("Escape")


def sets_the_session(desk: Desk) -> None:
    """Switch the pre-moderation off and on, set the time for a question, and look at the links."""
    page = desk.page
    tab_to(page, "Vorab-Prüfung", "Shift+Tab")
    for state in ("aus", "an"):
        desk.press("Enter")
        expect(page.get_by_role("switch", name=f"Vorab-Prüfung {state}")).to_be_focused(timeout=AT_ONCE_MS)
    tab_to(page, "Zeit je Frage")
    for key, value in (("ArrowDown", "60"), ("ArrowUp", "")):
        desk.press(key)
        expect(page.get_by_label("Zeit je Frage")).to_have_value(value, timeout=AT_ONCE_MS)
    tab_to(page, "Links für Saal und Podium")
    desk.press("Enter")
    tab_to(page, "Kopieren")
    desk.press("Escape")
    expect(page.get_by_role("button", name="Links für Saal und Podium")).to_be_focused()


def asks_the_hall(desk: Desk) -> None:
    """Write a poll, open it, show it and end it, all of it reached by Tab."""
    page, poll = desk.page, "Womit fangen wir morgen an?"
    tab_to(page, "Umfragen", "Shift+Tab")
    desk.press("Enter")
    tab_to(page, "Neue Umfrage")
    desk.press("Enter")
    tab_to(page, "Frage")
    page.keyboard.type(poll)
    tab_to(page, "Antworten")
    page.keyboard.type("Zuhören")
    desk.press("Enter")
    page.keyboard.type("Planen")
    tab_to(page, "Als Entwurf speichern")
    desk.press("Enter")
    row = page.get_by_role("article", name=poll)
    for what, then in (
        ("Öffnen", "Auf die Leinwand"),
        ("Auf die Leinwand", "Von der Leinwand nehmen"),
        ("Von der Leinwand nehmen", "Auf die Leinwand"),
        ("Beenden", "Wieder öffnen"),
    ):
        tab_to(page, f"{what}: {poll}")
        desk.press("Enter")
        expect(row.get_by_role("button", name=f"{then}: {poll}")).to_be_visible(timeout=AT_ONCE_MS)
    desk.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def closes_and_opens(desk: Desk, accessible: Callable[[Page], None]) -> None:
    """End the session and open it again."""
    tab_to(desk.page, "Runde beenden", "Shift+Tab")
    desk.press("Enter")
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    accessible(desk.page)
    tab_to(desk.page, "Nur beenden")
    desk.press("Enter")
    expect(desk.page.get_by_text("Alles andere geht, wenn Sie die Runde wieder öffnen.")).to_be_visible(
        timeout=AT_ONCE_MS
    )
    accessible(desk.page)
    tab_to(desk.page, "Wieder öffnen", "Shift+Tab")
    desk.press("Enter")
    expect(desk.page.get_by_role("button", name="Runde beenden")).to_be_visible(timeout=AT_ONCE_MS)


def test_a_moderator_runs_a_whole_session_by_keyboard_alone(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    asker = people(browser_page, server, RAW, SAME, COSTS, FORUM)
    page = browser_page(DESKTOP)
    desk = signs_in(page, server, id_of(asker.page))
    words_a_question(desk, accessible)
    merges_and_separates(desk, accessible)
    puts_in_order(desk, accessible)
    brings_to_an_answer(desk, accessible)
    sets_aside(desk)
    finds(desk, accessible)
    sets_the_session(desk)
    asks_the_hall(desk)
    closes_and_opens(desk, accessible)
    assert page.evaluate("() => window.__pointers") == 0


def test_a_moderator_opens_a_planned_session_by_keyboard_alone(browser_page: Visits, server: Server) -> None:
    hall = id_of(Attendee.joins(browser_page(), server.demo.join_code).page)
    host = Desk.opens(browser_page(DESKTOP), server, hall, who="host").page
    planned = str(host.evaluate(PLANNED)["id"])
    page = browser_page(DESKTOP)
    desk = signs_in(page, server, planned)
    expect(page.get_by_text("Die Runde ist noch nicht geöffnet.")).to_be_visible()
    without_barriers(page, "planned")
    tab_to(page, "Runde öffnen")
    desk.press("Enter")
    expect(page.get_by_role("button", name="Runde beenden")).to_be_visible(timeout=AT_ONCE_MS)
    assert page.evaluate("() => window.__pointers") == 0


def test_undo_takes_back_wording_topics_place_and_merging(browser_page: Visits, server: Server) -> None:
    first, second = "Wer leitet die Runde im ersten halben Jahr?", "Wer hat im ersten Halbjahr die Leitung?"
    asker = people(browser_page, server, first, second)
    desk = Desk.opens(browser_page(DESKTOP), server, id_of(asker.page))
    desk.takes(first)
    desk.press("w", "ControlOrMeta+a")
    desk.page.keyboard.type("Wer leitet die Runde anfangs?")
    desk.press("Control+Enter")
    done(desk, "Wer leitet die Runde anfangs?", "Neu", "umformuliert")
    desk.press("r")
    done(desk, first, "Neu")
    expect(desk.card(first)).not_to_contain_text("umformuliert")

    desk.takes(first)
    desk.press("t")
    desk.page.keyboard.type("Leitung")
    desk.press("Enter", "Enter")
    done(desk, first, "Neu", "Leitung")
    desk.press("Control+z")
    expect(desk.card(first).get_by_text("Leitung", exact=True)).to_have_count(0, timeout=AT_ONCE_MS)

    desk.takes(second)
    desk.press("Shift+Z")
    desk.page.keyboard.type("leitet ersten halben")
    desk.press("Enter")
    done(desk, second, "Erledigt", "zusammengeführt")
    desk.press("r")
    done(desk, second, "Neu")

    desk.takes(first)
    desk.press("f")
    done(desk, first, "Freigegeben")
    desk.takes(first, "Freigegeben")
    desk.press("v")
    done(desk, first, "Als Nächstes", "Platz")
    desk.press("r")
    done(desk, first, "Freigegeben")


def test_what_is_typed_survives_when_somebody_else_was_quicker(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("status of 409")
    text = "Welche Fristen gelten für die Einladung?"
    asker = people(browser_page, server, text)
    session = id_of(asker.page)
    desk = Desk.opens(browser_page(DESKTOP), server, session)
    other = Desk.opens(browser_page(DESKTOP), server, session, who="host")
    other.takes(text)
    other.press("w", "ControlOrMeta+a")
    other.page.keyboard.type("Welche Fristen gelten, und für wen?")
    desk.takes(text)
    desk.press("f")
    done(desk, text, "Freigegeben")
    other.press("Control+Enter")
    dialog = other.page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_have_text(
        re.compile(r"Inzwischen geändert von Malte Vogt\..* Jetzt: freigegeben\.")
    )
    expect(dialog.get_by_label("Neuer Wortlaut")).to_have_value("Welche Fristen gelten, und für wen?")
    other.press("Escape")
    expect(other.card(text, "Freigegeben").get_by_role("alert")).to_contain_text("Inzwischen geändert")
