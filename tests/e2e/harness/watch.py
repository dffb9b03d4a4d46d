"""Looks over the shoulder of every page: requests to other hosts, console errors, policy violations."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket

LOCAL_SCHEMES = {"data", "blob", "about"}


@dataclass
class Watch:
    """What the pages of one test did. ``expect`` names console errors that the test provokes on purpose."""

    host: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Let console errors pass that contain this regular expression, for example ``status of 404``."""
        self.expected.append(pattern)

    def context(self, context: BrowserContext) -> None:
        """Watch a context and every page that opens in it."""
        context.on("request", self._request)
        context.on("page", self._page)

    def _page(self, page: Page) -> None:
        page.on("websocket", self._socket)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: uncaught {error}"))

    def _request(self, request: Request) -> None:
        self._url(request.url)

    def _socket(self, socket: WebSocket) -> None:
        self._url(socket.url)

    def _url(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in LOCAL_SCHEMES:
            return
        self.requests.append(url)
        if parts.netloc != self.host:
            self.foreign.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def findings(self) -> list[str]:
        """Everything that must not happen; empty after a good test."""
        errors = [e for e in self.errors if not any(re.search(pattern, e) for pattern in self.expected)]
        return [f"request to another host: {url}" for url in self.foreign] + [f"console error: {e}" for e in errors]
