"""Polls leave the list its place on a phone; at the desk they are a dialog that the keyboard runs alone."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.e2e.harness.visits import PHONE
from tests.e2e.live_people import AT_ONCE_MS, Desk
from tests.e2e.test_list_at_rest import Finger, places
from tests.e2e.test_poll_journey import Hall, act, hall, polls, row, write

__all__ = ["hall"]

LEAST_OF_THE_LIST = 0.55
"""With four polls open the list begins above this part of a phone's screen, once they are answered."""


def opened(desk: Desk, *texts: str, options: str = "Ja\nNein") -> None:
    for text in texts:
        write(desk, "Eine Antwort", text, options=options)
        act(desk, "Öffnen", text)
        expect(row(polls(desk), text)).to_contain_text("Läuft")


def unfolded(page: Page) -> Locator:
    return page.get_by_role("region", name="Umfragen").get_by_role("radio")


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.textContent.trim()"))


def test_one_poll_is_unfolded_and_what_is_answered_is_a_line(hall: Hall, accessible: Callable[[Page], None]) -> None:
    _, two, desk, _ = hall
    act_all(desk)
    texts = [f"Frage {number} an den ganzen Saal?" for number in range(1, 5)]
    opened(desk, *texts)
    page = two.page
    page.reload()
    expect(row(page, texts[0]).get_by_label("Ja")).to_be_visible()
    expect(unfolded(page)).to_have_count(2)
    for text in texts[1:]:
        expect(row(page, text).get_by_role("button", name="Abstimmen")).to_be_visible()
    accessible(page)

    for text in texts:
        if text != texts[0]:
            row(page, text).get_by_role("button").press("Enter")
            assert focused(page) == text
        row(page, text).get_by_label("Ja").check()
        expect(row(page, text).get_by_role("status")).to_contain_text("Ihre Stimme zählt", timeout=AT_ONCE_MS)
        expect(unfolded(page)).to_have_count(2)
    page.set_viewport_size({"width": PHONE[0], "height": 2_400})  # no row lies half below the field at the bottom
    accessible(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    row(page, texts[3]).get_by_role("button", name="Zuklappen").press("Enter")
    assert texts[3] in focused(page)

    page.reload()
    expect(page.get_by_text("2 weitere Umfragen")).to_be_visible()
    expect(unfolded(page)).to_have_count(0)
    top = page.get_by_role("tablist").bounding_box()
    assert top is not None
    assert top["y"] < LEAST_OF_THE_LIST * 844 + 200  # what is on stage stands above both
    page.get_by_text("2 weitere Umfragen").click()
    row(page, texts[3]).get_by_role("button", name="Stimme ändern").click()
    expect(row(page, texts[3]).get_by_label("Ja")).to_be_checked()
    accessible(page)


def act_all(desk: Desk) -> None:
    """End what is open."""
    buttons = polls(desk).get_by_role("button", name=re.compile("^Beenden:"))
    while count := buttons.count():
        buttons.first.click()
        expect(buttons).to_have_count(count - 1)


def finger_on(page: Page, question: Locator) -> tuple[Finger, list[list[object]]]:
    """A finger that is laid on the question once the page is at rest, and where the rows stand then."""
    question.scroll_into_view_if_needed()
    page.wait_for_timeout(900)
    return Finger.on(page, question), places(page)


def test_a_poll_that_opens_or_ends_moves_no_row_under_the_finger(hall: Hall) -> None:
    one, two, desk, _ = hall
    text = "Kommt diese Umfrage unter den Finger?"
    write(desk, "Eine Antwort", text, options="Ja\nNein")
    page = one.page
    question = page.locator("[role=tabpanel] .list li").first
    finger, before = finger_on(page, question)
    act(desk, "Öffnen", text)
    expect(row(two.page, text)).to_be_visible(timeout=3 * AT_ONCE_MS)
    expect(row(page, text)).to_have_count(0)
    assert places(page) == before
    finger.lifts()
    expect(row(page, text)).to_be_visible(timeout=AT_ONCE_MS)

    finger, before = finger_on(page, question)
    act(desk, "Beenden", text)
    expect(row(two.page, text).get_by_text("Beendet")).to_be_visible(timeout=3 * AT_ONCE_MS)
    assert places(page) == before
    finger.lifts()


def test_the_polls_of_the_desk_are_modal_and_run_by_the_keyboard_alone(hall: Hall) -> None:
    _, _, desk, _ = hall
    page, text = desk.page, "Nur mit der Tastatur?"
    expect(page.get_by_role("contentinfo", name=re.compile("Tasten")).get_by_text("Umfragen")).to_be_visible()
    card = page.locator("article[aria-current=true]")
    page.locator("article[data-card]").first.focus()
    before = card.inner_text()
    desk.press("p")
    dialog = page.get_by_role("dialog", name="Umfragen")
    expect(dialog).to_be_visible()
    for _ in range(60):
        desk.press("Tab")
        inside = "() => document.activeElement === document.body || !!document.activeElement.closest('dialog[open]')"
        assert page.evaluate(inside)
    desk.press("j", "f", "b")
    assert card.inner_text() == before

    dialog.get_by_role("button", name="Neue Umfrage").press("Enter")
    dialog.get_by_label("Frage", exact=True).press_sequentially(text)
    dialog.get_by_label("Antworten", exact=True).press_sequentially("Ja\nNein")
    dialog.get_by_role("button", name="Als Entwurf speichern").press("Enter")
    row(dialog, text).get_by_role("button", name=f"Löschen: {text}").press("Enter")
    expect(row(dialog, text)).to_have_count(0)
    expect(dialog.get_by_role("button", name="Rückgängig")).to_be_focused()
    desk.press("Enter")
    expect(row(dialog, text)).to_contain_text("Entwurf")
    for what, then in (("Öffnen", "Beenden"), ("Auf die Leinwand", "Von der Leinwand nehmen"), ("Beenden", "")):
        row(dialog, text).get_by_role("button", name=f"{what}: {text}").press("Enter")
        if then:
            expect(row(dialog, text).get_by_role("button", name=f"{then}: {text}")).to_be_visible()
        page.wait_for_function("() => !!document.activeElement.closest('dialog article')")
    desk.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("() => !!document.activeElement.closest('[data-card]')")

    page.get_by_role("checkbox", name="Einzeltasten").uncheck()
    page.locator("article[data-card]").first.focus()
    desk.press("p")
    expect(dialog).to_be_hidden()
    page.get_by_role("checkbox", name="Einzeltasten").check()
