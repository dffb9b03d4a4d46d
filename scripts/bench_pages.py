"""``make bench-pages``: how soon a phone in a bad network shows the join page and a thread.

Profile: phone viewport, CPU 4 times slower, 1.6 Mbit/s down, 150 ms round trip, cold cache, gzip. Each page is opened
several times in a fresh profile; the median counts.
"""

import statistics
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from scripts.bars import Figure, close
from scripts.browse import browser, first_link
from scripts.console import Console, StepFailedError
from scripts.local_server import Server, local_server
from scripts.places import log_dir

RUNS, SHORT_RUNS = 5, 3
SHORT_ALLOWANCE = 2
"""Beside other checks a machine may be twice as slow."""
SETTLED_MS = 500
LONGEST_MS = 30_000
LCP_BAR_MS, SHIFT_BAR, PAGE_BAR_KB, JOIN_CODE_BAR_KB = 1200, 0.02, 150, 60
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
CODE = """() => performance.getEntriesByType('resource')
  .filter(entry => /\\.(js|css)$/.test(new URL(entry.name).pathname))
  .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""
OBSERVE = """
window.__lcp = 0; window.__shift = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.__lcp = entry.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => { for (const entry of list.getEntries())
  if (!entry.hadRecentInput) window.__shift += entry.value; }).observe({type: 'layout-shift', buffered: true});
"""


@dataclass(frozen=True)
class Visit:
    """One cold visit: milliseconds to the largest paint, layout shift, kilobytes over the wire with all headers, and
    kilobytes of compressed scripts and styles without them."""

    lcp: float
    shift: float
    kilobytes: float
    code_kilobytes: float


def visit(chromium: Browser, server: Server, path: str) -> Visit:
    """Open ``path`` once under the phone profile, in a profile without a cache."""
    context = chromium.new_context(
        base_url=server.url,
        viewport={"width": 390, "height": 844},
        device_scale_factor=2,
        has_touch=True,
        is_mobile=True,
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    sizes: dict[str, float] = {}
    encodings: set[str] = set()

    def answered(event: dict[str, Any]) -> None:
        encodings.add(event["response"]["headers"].get("content-encoding", ""))

    def finished(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", finished)
    wire.send("Network.enable")
    wire.send("Network.setExtraHTTPHeaders", {"headers": {"Accept-Encoding": "gzip"}})
    wire.send("Network.emulateNetworkConditions", NETWORK)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.add_init_script(OBSERVE)
    page.goto(path, wait_until="networkidle", timeout=LONGEST_MS)
    page.wait_for_timeout(SETTLED_MS)
    lcp, shift = page.evaluate("() => [window.__lcp, window.__shift]")
    code = page.evaluate(CODE)
    context.close()
    if not encodings <= {"", "gzip"}:
        raise StepFailedError(f"{path} came with encodings {sorted(encodings)}; the profile is gzip.")
    return Visit(lcp, shift, sum(sizes.values()) / 1000, code / 1000)


def median(visits: list[Visit], what: str) -> float:
    values: list[float] = [getattr(one, what) for one in visits]
    return statistics.median(values)


def bench_pages(short: bool = False) -> int:
    """Measure both pages and print their figures; 1 when one falls short. ``short``: fewer visits, twice the time."""
    runs, slowness = (SHORT_RUNS, SHORT_ALLOWANCE) if short else (RUNS, 1)
    console = Console(log_dir())
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ratschlag-bench-"))
        server = stack.enter_context(local_server(Path(folder)))
        chromium = stack.enter_context(browser())
        with console.step("Look for a thread"):
            context = chromium.new_context(base_url=server.url)
            thread = first_link(context.new_page(), "/forum", r"/t/\d+/.*")
            context.close()
        seen = {}
        for name, path in (("join page", "/live"), ("thread page", thread)):
            with console.step(f"{name} {path}, {runs} cold visits"):
                seen[name] = [visit(chromium, server, path) for _ in range(runs)]
    figures = [figure for name, visits in seen.items() for figure in _figures(name, visits, slowness)]
    figures.append(
        Figure("join page JS + CSS compressed", median(seen["join page"], "code_kilobytes"), JOIN_CODE_BAR_KB, "kB")
    )
    return close(figures)


def _figures(name: str, visits: list[Visit], slowness: int) -> list[Figure]:
    return [
        Figure(f"{name} LCP", median(visits, "lcp"), slowness * LCP_BAR_MS, "ms"),
        Figure(f"{name} layout shift", median(visits, "shift"), SHIFT_BAR * (1.25 if slowness > 1 else 1)),
        Figure(f"{name} over the wire", median(visits, "kilobytes"), PAGE_BAR_KB, "kB"),
    ]
