"""The attendee's list never moves under the finger, and whoever only listens is not talked over."""

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Locator, Page, expect

from scripts.local_server import Server
from tests.e2e.crowd import votes
from tests.e2e.harness.visits import Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.live_people import AT_ONCE_MS, Attendee, Desk
from tests.e2e.orders import moved

VOTES_PER_SECOND = 200
LISTENED_MS = 11_000
EVERY_MS = 5_000
"""One message at once, and at most one in each such span after it."""
HEARD = """() => {
  window.__said = [];
  const regions = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
  new MutationObserver(records => {
    const places = new Set();
    for (const {target} of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(regions);
      if (region && region.textContent.trim()) places.add(region);
    }
    for (const region of places) window.__said.push(region.textContent.trim());
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
SOMETHING_SAID = "() => window.__said.length > 0"
SCORES = (
    """() => [...document.querySelectorAll('[role=tabpanel] .vote span:last-child')].map(e => e.textContent).join()"""
)


@dataclass(frozen=True)
class Finger:
    """A finger that is laid on the screen and stays there."""

    wire: CDPSession

    @classmethod
    def on(cls, page: Page, row: Locator) -> "Finger":
        box = row.bounding_box()
        assert box is not None
        wire = page.context.new_cdp_session(page)
        point = {"x": box["x"] + 40, "y": box["y"] + box["height"] / 2}
        wire.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
        return cls(wire)

    def lifts(self) -> None:
        self.wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def places(page: Page) -> list[list[object]]:
    """Each row of the list with where it stands on the screen."""
    found: list[list[object]] = page.eval_on_selector_all(
        "[role=tabpanel] .list li .text", "all => all.map(e => [e.innerText, e.getBoundingClientRect().top])"
    )
    return found


def test_no_row_moves_under_a_held_finger_while_votes_and_questions_come_in(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    texts = ["Wer moderiert die erste Runde?", "Wie oft trifft sich die Runde?", "Wo finden wir die Vorlagen?"]
    attendee, desk = hall(browser_page, server)
    desk.empties("Als Nächstes")
    desk.empties("Freigegeben")
    for text in texts:
        approved(attendee, desk, text)
    page = attendee.page
    page.get_by_role("button", name="Zuklappen").click()  # the poll, which leaves no row within reach of a finger
    expect(page.locator("[role=tabpanel] .list li")).to_have_count(len(texts))
    before = places(page)
    finger = Finger.on(page, attendee.row(texts[2]))
    other = Attendee.joins(browser_page(), server.demo.join_code)
    other.vote_button(texts[2]).click()
    other.vote_button(texts[1]).click()
    expect(attendee.vote_button(texts[2])).to_have_text("1", timeout=AT_ONCE_MS)
    approved(other, desk, "Was kostet die Begleitung im ersten Jahr?")
    desk.takes(texts[1])
    desk.press("s")
    expect(other.on_stage()).to_contain_text(texts[1], timeout=AT_ONCE_MS)
    expect(page.get_by_role("button", name="1 neue Frage")).to_be_visible(timeout=AT_ONCE_MS)
    assert places(page) == before
    expect(attendee.on_stage()).to_have_count(0)
    moved(desk, texts[2], "label", labels=["Ablauf"])
    expect(other.page.get_by_role("button", name="Ablauf")).to_be_visible(timeout=AT_ONCE_MS)
    expect(page.get_by_role("button", name="Ablauf")).to_have_count(0)
    page.context.set_offline(True)
    expect(page.get_by_role("paragraph").filter(has_text="Offline: Sie können weiterlesen")).to_be_visible()
    assert places(page) == before
    page.context.set_offline(False)

    finger.lifts()
    expect(attendee.on_stage()).to_contain_text(texts[1])
    expect(page.get_by_role("tabpanel").get_by_role("listitem").first).to_contain_text(texts[2])
    expect(attendee.row("Was kostet die Begleitung")).to_be_visible()
    expect(page.get_by_role("button", name="Ablauf")).to_be_visible()


def test_a_question_that_goes_under_the_finger_leaves_its_place_empty(browser_page: Visits, server: Server) -> None:
    attendee, desk = hall(browser_page, server)
    desk.empties("Freigegeben")
    gone, stays = "Diese Frage wird gleich zurückgenommen, oder?", "Und diese Frage bleibt darunter stehen?"
    approved(attendee, desk, gone)
    approved(attendee, desk, stays)
    page = attendee.page
    page.get_by_role("button", name="Zuklappen").click()
    below = attendee.row(stays).bounding_box()
    finger = Finger.on(page, attendee.row(stays))
    desk.takes(gone)
    desk.press("a", "1")
    expect(page.get_by_text("Diese Frage wird nicht mehr gezeigt.")).to_be_visible(timeout=AT_ONCE_MS)
    expect(page.get_by_text(gone).first).to_be_hidden()
    assert attendee.row(stays).bounding_box() == below
    finger.lifts()
    expect(page.get_by_text("Diese Frage wird nicht mehr gezeigt.")).to_have_count(0)


def test_whoever_listens_hears_one_message_in_five_seconds_and_can_pause_them(
    browser_page: Visits, server: Server
) -> None:
    attendee, desk = hall(browser_page, server)
    for text in ("Welche Frage hören wir zuerst auf der Bühne?", "Welche Frage hören wir danach auf der Bühne?"):
        approved(attendee, desk, text)
    page = attendee.page
    crowd = browser_page()
    votes(crowd, server.demo.join_code, VOTES_PER_SECOND)
    before = page.evaluate(SCORES)
    page.wait_for_function(f"before => ({SCORES})() !== before", arg=before)
    page.evaluate(HEARD)
    began = page.evaluate("() => performance.now()")
    stage_in_turns(desk, LISTENED_MS)
    page.wait_for_function(SOMETHING_SAID)  # the last turn may have been the first, and is still on its way
    said, listened = page.evaluate("began => [window.__said, performance.now() - began]", began)
    assert len(said) <= 1 + listened // EVERY_MS, (listened, said)

    page.get_by_role("button", name="Ansagen anhalten").click()
    page.evaluate("() => { window.__said = []; }")
    stage_in_turns(desk, 6_000)
    assert page.evaluate("() => window.__said") == []
    crowd.close()


def stage_in_turns(desk: Desk, for_ms: int) -> None:
    """Put one question after the other on stage, so that there is something to say all the time."""
    end = desk.page.evaluate("ms => performance.now() + ms", for_ms)
    texts = ["Welche Frage hören wir zuerst auf der Bühne?", "Welche Frage hören wir danach auf der Bühne?"]
    turn = 0
    while desk.page.evaluate("() => performance.now()") < end:
        text = texts[turn % 2]
        # Rows change places with each vote: keys would chase it, and a click would wait until it rests.
        desk.card(text).dispatch_event("pointerdown")
        desk.press("s")
        expect(desk.card(text, "Als Nächstes")).to_contain_text("auf der Bühne")
        turn += 1
