"""Opens watched pages for a test and keeps pictures of a failed one, and with ``TRACE=1`` its trace."""

import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from scripts.local_server import Server
from tests.e2e.harness.watch import Watch

PHONE = (390, 844)
DESKTOP = (1440, 900)
STAGE = (1920, 1080)
STEP_LIMIT_MS = 20_000
TRACED = bool(os.environ.get("TRACE"))
"""Whether each step is recorded: it takes as much of the browser as the step itself."""


@dataclass
class Visits:
    """Calling it opens a page in a browser profile of its own: one person at one device."""

    browser: Browser
    server: Server
    watch: Watch
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        viewport: tuple[int, int] = PHONE,
        color_scheme: Literal["light", "dark"] = "light",
        locale: str = "de-DE",
    ) -> Page:
        """A new person's empty page; ``page.goto("/live")`` is relative to the server."""
        context = self.browser.new_context(
            base_url=self.server.url,
            viewport={"width": viewport[0], "height": viewport[1]},
            has_touch=viewport[0] < 768,
            color_scheme=color_scheme,
            locale=locale,
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
            ignore_https_errors=self.server.own_certificate,
            # A browser that overlooks a certificate overlooks it for pages, not for service workers.
            service_workers="block" if self.server.own_certificate else "allow",
        )
        context.set_default_timeout(STEP_LIMIT_MS)
        if TRACED:
            context.tracing.start(snapshots=True)
        self.watch.context(context)
        self.contexts.append(context)
        return context.new_page()

    def close(self, keep_in: Path | None) -> None:
        """Close every profile; with ``keep_in`` its pictures and traces stay there."""
        for number, context in enumerate(self.contexts):
            with ExitStack() as always:
                always.callback(context.close)
                for page in context.pages:
                    page.unroute_all(behavior="ignoreErrors")  # an answer may still be on its way
                if keep_in is None:
                    continue
                keep_in.mkdir(parents=True, exist_ok=True)
                for index, page in enumerate(context.pages):
                    # A page that is just being left has no picture; the trace has what came before.
                    with suppress(PlaywrightError):
                        page.screenshot(path=keep_in / f"person-{number}-page-{index}.png")
                if TRACED:
                    context.tracing.stop(path=keep_in / f"person-{number}-trace.zip")
