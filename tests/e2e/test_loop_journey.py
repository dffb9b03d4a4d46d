"""The knowledge loop's first arrow: a question without an answer goes to the forum, and its answer comes back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scripts import demo_data
from scripts.local_server import Server
from scripts.places import PYTHON
from tests.e2e.harness.mailbox import Mailbox
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.live_people import AT_ONCE_MS, Attendee, Desk
from tests.e2e.test_forum_journey import reply, sign_in

QUESTION = "Wer hilft, wenn *zwei* Vereine dieselbe Halle wollen & keiner nachgibt?"
ANSWER = "Bei uns hat ein gemeinsamer Belegungsplan geholfen."
ADDRESS = "gast-im-saal@musterstadt.example"
Accessible = Callable[[Page], None]


@pytest.fixture(autouse=True)
def _refusals_of_allauth(watch: Watch) -> None:
    """allauth answers what succeeds without signing in with 401."""
    watch.expect(r"status of 40[01].*/_allauth/")


def wants_to_be_told(attendee: Attendee, mailbox: Mailbox, visits: Visits, accessible: Accessible) -> None:
    """A guest types an address and confirms it by the link in the mail, on another device."""
    attendee.sees("Meine")
    mine = attendee.row(QUESTION)
    mine.get_by_role("button", name="Bescheid geben").click()
    dialog = attendee.page.get_by_role("dialog", name="Bescheid bekommen")
    dialog.get_by_role("button", name="Bestätigung anfordern").click()
    expect(dialog.get_by_text("vollständige E-Mail-Adresse")).to_be_visible()
    accessible(attendee.page)
    dialog.get_by_label("Ihre E-Mail-Adresse").fill(ADDRESS)
    attendee.page.keyboard.press("Enter")
    expect(dialog.get_by_text("Sehen Sie in Ihr Postfach")).to_be_visible()
    dialog.get_by_role("button", name="Schließen").last.click()
    expect(mine).to_contain_text("Bestätigung per E-Mail offen")
    page = visits()
    page.goto(mailbox.latest_to(ADDRESS).path_to("/live/bescheid"))
    expect(page.get_by_role("heading", level=1, name="Bescheid bekommen")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Ja, Bescheid geben").click()
    expect(page.get_by_role("heading", level=1, name="Sie bekommen Bescheid")).to_be_visible()
    accessible(page)


def carries_over(desk: Desk, accessible: Accessible) -> str:
    """End the session with the deferred question alone; the address of its thread."""
    desk.page.get_by_role("button", name="Runde beenden").press("Enter")
    dialog = desk.page.get_by_role("dialog", name="Runde beenden")
    dialog.get_by_label("Nur zurückgestellte").check()
    for box in dialog.get_by_role("checkbox").all():
        box.set_checked(QUESTION in str(box.evaluate("box => box.labels[0].innerText")))
    expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(1)
    expect(dialog.get_by_role("checkbox", name=QUESTION)).to_be_checked()
    dialog.get_by_label("Themenbereich").select_option(label="Öffentlicher Raum, Jugend und Sport")
    accessible(desk.page)
    dialog.get_by_role("button", name="Beenden und 1 übertragen").press("Enter")
    result = desk.page.get_by_role("dialog", name="Im Forum: 1")
    link = result.get_by_role("link", name=re.compile("^Wer hilft"))
    expect(link).to_be_visible()
    accessible(desk.page)
    address = link.get_attribute("href") or ""
    result.get_by_role("button", name="Fertig").press("Enter")
    expect(desk.page.get_by_role("button", name="Ins Forum übertragen")).to_be_focused()
    return address


def answers(member: Page, thread: str, accessible: Accessible) -> None:
    """See where the question comes from, and answer it."""
    sign_in(member, "second", thread)
    expect(member.get_by_role("heading", level=1, name=QUESTION)).to_be_visible()
    origin = member.get_by_role("complementary", name="Woher diese Frage kommt")
    expect(origin).to_contain_text("Aus der Fragerunde „Konflikte früh erkennen“")
    expect(origin.get_by_role("link")).to_have_count(0)  # nobody has published the documentation
    expect(member.locator("#beitrag-1")).to_contain_text("Aus einer Fragerunde, übertragen von Malte Vogt")
    accessible(member)
    reply(member, ANSWER)
    expect(member.locator("#beitrag-2")).to_contain_text(ANSWER)


def test_a_question_goes_to_the_forum_and_its_answer_comes_back_to_the_phone_and_by_mail(
    browser_page: Visits, server: Server, mailbox: Mailbox, accessible: Accessible
) -> None:
    attendee, desk = hall(browser_page, server)
    approved(attendee, desk, QUESTION)
    wants_to_be_told(attendee, mailbox, browser_page, accessible)
    desk.takes(QUESTION)
    desk.press("i")
    mine = attendee.row(QUESTION)
    expect(mine).to_contain_text("steht diese Frage im Forum", timeout=AT_ONCE_MS)
    thread = carries_over(desk, accessible)
    expect(mine.get_by_role("link", name="Zur Frage im Forum")).to_be_visible(timeout=AT_ONCE_MS)
    expect(attendee.page.get_by_role("heading", name="Zuletzt auf der Bühne")).to_be_visible()

    answers(browser_page(DESKTOP), thread, accessible)
    expect(mine).not_to_contain_text("wird im Forum beantwortet", timeout=AT_ONCE_MS)
    expect(mine).to_contain_text("beantwortet")
    demo_data.run([PYTHON, "-m", "tests.e2e.answers_stand"], server.env)
    told = mailbox.latest_to(ADDRESS)
    assert told.subject.strip() == "Beantwortet: Frage aus „Konflikte früh erkennen“"
    reader = browser_page()
    reader.goto(told.path_to("/t/"))
    expect(reader.get_by_text(ANSWER)).to_be_visible()

    desk.page.get_by_role("button", name="Ins Forum übertragen").press("Enter")
    again = desk.page.get_by_role("dialog", name="Ins Forum übertragen")
    expect(again).to_be_visible()
    expect(again.get_by_role("checkbox", name=QUESTION)).to_have_count(0)
    desk.page.keyboard.press("Escape")
    expect(desk.page.get_by_role("button", name="Ins Forum übertragen")).to_be_focused()  # the dialog gives it back
    desk.page.get_by_role("button", name="Wieder öffnen").press("Enter")
    expect(attendee.page.get_by_role("textbox", name="Ihre Frage")).to_be_visible(timeout=AT_ONCE_MS)
