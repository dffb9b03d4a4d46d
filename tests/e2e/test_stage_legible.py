"""The stage can be read from the last row: every text on it is large and stands out, in every state and size."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_people import Attendee, Desk, Stage, id_of

SIZES = ((1920, 1080), (3840, 2160), (1920, 1200), (1280, 800), (1024, 768), (1280, 1024))
"""Projectors: of 16:9, 16:10, 4:3 and 5:4."""
LEAST_CONTRAST = 7
LINES_OF_THE_SCREEN = 30
NO_LONGER_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsverordnung"
WORDS = "Wie gewinnt man das Ordnungsamt für die gemeinsame Runde, wenn schon im Frühjahr keine Zeit war? "
LONGEST = (WORDS * 6)[:499] + "?"

# Every text that is seen: its size in parts of the screen's height, and its contrast by WCAG's formula.
TEXTS = """() => {
  const part = value => { const c = value / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    const box = element.getBoundingClientRect();
    if (!text || element.closest('script, style, noscript, .kern-sr-only') || box.width < 2 || box.height < 2) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(numbers(style.color)), light(behind(element))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push({text, size: parseFloat(style.fontSize) / innerHeight, contrast, opacity: Number(style.opacity),
      inside: box.left >= -1 && box.right <= innerWidth + 1 && box.top >= -1 && box.bottom <= innerHeight + 1});
  }
  return found;
}"""
AT_REST = "() => Promise.all(document.getAnimations().map(a => { try { a.finish() } catch { a.cancel() } }))"
DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"

Change = Callable[[dict[str, Any]], None]


def session_is(state: str) -> Change:
    def change(answer: dict[str, Any]) -> None:
        answer["session"]["state"] = state

    return change


def documented(answer: dict[str, Any]) -> None:
    answer["session"].update(state="closed", documented=True)


def nothing_asked(answer: dict[str, Any]) -> None:
    answer["questions"] = []


def nothing_on_stage(answer: dict[str, Any]) -> None:
    answer["questions"] = [row for row in answer["questions"] if row["state"] == "approved"]


def on_stage(text: str, **more: Any) -> Change:
    def change(answer: dict[str, Any]) -> None:
        nothing_on_stage(answer)
        first = answer["questions"][0]
        answer["questions"].append({**first, "id": "999", "state": "on_stage", "text": text, **more})
        for place, row in enumerate(answer["questions"][:2], 1):
            row.update(pinned=place, text=LONGEST)

    return change


STATES: dict[str, Change] = {
    "planned": session_is("planned"),
    "closed": session_is("closed"),
    "documented": documented,
    "nothing asked": nothing_asked,
    "nothing on stage": nothing_on_stage,
    "a question": on_stage("Wer lädt die Ämter ein?", score=48, also=["Wer lädt ein?", "Wer macht den Anfang?"]),
    "the longest question": on_stage(LONGEST, score=1, by="Kreis Siegen-Wittgenstein"),
    "a very long word": on_stage(f"Gilt die {NO_LONGER_WORD} auch hier?"),
}


def legible(page: Page, state: str) -> None:
    """All texts of the page are large enough, stand out, and none lies outside the screen."""
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.evaluate(DRAWN)
    page.evaluate(AT_REST)
    texts = page.evaluate(TEXTS)
    assert texts, state
    small = [text for text in texts if text["size"] < 1 / LINES_OF_THE_SCREEN - 1e-6]
    pale = [text for text in texts if text["contrast"] < LEAST_CONTRAST or text["opacity"] < 1]
    outside = [text for text in texts if not text["inside"]]
    assert (state, small, pale, outside) == (state, [], [], [])


def key_of(visits: Visits, server: Server) -> str:
    """The secret link to the stage, as the desk hands it out."""
    attendee = Attendee.joins(visits(), server.demo.join_code)
    return Desk.opens(visits(DESKTOP), server, id_of(attendee.page)).stage_link()


def in_every_size(page: Page, state: str) -> None:
    """Legible on each projector."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        legible(page, f"{state}, {width}x{height}")


def test_every_text_on_the_stage_is_large_and_stands_out(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    link = key_of(browser_page, server)
    page = browser_page(SIZES[0])
    change: Change = nothing_on_stage

    def answer(route: Route) -> None:
        found = route.fetch()
        body = found.json()
        body["polls"] = []
        change(body)
        route.fulfill(response=found, body=json.dumps(body), headers={"Content-Type": "application/json"})

    page.route("**/stage/state", answer)
    page.route_web_socket("**/ws/**", lambda socket: socket.close())
    Stage.opens(page, link)
    for state, change in STATES.items():  # noqa: B007 - the route reads it
        page.reload()
        expect(page.locator("main .words")).not_to_have_text("")
        in_every_size(page, state)
        accessible(page)
        if state in {"closed", "documented"}:
            expect(page.get_by_text(f"{server.host}/live/")).to_contain_text("/dokumentation")
            picture = page.get_by_role("img", name="QR-Code zur Dokumentation")
            picture.evaluate("image => image.decode()")  # it is there, and it is a picture
            assert (picture.bounding_box() or {"height": 0})["height"] > SIZES[-1][1] / 4
    page.context.set_offline(True)
    expect(page.get_by_text("Verbindung wird gesucht")).to_be_visible()
    in_every_size(page, "connection lost")


def test_the_clock_on_the_stage_can_be_switched_off(browser_page: Visits, server: Server) -> None:
    page = Stage.opens(browser_page(SIZES[0]), key_of(browser_page, server)).page
    expect(page.get_by_text("Uhr")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_text("Uhr")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("img", name="QR-Code zum Mitfragen")).to_be_visible()
    expect(page.get_by_text("Uhr")).to_have_count(0)
