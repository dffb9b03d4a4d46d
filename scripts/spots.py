"""What ``make screens`` takes pictures of: every place, and each state of the live views that a person meets."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from scripts.browse import first_link
from scripts.visitors import ATTENDEE, NEWCOMER, SECOND, THIRD, Visitors

SIZES = ((390, 844), (768, 1024), (1440, 900))
STAGE = ((1920, 1080),)
FIRST = "gesellschaftliche-konflikte-2017"
Act = Callable[[Page], None]


@dataclass(frozen=True)
class Spot:
    """One picture to take: who looks (as in ``Visitors.page``), at what, in which sizes.

    ``path`` is asked for right before, so that what has to happen first happens then and in this order; ``act`` is done
    on the page before the picture. ``failing``: this one shall show an error.
    """

    who: str
    name: str
    path: str | Callable[[Visitors], str]
    sizes: tuple[tuple[int, int], ...] = SIZES
    act: Act | None = None
    failing: bool = False


def polls_of_desk(page: Page) -> None:
    page.keyboard.press("p")
    page.wait_for_selector("dialog[open] h3, dialog[open] li")


def own_questions(page: Page) -> None:
    page.click("[data-tab=mine]")


def go_offline(page: Page) -> None:
    page.context.set_offline(True)
    page.wait_for_timeout(3_000)  # the views wait a moment before they say so


def live(rest: str = "") -> Callable[[Visitors], str]:
    """An address of the session that is on."""
    return lambda visitors: f"/live/{visitors.live()}{rest}"


def ended(rest: str = "") -> Callable[[Visitors], str]:
    """The same once it is over."""
    return lambda visitors: f"/live/{visitors.ended()}{rest}"


def quiet(rest: str = "") -> Callable[[Visitors], str]:
    """An address of the session in which nobody has asked yet."""
    return lambda visitors: f"/live/{visitors.quiet_session()[0]}{rest}"


def found(who: str, start: str, form: str) -> Callable[[Visitors], str]:
    """The first link of a list whose address has this form."""
    return lambda visitors: first_link(visitors.page(who), start, form)


GUEST = (
    *(Spot("", name, path) for name, path in (
        ("start", "/"), ("forum", "/forum"), ("praxis", "/praxis"), ("kongresse", "/kongresse"), ("live", "/live"),
        ("netzwerk", "/netzwerk"), ("suche", "/suche?q=Konflikt"), ("suche-leer", "/suche?q=xyzxyz"),
        ("anmelden", "/anmelden"), ("registrieren", "/konto/registrieren"), ("passwort", "/konto/passwort"),
        ("impressum", "/impressum"), ("datenschutz", "/datenschutz"), ("barrierefreiheit", "/barrierefreiheit"),
        ("leichte-sprache", "/leichte-sprache"), ("netiquette", "/netiquette"),
    )),
    Spot("", "themenbereich", found("", "/forum", r"/forum/(?!fragen)[\w-]+")),
    Spot("", "thema", found("", "/forum", r"/t/\d+/.*")),
    Spot("", "praxisbeispiel", found("", "/praxis", r"/praxis/PB-\d+-\d+.*")),
    Spot("", "kommune", found("", "/netzwerk", r"/kommunen/\d+")),
    Spot("", "fehlt", "/gibt-es-nicht", failing=True),
)  # fmt: skip
MEMBERS = (
    *(Spot("member", name, path) for name, path in (
        ("start", "/"), ("forum", "/forum"), ("fragen", "/forum/fragen"), ("einreichen", "/praxis/einreichen"),
        ("meine-beispiele", "/praxis/meine"), ("konto", "/konto"),
    )),
    Spot("coordinator", "bestaetigungen", "/konto/bestaetigungen"),
    Spot("curator", "redaktion", "/redaktion"),
    Spot("curator", "redaktion-beispiel", found("curator", "/redaktion", r"/redaktion/\d+")),
)  # fmt: skip
CONGRESSES = (
    Spot("", "kongress", f"/kongresse/{SECOND}"),
    Spot("", "kongress-kommend", f"/kongresse/{THIRD}"),
    Spot("", "kongress-vergangen", f"/kongresse/{FIRST}"),
    Spot("", "anmeldung", f"/kongresse/{THIRD}/anmeldung"),
    Spot("member", "anmeldung", f"/kongresse/{THIRD}/anmeldung"),
    Spot("second", "anmeldung", f"/kongresse/{THIRD}/anmeldung"),
    Spot("host", "kongress-kommend", f"/kongresse/{THIRD}"),
    Spot("host", "einlass", f"/kongresse/{THIRD}/einlass"),
    Spot("host", "einlass-leer", f"/kongresse/{SECOND}/einlass"),
    *(
        Spot("host", f"bearbeiten-{part}", f"/kongresse/{THIRD}/bearbeiten?teil={part}")
        for part in ("programm", "angaben", "personen", "anmeldung", "dateien")
    ),
    Spot("coordinator", "kongress-neu", "/kongresse/neu"),
)
LIVE = (
    Spot(ATTENDEE, "teilnahme", live()),
    Spot(ATTENDEE, "beleg", Visitors.receipts),
    Spot(ATTENDEE, "teilnahme-meine", live(), act=own_questions),
    Spot(NEWCOMER, "teilnahme-leer", quiet()),
    Spot("", "teilnahme-ohne-code", live(), failing=True),
    Spot("moderator", "regie", live("/regie")),
    Spot("moderator", "regie-umfragen", live("/regie"), act=polls_of_desk),
    Spot("host", "regie-leer", quiet("/regie")),
    Spot("moderator", "saal", live("/saal"), STAGE),
    Spot("host", "saal-leer", quiet("/saal"), STAGE),
    Spot("moderator", "saal-umfrage", Visitors.poll_on_stage, STAGE),
    Spot("", "podium", Visitors.podium),
    Spot("", "podium-ohne-link", quiet("/podium"), failing=True),
    Spot(ATTENDEE, "teilnahme-offline", live(), act=go_offline),
    Spot("moderator", "regie-offline", live("/regie"), act=go_offline),
    Spot("", "dokumentation", lambda visitors: f"/live/{visitors.documented()}/dokumentation"),
    Spot("host", "dokumentation", lambda visitors: f"/live/{visitors.documented()}/dokumentation"),
)
ENDED = (
    Spot(ATTENDEE, "teilnahme-beendet", ended()),
    Spot("moderator", "regie-beendet", ended("/regie")),
    Spot("moderator", "saal-beendet", ended("/saal"), STAGE),
    Spot("host", "dokumentation-unveroeffentlicht", ended("/dokumentation")),
)


def spots(words: list[str]) -> Iterator[Spot]:
    """All of them, or those whose name contains one of the words."""
    for spot in (*GUEST, *MEMBERS, *CONGRESSES, *LIVE, *ENDED):
        if not words or any(word in spot.name for word in words):
            yield spot
