"""``make screens``: pictures of every place of the forum, in every size, light and dark, into ``screens/``."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from scripts.browse import browser, first_link, join, sign_in
from scripts.console import Console
from scripts.local_server import Server, local_server
from scripts.places import ROOT, chosen, log_dir, shown

TARGET = ROOT / "screens"
SIZES = ((390, 844), (768, 1024), (1440, 900))
STAGE = ((1920, 1080),)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Spot:
    """One picture to take: who looks (an account's key, or "" for a guest), at what, in which sizes."""

    who: str
    name: str
    path: str
    sizes: tuple[tuple[int, int], ...] = SIZES


FIXED = (
    *(Spot("", name, path) for name, path in (
        ("start", "/"), ("forum", "/forum"), ("praxis", "/praxis"), ("kongresse", "/kongresse"), ("live", "/live"),
        ("netzwerk", "/netzwerk"), ("suche", "/suche?q=Konflikt"), ("suche-leer", "/suche?q=xyzxyz"),
        ("anmelden", "/anmelden"), ("registrieren", "/konto/registrieren"), ("passwort", "/konto/passwort"),
        ("impressum", "/impressum"), ("datenschutz", "/datenschutz"), ("barrierefreiheit", "/barrierefreiheit"),
        ("leichte-sprache", "/leichte-sprache"), ("netiquette", "/netiquette"), ("fehlt", "/gibt-es-nicht"),
    )),
    *(Spot("member", name, path) for name, path in (
        ("start", "/"), ("forum", "/forum"), ("fragen", "/forum/neu"), ("einreichen", "/praxis/einreichen"),
        ("konto", "/konto"), ("postfach", "/postfach"),
    )),
    Spot("curator", "redaktion", "/redaktion"),
)  # fmt: skip
# Found by the first link of a list: name, list, form of the address.
FOUND = (
    ("themenbereich", "/forum", r"/forum/[\w-]+"),
    ("thema", "/forum", r"/t/\d+/.*"),
    ("praxisbeispiel", "/praxis", r"/praxis/\d+.*"),
    ("kongress", "/kongresse", r"/kongresse/[\w-]+"),
    ("kommune", "/netzwerk", r"/kommunen/\d+"),
)


def screens() -> int:
    """Take every picture anew; ``ONLY=forum,saal`` takes those whose name contains one of the words."""
    console = Console(log_dir())
    words = [word for word in chosen("ONLY").split(",") if word]
    with ExitStack() as stack:
        with console.step("Server with demo data"):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ratschlag-screens-"))
            server = stack.enter_context(local_server(Path(folder)))
            chromium = stack.enter_context(browser())
        photographer = Photographer(chromium, server)
        spots = [spot for spot in photographer.spots() if not words or any(word in spot.name for word in words)]
        for spot in spots:
            with console.step(f"{spot.who or 'guest'}: {spot.name}  {spot.path}"):
                photographer.take(spot)
        console.say(f"{photographer.taken} pictures in {shown(TARGET)}/")
    return 0


class Photographer:
    """Walks to a spot as the person who may see it. One browser profile per person and colour scheme."""

    def __init__(self, chromium: Browser, server: Server) -> None:
        self.chromium, self.server = chromium, server
        self.pages: dict[tuple[str, Scheme], Page] = {}
        self.live_id = ""
        self.taken = 0

    def page(self, who: str, scheme: Scheme = "light") -> Page:
        """The person's page: signed in, or a guest who has joined the live session."""
        if (who, scheme) not in self.pages:
            context = self.chromium.new_context(
                base_url=self.server.url,
                color_scheme=scheme,
                locale="de-DE",
                timezone_id="Europe/Berlin",
                reduced_motion="reduce",
            )
            page = self.pages[who, scheme] = context.new_page()
            if who == "attendee":
                self.live_id = join(page, self.server.demo.join_code)
            elif who:
                sign_in(page, self.server.demo.emails[who], self.server.demo.password)
        return self.pages[who, scheme]

    def spots(self) -> Iterator[Spot]:
        """Fixed places, places found by a link, and those of the live session."""
        yield from FIXED
        for name, start, form in FOUND:
            path = first_link(self.page(""), start, form)
            if path:
                yield Spot("", name, path)
        self.page("attendee")
        yield Spot("attendee", "teilnahme", f"/live/{self.live_id}")
        yield Spot("moderator", "regie", f"/live/{self.live_id}/regie")
        yield Spot("moderator", "saal", f"/live/{self.live_id}/saal", STAGE)

    def take(self, spot: Spot) -> None:
        for scheme in SCHEMES:
            page = self.page(spot.who, scheme)
            for width, height in spot.sizes:
                page.set_viewport_size({"width": width, "height": height})
                page.goto(spot.path, wait_until="networkidle")
                page.wait_for_selector("h1", state="attached")
                page.evaluate("() => document.fonts.ready.then(() => true)")
                folder = TARGET / f"{width}-{scheme}"
                folder.mkdir(parents=True, exist_ok=True)
                name = f"{spot.name}-{spot.who}.png" if spot.who else f"{spot.name}.png"
                page.screenshot(path=folder / name, full_page=spot.sizes is SIZES)
                self.taken += 1
