"""Polls on the stage can be read from the last row: every kind, with few short and many long answers, in every size."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import Visits
from tests.e2e.live_people import Stage
from tests.e2e.test_stage_legible import LEAST_CONTRAST, NO_LONGER_WORD, SIZES, key_of, legible

QUESTION = "Womit sollten wir in der gemeinsamen Runde der Ämter im nächsten Jahr zuerst anfangen?"
LONGEST_QUESTION = ("Wie gewinnt man das Ordnungsamt für die gemeinsame Runde, wenn keine Zeit war? " * 4)[:299] + "?"
LONG_ANSWER = "Zuständigkeiten zwischen Ordnungsamt, Jugendhilfe und Polizei schriftlich klären und jedes Jahr prüfen"
LONGEST_ANSWER = (LONG_ANSWER + ", mit allen Beteiligten")[:120]
WORDS = ["Vertrauen", "Zeit", "Zuhören", "Geduld", "Klarheit", "Augenhöhe", "Haltung", "Respekt", "Mut", "Ruhe"]

# Rows, and what is in them: nothing is cut, no row lies over another, and letters stand out from the bar behind them.
ROWS = """() => {
  const part = value => { const c = value / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
  const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b); };
  const rows = [...document.querySelectorAll('[data-fit] li')], list = document.querySelector('[data-fit]');
  const below = list.getBoundingClientRect().bottom;
  return rows.map((row, place) => {
    const label = row.querySelector('.label'), box = row.getBoundingClientRect();
    const half = parseFloat(getComputedStyle(label).fontSize) / 2;
    const bar = getComputedStyle(row.querySelector('.bar')).backgroundColor;
    const [a, b] = [light(getComputedStyle(label).color), light(bar)];
    return {text: label.textContent, contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
      cut: label.scrollHeight > label.clientHeight + half || label.scrollWidth > label.clientWidth + 1,
      over: box.bottom > below + 1 || (place > 0 && rows[place - 1].getBoundingClientRect().bottom > box.top + 1)};
  });
}"""

Poll = dict[str, Any]


def poll(kind: str, text: str = QUESTION, answers: list[str] | None = None, **more: Any) -> Poll:
    """A poll as the stage gets it, with a result of 240 ballots in which the second answer leads."""
    options = [{"id": str(number), "text": answer} for number, answer in enumerate(answers or [], 1)]
    numbers = [87, 240, 55, 21, 17, 12, 9, 7, 5, 3, 1, 0]
    counts = {option["id"]: count for option, count in zip(options, numbers, strict=False)}
    result: dict[str, Any] = {"ballots": 240, "counts": counts}
    if kind == "ranking":
        points = {option["id"]: 90 * count for option, count in zip(options, numbers, strict=False)}
        result = {"ballots": 240, "points": points, "ranks": dict.fromkeys(points, 2.5)}
    return {
        "id": "1",
        "kind": kind,
        "text": text,
        "state": "open",
        "hidden": False,
        "stage": True,
        "position": 1,
        "options": options,
        "most": 1,
        "scale": None,
        "rev": 2,
        "version": 2,
        "result": result,
        **more,
    }


def scale(low: int, high: int, label: str) -> Poll:
    steps = range(low, high + 1)
    result = {"ballots": 240, "counts": {str(step): 10 * step for step in steps}, "mean": 3.42, "median": 3.5}
    ends = {"low": low, "high": high, "low_label": label, "high_label": label}
    return poll("scale", scale=ends, result=result)


def cloud(*words: tuple[str, int]) -> Poll:
    return poll("words", result={"ballots": sum(count for _, count in words), "words": list(words)})


ANSWERS = ["Ja", "Nein", "Ich weiß es noch nicht"]
POLLS: dict[str, Poll] = {
    "three short answers": poll("single", "Kommen Sie im nächsten Jahr wieder?", ANSWERS),
    "hidden": poll("single", answers=ANSWERS, hidden=True, result=None),
    "closed": poll("multiple", answers=ANSWERS, state="closed"),
    "no ballots": poll("single", answers=ANSWERS, result={"ballots": 0, "counts": {}}),
    "eight long answers": poll("multiple", answers=[f"{number}. {LONG_ANSWER}" for number in range(1, 9)]),
    "twelve answers": poll("multiple", answers=[f"{number}. Schulung der Mitarbeitenden" for number in range(1, 13)]),
    "twelve long answers": poll("single", answers=[f"{number}. {LONG_ANSWER}"[:70] for number in range(1, 13)]),
    "a long question": poll("single", LONGEST_QUESTION, ANSWERS),
    "a long question with ten answers": poll("single", LONGEST_QUESTION, [f"Antwort Nummer {n}" for n in range(10)]),
    "a very long word": poll("single", answers=[NO_LONGER_WORD, "Nein"]),
    "five steps": scale(1, 5, "sehr gut"),
    "eleven steps": scale(0, 10, "stimme ganz und gar nicht mit dem überein"[:40]),
    "a ranking": poll("ranking", answers=["Gemeinsame Runde der Ämter", "Schulung der Mitarbeitenden", "Anlaufstelle"]),
    "a ranking of twelve": poll("ranking", answers=[f"{number}. {LONG_ANSWER}"[:60] for number in range(1, 13)]),
}
CLOUDS: dict[str, Poll] = {
    "no words": cloud(),
    "one word": cloud(("Vertrauen", 1)),
    "ten words": cloud(*((word, 40 - 4 * place) for place, word in enumerate(WORDS))),
    "sixty words": cloud(*((f"{word} {number}", 30 - number) for number in range(6) for word in WORDS)),
    "words of thirty letters": cloud(*((NO_LONGER_WORD[place : place + 30], 9 - place) for place in range(8))),
}
NARROW = ((1024, 768), (1280, 1024))
CUT = {(state, size) for state in ("twelve long answers", "a ranking of twelve") for size in NARROW}
"""Twelve answers of two lines each are more than these screens have lines for: answers are cut, letters stay large."""
OVERLAPS = """() => {
  const boxes = [...document.querySelectorAll('.word')].map(word => [word.textContent, word.getBoundingClientRect()]);
  return boxes.flatMap(([a, one], place) => boxes.slice(place + 1)
    .filter(([, two]) => one.left < two.right && two.left < one.right)
    .filter(([, two]) => one.top + 4 < two.bottom && two.top + 4 < one.bottom)
    .map(([b]) => `${a}/${b}`));
}"""


class Screen:
    """The stage, shown one poll after the other."""

    def __init__(self, visits: Visits, server: Server, size: tuple[int, int]) -> None:
        self.page = visits(size)
        self._poll: Poll = {}
        link = key_of(visits, server)
        self.page.route("**/stage/state", self._answer)
        self.page.route_web_socket("**/ws/**", lambda socket: socket.close())
        Stage.opens(self.page, link)

    def _answer(self, route: Route) -> None:
        found = route.fetch()
        body = {**found.json(), "polls": [self._poll] if self._poll else []}
        route.fulfill(response=found, body=json.dumps(body), headers={"Content-Type": "application/json"})

    def shows(self, one: Poll) -> Page:
        self._poll = one
        self.page.reload()
        expect(self.page.locator("main").get_by_role("heading", name=one["text"])).to_be_visible()
        self.page.evaluate("() => document.fonts.ready.then(() => true)")
        return self.page

    def sized(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})


def test_bars_on_the_stage_are_large_whole_and_stand_out(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    screen = Screen(browser_page, server, SIZES[0])
    for state, one in POLLS.items():
        page = screen.shows(one)
        for size in SIZES:
            screen.sized(size)
            legible(page, f"{state}, {size}")
            rows = page.evaluate(ROWS)
            assert len(rows) == len(one["options"]) or one["kind"] == "scale", state
            may_cut = (state, size) in CUT
            bad = [r for r in rows if (r["cut"] and not may_cut) or r["over"] or r["contrast"] < LEAST_CONTRAST]
            assert (state, size, bad) == (state, size, [])
            expect(page.get_by_text("KX7 P2M").locator("visible=true").first).to_be_visible()
        accessible(page)


def test_word_clouds_on_the_stage_are_large_and_no_word_covers_another(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    screen = Screen(browser_page, server, SIZES[0])
    for state, one in CLOUDS.items():
        page = screen.shows(one)
        words = [word for word, _ in one["result"]["words"]]
        assert page.locator("main ul.kern-sr-only li").count() == len(words)
        for size in SIZES:
            screen.sized(size)
            legible(page, f"{state}, {size}")
            assert (state, size, page.evaluate(OVERLAPS)) == (state, size, [])
            assert page.locator(".word").count() >= min(len(words), 20), (state, size)
        accessible(page)


def test_more_than_a_stage_can_hold_is_cut_by_answer_and_stays_large(browser_page: Visits, server: Server) -> None:
    screen = Screen(browser_page, server, SIZES[0])
    longest = [f"{number}. {LONGEST_ANSWER}"[:120] for number in range(1, 13)]
    page = screen.shows(poll("single", LONGEST_QUESTION, longest))
    legible(page, "the longest of all")
    rows = page.evaluate(ROWS)
    assert [row["over"] for row in rows] == [False] * 12
