"""People at a live session, as the journeys meet them: what each can do on their screen, and what they see."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from scripts.local_server import Server

AT_ONCE_MS = 4_000
"""Sooner than the next poll of a page without socket: only a message can have brought it. How quick messages are,
``make bench-live`` measures; here two tests share the machine."""
UNDONE_MS = 10_000  # the time to think again, and the way
RINGED = """() => {
  const at = document.activeElement;
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  return at === document.body || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
}"""
COLUMNS = ("Neu", "Freigegeben", "Als Nächstes", "Erledigt")


def id_of(page: Page) -> str:
    """The id of the live session in the page's address."""
    found = re.search(r"/live/(\d+)", page.url)
    assert found, page.url
    return found[1]


def shows_focus(page: Page) -> bool:
    """Whether what has the focus has a ring around it; true when nothing has it."""
    return bool(page.evaluate(RINGED))


@dataclass(frozen=True)
class Attendee:
    """Somebody in the hall, with a phone and no account."""

    page: Page

    @classmethod
    def joins(cls, page: Page, code: str, *, followed: bool = True) -> "Attendee":
        """Type the code as people do, in small letters with a space; ``followed``: wait until the socket is there."""
        page.goto("/live")
        page.get_by_label("Code").fill(f" {code.lower()} ")
        page.get_by_role("button", name="Teilnehmen").click()
        page.wait_for_url(re.compile(r"/live/\d+$"))
        expect(page.get_by_role("tablist")).to_be_visible()
        if followed:
            expect(page.get_by_text(re.compile(r"\d+\+? dabei"))).to_be_visible()
        return cls(page)

    def asks(self, text: str) -> None:
        """Write a question and send it; as whom stays as it is (anonymous at first)."""
        self.page.get_by_role("textbox", name="Ihre Frage").fill(text)
        self.page.get_by_role("button", name="Fragen", exact=True).click()

    def sees(self, tab: str) -> None:
        """Turn to one of the lists."""
        self.page.get_by_role("tab", name=re.compile(f"^{tab}")).click()

    def row(self, text: str) -> Locator:
        """The row of a question in the list that is open."""
        return self.page.get_by_role("listitem").filter(has_text=text)

    def vote_button(self, text: str) -> Locator:
        return self.row(text).get_by_role("button", name=re.compile("Stimme"))

    def on_stage(self) -> Locator:
        return self.page.get_by_role("region", name="Jetzt auf der Bühne")


@dataclass(frozen=True)
class Desk:
    """A moderator who works with the keyboard alone once the desk is open."""

    page: Page

    @classmethod
    def opens(cls, page: Page, server: Server, session: str, who: str = "moderator") -> "Desk":
        """Sign in the way everybody does, from the desk's own address."""
        page.goto(f"/anmelden?weiter=/live/{session}/regie")
        return cls.signs_in(page, server, who)

    @classmethod
    def signs_in(cls, page: Page, server: Server, who: str = "moderator") -> "Desk":
        """Fill in the page of signing in, and come back to the desk."""
        page.get_by_label("E-Mail-Adresse").fill(server.demo.emails[who])
        page.get_by_label("Kennwort", exact=True).fill(server.demo.password)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/regie$"))
        expect(page.get_by_role("heading", name=re.compile("^Regie:"))).to_be_visible()
        return cls(page)

    def column(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=re.compile(f"^{name}"))

    def card(self, text: str, column: str = "") -> Locator:
        place = self.column(column) if column else self.page
        words = self.page.locator("p[lang][id]").filter(has_text=text)  # its own, not those of a similar question
        return place.get_by_role("article").filter(has=words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def takes(self, text: str, column: str = "") -> Locator:
        """Move to a card with the arrow keys, column by column; once more when the hall has moved cards meanwhile."""
        card = self.card(text, column)
        expect(card).to_be_visible()
        for _ in range(2):
            if self._walks_to(card):
                return card
        raise AssertionError(f"no card with {text!r} can be reached by keys")

    def _walks_to(self, card: Locator) -> bool:
        # What the headings count: cards are drawn some frames later.
        steps = 1 + max(int(self.column(name).locator("h2 .rs-number").inner_text()) for name in COLUMNS)
        self.press("ArrowLeft", "ArrowLeft", "ArrowLeft", *["ArrowUp"] * steps)
        for _ in COLUMNS:
            for _ in range(steps):
                if card.get_attribute("aria-current") == "true":
                    return True
                before = self.current()
                self.press("ArrowDown")
                if self.current() == before:
                    break
            self.press("ArrowRight", *["ArrowUp"] * steps)
        return False

    def current(self) -> str:
        """The words of the card in hand."""
        return self.page.locator("article[aria-current=true]").inner_text()

    def empties(self, column: str) -> None:
        """Tick every question of a column as answered."""
        cards = self.column(column).get_by_role("article")
        number = self.column(column).locator("h2 .rs-number")  # cards are drawn some frames after it
        while count := int(number.inner_text()):
            self.takes(cards.first.locator("p[lang][id]").inner_text())
            self.press("b")
            expect(number).to_have_text(str(count - 1))

    def stage_link(self) -> str:
        """The secret link to the stage."""
        link = self.page.get_by_role("link", name=re.compile("^Saalansicht"))
        return link.get_attribute("href") or ""


@dataclass(frozen=True)
class Stage:
    """The projector: nobody touches it."""

    page: Page

    @classmethod
    def opens(cls, page: Page, link: str) -> "Stage":
        page.goto(link)
        expect(page.get_by_role("img", name=re.compile("QR"))).to_be_visible()
        return cls(page)

    def shows(self, text: str) -> Locator:
        """The question in the middle."""
        return self.page.get_by_role("main").get_by_text(text)

    def next(self, text: str) -> Locator:
        """One of the questions below it."""
        return self.page.get_by_role("listitem").filter(has_text=text)
