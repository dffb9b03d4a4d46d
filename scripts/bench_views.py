"""``make bench-views``: how long 500 questions keep each live view from answering a touch.

Each view is opened with the full list, then votes come in; counted is the longest task of the page's main thread in
both spans, the worst of several visits. The full form slows the processor 4 times and counts by the clock, as a
phone in the hall would; it wants a machine that does nothing else. The short form, beside other checks, counts the
processor time of the thread and multiplies it by 4.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from scripts.bars import Figure, close
from scripts.browse import CROWD, JOIN, VOTABLE, browser, join, sign_in
from scripts.console import Console
from scripts.full_hall import DOCUMENTED_CODE, SEEN
from scripts.local_server import Server, local_server
from scripts.places import log_dir

RUNS, SHORT_RUNS = 5, 2
VOTES_MS, SHORT_VOTES_MS = 10_000, 1_500
SLOWER = 4
BAR_MS, SHORT_BAR_MS = 100, 150
"""Beside other checks the same work takes up to two and a half times as long; the full form is the judge."""
SETTLED_MS, SHORT_SETTLED_MS = 2_000, 1_000
LONGEST_MS = 60_000
SOCKETS = 20
"""Each may vote 5 times a second."""
LEAST_FRAMES = 10
TASKS = ("RunTask", "PerformMicrotaskCheckpoint")
"""In a trace. What runs at the end of a task, as the first drawing of a page does, stands beside it."""

OBSERVE = """
window.__tasks = [];
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.__tasks.push(entry.duration); })
  .observe({type: 'longtask', buffered: true});
window.__frames = 0;
const Plain = WebSocket;
window.WebSocket = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener('message', ({data}) => { if (data.includes('"scores"')) window.__frames += 1; });
  }
};
"""
LONGEST = "() => { const found = Math.max(0, ...window.__tasks); window.__tasks = []; return found; }"
SPEAKER = "id => fetch(`/api/v1/live/${id}/desk/speakers`).then(answer => answer.json()).then(([{url}]) => url)"


@dataclass(frozen=True)
class Hall:
    """The running session, and browser profiles of the people who look at it."""

    chromium: Browser
    server: Server
    session: str
    documented: str
    people: dict[str, BrowserContext]


@dataclass(frozen=True)
class View:
    """One way to look at a session: who opens which address, and what stands there when it is drawn."""

    name: str
    who: str
    path: Callable[[Hall], str]
    drawn: str
    size: tuple[int, int]
    voted: bool = True
    """Whether votes come in."""


def podium(hall: Hall) -> str:
    """The secret link of the first speaker, as the desk hands it out."""
    page = profile(hall, "moderator").new_page()
    page.goto("/live")
    link: str = page.evaluate(SPEAKER, hall.session)
    page.close()
    return link


VIEWS: Sequence[View] = (
    View("attendee", "attendee", lambda hall: f"/live/{hall.session}", "[role=tabpanel] li", (390, 844)),
    View("desk", "moderator", lambda hall: f"/live/{hall.session}/regie", "[data-card]", (1440, 900)),
    View("speaker", "speaker", podium, "main article", (1024, 768)),
    View("stage", "moderator", lambda hall: f"/live/{hall.session}/saal", "main .words", (1920, 1080)),
    View(
        "documentation",
        "attendee",
        lambda hall: f"/live/{hall.documented}/dokumentation",
        "article:nth-of-type(400)",
        (390, 844),
        voted=False,
    ),
)
"""A view more is a line more."""


def profile(hall: Hall, who: str) -> BrowserContext:
    """The browser of somebody who may see the view: signed in, or joined with the code."""
    if who not in hall.people:
        context = hall.chromium.new_context(base_url=hall.server.url, locale="de-DE")
        page = context.new_page()
        if who in hall.server.demo.emails:
            sign_in(page, hall.server.demo.emails[who], hall.server.demo.password)
        else:
            join(page, hall.server.demo.join_code)
        page.close()
        hall.people[who] = context
    return hall.people[who]


@contextmanager
def longest_task(hall: Hall, page: Page, short: bool) -> Iterator[list[float]]:
    """Puts the milliseconds of the longest task of the page in this span into the list."""
    found: list[float] = []
    if short:
        hall.chromium.start_tracing(page=page, categories=["toplevel", "blink.user_timing"])
        yield found
        page.evaluate("() => { performance.mark('bench-views'); }")
        found.append(SLOWER * processor_ms(hall.chromium.stop_tracing()))
    else:
        yield found
        found.append(page.evaluate(LONGEST))


def processor_ms(trace: bytes) -> float:
    """The processor time of the longest task on the thread that has set the mark."""
    events = json.loads(trace)["traceEvents"]
    mark = next(event for event in events if event["name"] == "bench-views")
    tasks = (
        event.get("tdur", 0)
        for event in events
        if event["name"].endswith(TASKS) and (event["pid"], event["tid"]) == (mark["pid"], mark["tid"])
    )
    return max(tasks, default=0) / 1000


def measure(hall: Hall, view: View, short: bool) -> Sequence[float]:
    """The longest task in milliseconds while the view is opened and, where there are any, while votes come in."""
    path = view.path(hall)
    page = profile(hall, view.who).new_page()
    page.set_viewport_size({"width": view.size[0], "height": view.size[1]})
    page.add_init_script(OBSERVE)
    if not short:
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    with longest_task(hall, page, short) as at_load:
        page.goto(path, timeout=LONGEST_MS)
        page.wait_for_selector(view.drawn, timeout=LONGEST_MS)
        page.wait_for_timeout(SHORT_SETTLED_MS if short else SETTLED_MS)
    if not view.voted:
        page.close()
        return at_load
    page.evaluate(LONGEST)
    with longest_task(hall, page, short) as with_votes:
        page.evaluate("() => { window.__frames = 0; }")
        page.wait_for_timeout(SHORT_VOTES_MS if short else VOTES_MS)
        page.wait_for_function(f"() => window.__frames >= {LEAST_FRAMES}", timeout=LONGEST_MS)
    page.close()
    return [*at_load, *with_votes]


def crowd(hall: Hall) -> Page:
    """A page whose sockets vote without end, on all questions in turn."""
    page = profile(hall, "crowd").new_page()
    page.goto("/live")
    ids = page.evaluate(VOTABLE, hall.session)
    page.evaluate(CROWD, [f"/ws/live/{hall.session}/", ids, SOCKETS])
    return page


def bench_views(short: bool = False) -> int:
    """Measure every view and print the figures; 1 when one falls short."""
    runs, bar = (SHORT_RUNS, SHORT_BAR_MS) if short else (RUNS, BAR_MS)
    console = Console(log_dir())
    figures = []
    with ExitStack() as stack:
        with console.step(f"Server with {SEEN} questions"):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ratschlag-bench-"))
            server = stack.enter_context(local_server(Path(folder), fill="scripts.full_hall"))
            chromium = stack.enter_context(browser())
            context = chromium.new_context(base_url=server.url)
            page = context.new_page()
            session = join(page, server.demo.join_code)
            documented = page.evaluate(JOIN, DOCUMENTED_CODE)["session"]
            context.close()
            hall = Hall(chromium, server, session, documented, {})
            crowd(hall)
        for view in VIEWS:
            with console.step(f"{view.name}, {runs} times"):
                found = [measure(hall, view, short) for _ in range(runs)]
            for when, values in zip(("at load", "under votes"), zip(*found, strict=True), strict=False):
                figures.append(Figure(f"{view.name}, longest task {when}", max(values), bar, "ms"))
    return close(figures)
