"""Moderators look up an author, which is logged, and hide a thread, which says why."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.test_forum_journey import Accessible, ask, press, sign_in

pytestmark = pytest.mark.e2e
ANSWER = "Das schreibe ich ohne meinen Namen."


def answer_without_a_name(asker: Page) -> str:
    """A question with an accepted answer that shows only the municipality; the thread's address."""
    sign_in(asker, "member", "/forum")
    url = ask(asker, "Eine Frage, die jemand ohne Namen beantwortet")
    asker.get_by_role("textbox", name="Ihre Antwort").fill(ANSWER)
    asker.get_by_label("Nur mit Kommune").check()
    press(asker, "Antworten")
    expect(asker.locator("#beitrag-2")).to_be_visible()
    press(asker, "Antwort annehmen")
    expect(asker.get_by_role("link", name="Praxisbeispiel daraus machen")).to_be_visible()
    return url


def test_the_author_of_an_answer_is_looked_up_with_a_reason(
    browser_page: Visits, accessible: Accessible, watch: Watch
) -> None:
    watch.expect(r"status of 422")
    asker, moderator = browser_page(DESKTOP), browser_page()
    url = answer_without_a_name(asker)
    accessible(asker)
    sign_in(moderator, "moderator", "/forum")
    moderator.goto(url)
    answer = moderator.locator("#beitrag-2")
    expect(answer).to_contain_text(ANSWER)
    assert "Mira Kaya" not in answer.inner_text()
    expect(moderator.locator("#beitrag-1").get_by_role("button", name="Autor:in nachsehen")).to_have_count(0)
    answer.get_by_role("button", name="Autor:in nachsehen").click()
    dialog = moderator.get_by_role("dialog")
    dialog.get_by_role("button", name="Nachsehen und protokollieren").click()
    expect(dialog).to_contain_text("Bitte schreiben Sie etwas mehr.")
    dialog.get_by_label("Begründung").fill("Beleidigt eine Nachbarin")
    accessible(moderator)
    dialog.get_by_role("button", name="Nachsehen und protokollieren").click()
    expect(dialog).to_contain_text("Diesen Beitrag hat geschrieben: Mira Kaya, Musterstadt")
    expect(dialog).to_contain_text("protokolliert")
    accessible(moderator)
    moderator.keyboard.press("Escape")
    assert "Mira Kaya" not in answer.inner_text()


def test_a_hidden_thread_says_why_to_its_author_and_is_nowhere_for_guests(
    browser_page: Visits, accessible: Accessible, watch: Watch
) -> None:
    watch.expect(r"status of 404")
    asker, moderator, guest = browser_page(DESKTOP), browser_page(), browser_page()
    url = answer_without_a_name(asker)
    sign_in(moderator, "moderator", "/forum")
    moderator.goto(url)
    guest.goto(url)
    expect(guest.locator("#beitrag-2")).to_contain_text(ANSWER)
    press(moderator, "Thema ausblenden")
    moderator.get_by_label("Begründung").fill("Doppelt gestellt")
    moderator.get_by_role("dialog").get_by_role("button", name=re.compile("usblenden")).click()
    expect(moderator.get_by_role("main")).to_contain_text("Begründung: Doppelt gestellt")
    accessible(moderator)
    expect(guest.get_by_text(ANSWER)).to_have_count(0)  # also for who was reading it
    gone = guest.goto(url)
    assert gone is not None
    assert gone.status == 404
    asker.goto(url)
    expect(asker.get_by_role("main")).to_contain_text("Begründung: Doppelt gestellt")
    press(moderator, "Thema wieder einblenden")
    moderator.get_by_label("Begründung").fill("War ein Irrtum")
    moderator.get_by_role("dialog").get_by_role("button", name=re.compile("einblenden")).click()
    expect(moderator.get_by_role("main").get_by_role("button", name="Thema ausblenden")).to_be_visible()
    guest.goto(url)
    expect(guest.locator("#beitrag-2")).to_contain_text(ANSWER)
    expect(guest.get_by_role("link", name="Praxisbeispiel daraus machen")).to_have_count(0)
