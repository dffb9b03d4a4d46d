"""Polls: the desk writes and opens each kind, phones vote, the stage shows; hidden results stay hidden to the end."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, STAGE, Visits
from tests.e2e.live_people import AT_ONCE_MS, Attendee, Desk, Stage, id_of


def polls(desk: Desk) -> Locator:
    """The dialog with the polls, opened by its key."""
    dialog = desk.page.get_by_role("dialog", name="Umfragen")
    if not dialog.is_visible():
        desk.press("p")
    expect(dialog).to_be_visible()
    return dialog


def write(desk: Desk, kind: str, text: str, *, options: str = "", hidden: bool = False, most: str = "") -> None:
    dialog = polls(desk)
    dialog.get_by_role("button", name="Neue Umfrage").click()
    dialog.get_by_label("Art").select_option(label=kind)
    dialog.get_by_label("Frage", exact=True).fill(text)
    if options:
        dialog.get_by_label("Antworten", exact=True).fill(options)
    if most:
        dialog.get_by_label(re.compile("je Person")).select_option(most)
    if hidden:
        dialog.get_by_role("radio", name=re.compile("^Verdeckt")).check()
    dialog.get_by_role("button", name="Als Entwurf speichern").click()
    expect(row(dialog, text)).to_contain_text("Entwurf")


def row(place: Locator | Page, text: str) -> Locator:
    return place.get_by_role("article", name=text)


def act(desk: Desk, what: str, text: str) -> None:
    polls(desk).get_by_role("button", name=f"{what}: {text}").click()


def card(phone: Attendee, text: str) -> Locator:
    """The poll on a phone, unfolded."""
    found = row(phone.page, text)
    expect(found).to_be_visible(timeout=3 * AT_ONCE_MS)
    line = found.get_by_role("button", name=re.compile("Abstimmen|Stimme ändern"))
    if line.count():
        line.click()
        expect(line).to_have_count(0)
    return found


Hall = tuple[Attendee, Attendee, Desk, Stage]


@pytest.fixture
def hall(browser_page: Visits, server: Server) -> Iterator[Hall]:
    """Two phones, the desk and the stage; afterwards no poll is open or on the stage."""
    one, two = (Attendee.joins(browser_page(), server.demo.join_code) for _ in range(2))
    desk = Desk.opens(browser_page(DESKTOP), server, id_of(one.page))
    yield one, two, desk, Stage.opens(browser_page(STAGE), desk.stage_link())
    desk.page.reload()
    expect(desk.page.get_by_role("heading", name=re.compile("^Regie:"))).to_be_visible()
    for what in ("Beenden", "Von der Leinwand nehmen"):
        buttons = polls(desk).get_by_role("button", name=re.compile(f"^{what}:"))
        while count := buttons.count():
            buttons.first.click()
            expect(buttons).to_have_count(count - 1)


def test_a_hidden_poll_from_draft_to_stage(hall: Hall, accessible: Callable[[Page], None]) -> None:
    one, two, desk, stage = hall
    text = "Kommen Sie im nächsten Jahr wieder?"
    write(desk, "Eine Antwort", text, options="Ja\nNein\nWeiß ich noch nicht", hidden=True)
    expect(row(one.page, text)).to_have_count(0)
    act(desk, "Öffnen", text)
    expect(row(one.page, text)).to_be_visible(timeout=AT_ONCE_MS)
    act(desk, "Auf die Leinwand", text)
    expect(stage.shows(text)).to_be_visible(timeout=AT_ONCE_MS)

    card(one, text).get_by_label("Ja").check()
    card(two, text).get_by_label("Nein").check()
    expect(card(one, text).get_by_role("status")).to_contain_text("Ihre Stimme zählt", timeout=AT_ONCE_MS)
    expect(row(polls(desk), text)).to_contain_text("2 Stimmen", timeout=AT_ONCE_MS)
    card(two, text).get_by_label("Ja").check()
    expect(row(polls(desk), text).get_by_role("listitem").first).to_contain_text("100", timeout=AT_ONCE_MS)
    for page in (one.page, stage.page):
        expect(page.get_by_text("100")).to_have_count(0)

    one.page.reload()
    expect(card(one, text).get_by_label("Ja")).to_be_checked()
    for page in (one.page, desk.page, stage.page):
        accessible(page)
    act(desk, "Beenden", text)
    expect(stage.page.get_by_role("listitem").filter(has_text="Ja")).to_contain_text("100", timeout=AT_ONCE_MS)
    expect(row(one.page, text).get_by_role("listitem").first).to_contain_text("100", timeout=AT_ONCE_MS)
    accessible(stage.page)


def test_scale_several_answers_and_ranking(hall: Hall, accessible: Callable[[Page], None]) -> None:
    one, _, desk, stage = hall
    several, scale, ranking = "Was brauchen Sie?", "Wie war der Tag?", "Was gehen wir zuerst an?"
    write(desk, "Mehrere Antworten", several, options="Zeit\nGeld\nPersonal", most="2")
    write(desk, "Skala", scale)
    write(desk, "Rangfolge", ranking, options="Ämter\nVereine\nSchulen")
    for text in (several, scale, ranking):
        act(desk, "Öffnen", text)
        expect(row(one.page, text)).to_be_visible(timeout=AT_ONCE_MS)

    for name in ("Zeit", "Personal"):
        card(one, several).get_by_label(name).check()
    expect(card(one, several).get_by_label("Geld")).to_be_disabled()
    card(one, scale).locator("label", has_text="4").click()
    expect(card(one, scale).get_by_role("radio", name="4")).to_be_checked()
    for name in ("Schulen", "Ämter"):
        card(one, ranking).get_by_role("button", name=f"{name} als Nächstes einordnen").click()
    card(one, ranking).get_by_role("button", name="Ämter weiter nach oben").press("Enter")
    expect(card(one, ranking).get_by_role("listitem").first).to_contain_text("Ämter")
    card(one, ranking).get_by_role("button", name="Reihenfolge abgeben").click()
    for text in (several, scale, ranking):
        expect(row(polls(desk), text)).to_contain_text("1 Stimme", timeout=AT_ONCE_MS)
    expect(card(one, ranking).get_by_label("Ergebnis").get_by_role("listitem").first).to_contain_text("3 Punkte")
    accessible(one.page)
    act(desk, "Auf die Leinwand", ranking)
    expect(stage.page.get_by_role("listitem").filter(has_text="Ämter")).to_contain_text("3", timeout=AT_ONCE_MS)

    card(one, scale).get_by_role("button", name="Stimme zurücknehmen").click()
    expect(row(polls(desk), scale)).to_contain_text("0 Stimmen", timeout=AT_ONCE_MS)


def test_a_word_is_shown_once_the_desk_lets_it_through(hall: Hall, accessible: Callable[[Page], None]) -> None:
    one, two, desk, stage = hall
    text = "Ein Wort zum Kongress"
    write(desk, "Wortwolke", text, most="2")
    act(desk, "Öffnen", text)
    act(desk, "Auf die Leinwand", text)
    expect(stage.shows(text)).to_be_visible(timeout=AT_ONCE_MS)
    card(one, text).get_by_label("Wort 1").fill("Vertrauen")
    card(one, text).get_by_label("Wort 2").fill("Unfug")
    card(one, text).get_by_role("button", name="Abschicken").click()
    card(two, text).get_by_label("Wort 1").fill("vertrauen")
    card(two, text).get_by_role("button", name="Abschicken").click()

    polls(desk).get_by_role("button", name=re.compile(f": {text}$")).filter(has_text="2 neue Wörter").click()
    waiting = polls(desk).get_by_role("listitem")
    expect(waiting).to_have_count(2, timeout=AT_ONCE_MS)
    for page in (two.page, stage.page):
        expect(page.get_by_text("Unfug")).to_have_count(0)
    waiting.filter(has_text=re.compile("ertrauen")).get_by_role("button").first.focus()
    desk.press("f")
    expect(stage.page.locator("li", has_text=re.compile("ertrauen: 2"))).to_have_count(1, timeout=AT_ONCE_MS)
    expect(polls(desk).get_by_role("heading", name="Neu (1)")).to_be_visible(timeout=AT_ONCE_MS)
    desk.press("a")
    expect(polls(desk).get_by_role("heading", name="Ausgeblendet (1)")).to_be_visible(timeout=AT_ONCE_MS)
    for page in (two.page, stage.page):
        expect(page.get_by_text("Unfug")).to_have_count(0)
    for page in (two.page, desk.page, stage.page):
        accessible(page)
