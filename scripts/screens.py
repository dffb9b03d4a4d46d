"""``make screens``: pictures of every place of the forum, in every size, light and dark, into ``screens/``."""

import json
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response

from scripts.browse import browser
from scripts.console import Console, StepFailedError
from scripts.local_server import local_server
from scripts.places import FRONTEND, ROOT, chosen, log_dir, shown
from scripts.spots import SIZES, Spot, spots
from scripts.visitors import Scheme, Visitors

TARGET = ROOT / "screens"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
API = "/api/v1/"
HEIGHT = "() => document.documentElement.scrollHeight"
# What a page says instead of what one came for: names of messages, by area.
REFUSALS = {
    "shell": ("shell_not_found_title", "shell_error_title"),
    "ui": ("ui_error_title", "ui_offline_title"),
    "live": ("live_not_joined_title", "live_desk_no_entry_title", "live_desk_sign_in_title", "live_stage_no_key"),
    "speaker": ("speaker_no_key_title",),
    "receipts": ("receipts_unknown_title",),
}


def screens() -> int:
    """Take every picture anew; ``ONLY=forum,saal`` takes those whose name contains one of the words.

    1 when a page shows an error, leads elsewhere or sticks out at the side; its picture is taken all the same.
    """
    console = Console(log_dir())
    words = [word for word in chosen("ONLY").split(",") if word]
    with ExitStack() as stack:
        with console.step("Server with demo data"):
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="ratschlag-screens-"))
            server = stack.enter_context(local_server(Path(folder)))
            chromium = stack.enter_context(browser())
        photographer = Photographer(Visitors(chromium, server), _refusals())
        bad = 0
        for spot in spots(words):
            try:
                with console.step(f"{spot.who or 'guest'}: {spot.name}"):
                    photographer.take(spot)
            except StepFailedError as wrong:
                console.say(str(wrong))
                bad += 1
        console.say(f"{photographer.taken} pictures in {shown(TARGET)}/")
    return 1 if bad else 0


def _refusals() -> list[str]:
    texts = []
    for area, names in REFUSALS.items():
        told = json.loads((FRONTEND / "messages" / area / "de.json").read_text(encoding="utf-8"))
        texts += [told[name] for name in names]
    return texts


@dataclass
class Photographer:
    """Walks to a spot as the person who may see it, and looks whether the page shows what it is there for."""

    visitors: Visitors
    refusals: list[str]
    taken: int = 0
    answers: list[str] = field(default_factory=list)

    def take(self, spot: Spot) -> None:
        """One picture per size, light and dark. Raises ``StepFailedError`` with what is wrong with the pages."""
        path = spot.path if isinstance(spot.path, str) else spot.path(self.visitors)
        wrong = [f"{scheme}, {path}: {text}" for scheme in SCHEMES for text in self._visit(spot, path, scheme)]
        if wrong:
            raise StepFailedError("\n".join(wrong))

    def _visit(self, spot: Spot, path: str, scheme: Scheme) -> list[str]:
        """Open the page once, and take it in every size, as somebody who pulls at the window."""
        page = self.visitors.page(spot.who, scheme)
        self.answers.clear()
        page.on("response", self._note)
        self._resize(page, spot.sizes[0])
        page.goto(path, wait_until="networkidle")
        page.wait_for_selector("h1", state="attached")
        page.evaluate("() => document.fonts.ready.then(() => true)")
        page.remove_listener("response", self._note)
        try:
            wrong = self._refused(page, spot, path)
            if spot.act:
                spot.act(page)
            for size in spot.sizes:
                self._resize(page, size)
                wrong += _sticking_out(page)
                if spot.sizes is SIZES:  # a bar that stays at the lower edge of the window would lie in the middle
                    self._resize(page, (size[0], max(size[1], page.evaluate(HEIGHT))))
                folder = TARGET / f"{size[0]}-{scheme}"
                folder.mkdir(parents=True, exist_ok=True)
                name = f"{spot.name}-{spot.who}.png" if spot.who else f"{spot.name}.png"
                page.screenshot(path=folder / name)
                self.taken += 1
            return wrong
        finally:
            page.context.set_offline(False)

    @staticmethod
    def _resize(page: Page, size: tuple[int, int]) -> None:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def _note(self, answer: Response) -> None:
        if API in answer.url and answer.status >= 400:
            self.answers.append(f"{urlsplit(answer.url).path} was answered with {answer.status}")

    def _refused(self, page: Page, spot: Spot, path: str) -> list[str]:
        """An error where none belongs, and none where one does."""
        words = page.inner_text("body")
        said = [f"says “{text}”" for text in self.refusals if text in words]
        if spot.failing:
            return [] if said else ["should show that something is missing"]
        elsewhere = urlsplit(page.url).path != urlsplit(path).path
        return [*said, *self.answers, *([f"leads to {urlsplit(page.url).path}"] if elsewhere else [])]


def _sticking_out(page: Page) -> list[str]:
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return [f"sticks out at the side by {wide} px, {page.viewport_size}"] if wide > 0 else []
