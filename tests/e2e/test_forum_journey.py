"""From sign-up to an accepted answer, in a browser; what is typed survives, what is new appears by itself."""

import re
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from forum.accounts.demo import PASSWORD
from tests.e2e.harness.mailbox import Mailbox
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch

pytestmark = pytest.mark.e2e
Accessible = Callable[[Page], None]
OWN = "ein langes Kennwort"
QUESTION = "Wie beginnen Sie ein Gespräch am Gartenzaun?"
_numbers = count(1)


@pytest.fixture(autouse=True)
def _refusals_of_allauth(watch: Watch) -> None:
    """allauth answers what succeeds without signing in with 401."""
    watch.expect(r"status of 40[01].*/_allauth/")


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in(page: Page, key: str, back: str) -> None:
    page.goto(f"/anmelden?weiter={back}")
    fill_sign_in(page, f"{key}@musterstadt.example", PASSWORD)
    page.wait_for_url(lambda url: url.endswith(back) and "/anmelden" not in url)


def fill_sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Kennwort", exact=True).fill(password)
    press(page, "Anmelden")


def sign_up(page: Page, mailbox: Mailbox, name: str) -> None:
    """A new member of Musterstadt, by the mail domain."""
    email = f"forum{next(_numbers)}@musterstadt.example"
    page.goto("/konto/registrieren")
    page.get_by_label("Name").fill(name)
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Kennwort").fill(OWN)
    page.get_by_label("Ich habe die Datenschutzerklärung gelesen").check()
    press(page, "Konto anlegen")
    expect(page.get_by_role("heading", level=1, name="Bitte sehen Sie in Ihr Postfach")).to_be_visible()
    page.goto(mailbox.latest_to(email).path_to("/konto/bestaetigen/"))
    press(page, "Adresse bestätigen")
    page.wait_for_url("**/konto")


def ask(page: Page, title: str, text: str = "Zwei Nachbarinnen reden nicht mehr, wir **vermitteln**.") -> str:
    """Ask as oneself; the address of the new thread."""
    page.goto("/forum/fragen")
    page.get_by_label("Überschrift").fill(title)
    page.get_by_label("Text", exact=True).fill(text)
    press(page, "Veröffentlichen")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
    return page.url


def post(page: Page, number: int) -> str:
    return page.locator(f"#beitrag-{number}").inner_text()


def reply(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Ihre Antwort").fill(text)
    press(page, "Antworten")


def ask_with_care(asker: Page, accessible: Accessible) -> None:
    """From the list over similar threads and the preview to a published question without one's name."""
    asker.goto("/forum")
    expect(asker.get_by_role("heading", level=1, name="Forum")).to_be_visible()
    accessible(asker)
    asker.get_by_role("main").get_by_role("link", name="Frage stellen").click()
    asker.get_by_label("Überschrift").fill("Beschwerden über unseren Bolzplatz am Abend")
    expect(asker.get_by_role("link", name="Beschwerden über einen Bolzplatz: Was half vor dem Zaun?")).to_be_visible()
    asker.get_by_label("Überschrift").fill(QUESTION)
    asker.get_by_label("Text", exact=True).fill("Zwei Nachbarinnen reden nicht mehr, wir **vermitteln**.")
    press(asker, "Vorschau")
    expect(asker.get_by_label("Vorschau").locator("strong")).to_have_text("vermitteln")
    asker.get_by_label("Nur mit einer Beschreibung").check()
    expect(asker.get_by_text("Ihr Beitrag erscheint unter: Kreisfreie Stadt, 100–250 Tsd., NRW")).to_be_visible()
    accessible(asker)
    press(asker, "Veröffentlichen")
    expect(asker.get_by_role("heading", level=1, name=QUESTION)).to_be_visible()
    accessible(asker)


def test_sign_up_ask_answer_accept(browser_page: Visits, mailbox: Mailbox, accessible: Accessible) -> None:
    asker, helper, guest = browser_page(), browser_page(DESKTOP), browser_page()
    sign_up(asker, mailbox, "Frieda Frisch")
    ask_with_care(asker, accessible)

    sign_in(helper, "second", "/forum?ansicht=unbeantwortet")
    helper.get_by_role("main").get_by_role("link", name=QUESTION).first.click()
    expect(helper.get_by_role("heading", level=1, name=QUESTION)).to_be_visible()
    assert "Frieda" not in helper.content()
    reply(helper, "Wir gehen zuerst *einzeln* hin.")
    expect(helper.locator("#beitrag-2 em")).to_have_text("einzeln")
    accessible(helper)

    expect(asker.locator("#beitrag-2").or_(asker.get_by_role("button", name="1 neuer Beitrag")).first).to_be_visible()
    asker.get_by_role("textbox", name="Ihre Antwort").scroll_into_view_if_needed()
    expect(asker.locator("#beitrag-2")).to_contain_text("Jonas Weiß, Kreis Beispielland")
    press(asker, "Antwort annehmen")
    expect(asker.locator("#beitrag-2")).to_contain_text("Angenommene Antwort")
    expect(helper.locator("#beitrag-2")).to_contain_text("Angenommene Antwort")
    accessible(asker)
    asker.get_by_role("status").get_by_role("button", name="Rückgängig").click()
    expect(helper.locator("#beitrag-2")).not_to_contain_text("Angenommene Antwort")
    press(asker, "Antwort annehmen")
    expect(helper.locator("#beitrag-2")).to_contain_text("Angenommene Antwort")

    guest.goto(asker.url)
    expect(guest.get_by_role("link", name="Zur angenommenen Antwort (Beitrag 2)")).to_be_visible()
    assert "Frieda" not in guest.content()
    accessible(guest)
    guest.goto("/forum")
    expect(guest.get_by_role("listitem").filter(has_text=QUESTION).first).to_contain_text("Beantwortet")
    accessible(guest)


def test_what_is_typed_survives_reload_and_sign_in(browser_page: Visits, accessible: Accessible) -> None:
    page = browser_page()
    page.goto("/forum/fragen")
    page.get_by_label("Überschrift").fill("Ein Entwurf ohne Anmeldung")
    page.get_by_label("Text", exact=True).fill("Das schreibe ich, bevor ich mich anmelde.")
    accessible(page)
    page.reload()
    expect(page.get_by_label("Überschrift")).to_have_value("Ein Entwurf ohne Anmeldung")
    page.get_by_role("link", name="Anmelden und veröffentlichen").click()
    fill_sign_in(page, "member@musterstadt.example", PASSWORD)
    page.wait_for_url(lambda url: url.endswith("/forum/fragen") and "anmelden" not in url)
    expect(page.get_by_label("Text", exact=True)).to_have_value("Das schreibe ich, bevor ich mich anmelde.")
    press(page, "Veröffentlichen")
    expect(page.get_by_role("heading", level=1, name="Ein Entwurf ohne Anmeldung")).to_be_visible()
    page.goto("/forum/fragen")
    expect(page.get_by_label("Überschrift")).to_have_value("")


def test_an_expired_sign_in_keeps_the_answer(browser_page: Visits, watch: Watch) -> None:
    watch.expect(r"status of 401.*/api/v1/threads")
    page = browser_page()
    sign_in(page, "member", "/forum")
    url = ask(page, "Eine Frage vor dem Ablauf der Anmeldung")
    page.get_by_role("textbox", name="Ihre Antwort").fill("Dieser Text darf nicht verloren gehen.")
    expect(page.get_by_text("Ihr Beitrag erscheint unter:")).to_be_visible()
    page.context.clear_cookies(name="session")
    press(page, "Antworten")
    page.get_by_role("alert").or_(page.get_by_role("status")).get_by_role("link", name="Anmelden").click()
    fill_sign_in(page, "member@musterstadt.example", PASSWORD)
    page.wait_for_url(re.compile(re.escape(url)))
    answer = page.get_by_role("textbox", name="Ihre Antwort")
    expect(answer).to_have_value("Dieser Text darf nicht verloren gehen.")
    press(page, "Antworten")
    expect(page.locator("#beitrag-2")).to_contain_text("Dieser Text darf nicht verloren gehen.")


def test_an_edit_keeps_the_former_text_and_a_moderator_can_hide(browser_page: Visits, accessible: Accessible) -> None:
    author, moderator = browser_page(DESKTOP), browser_page(DESKTOP)
    sign_in(author, "lead", "/forum")
    url = ask(author, "Eine Frage, die später genauer wird")
    reply(author, "Ein erster Nachtrag von mir.")
    expect(author.locator("#beitrag-2")).to_be_visible()
    author.locator("#beitrag-1").get_by_role("button", name="Bearbeiten").click()
    field = author.locator("#beitrag-1").get_by_role("textbox")
    expect(field).to_have_value("Zwei Nachbarinnen reden nicht mehr, wir **vermitteln**.")
    field.fill("Inzwischen reden sie wieder, aber nur bei uns im Büro.")
    author.locator("#beitrag-1").get_by_role("button", name="Speichern").click()
    expect(author.locator("#beitrag-1")).to_contain_text("Inzwischen reden sie wieder")
    author.locator("#beitrag-1").get_by_role("button", name="bearbeitet, frühere Fassungen ansehen").click()
    expect(author.get_by_role("dialog")).to_contain_text("Zwei Nachbarinnen reden nicht mehr")
    accessible(author)
    author.keyboard.press("Escape")

    sign_in(moderator, "moderator", "/forum")
    moderator.goto(url)
    moderator.locator("#beitrag-2").get_by_role("button", name="Ausblenden").click()
    moderator.get_by_label("Begründung").fill("Doppelt zur Frage")
    accessible(moderator)
    moderator.get_by_role("dialog").get_by_role("button", name="Ausblenden").click()
    expect(moderator.locator("#beitrag-2")).to_contain_text("Begründung: Doppelt zur Frage")
    expect(author.locator("#beitrag-2")).to_contain_text("Dieser Beitrag wurde ausgeblendet.")
    accessible(author)


def test_a_question_about_an_example_begins_with_its_link(browser_page: Visits, accessible: Accessible) -> None:
    page = browser_page()
    sign_in(page, "second", "/forum")
    page.goto("/forum/fragen?beispiel=PB-2026-001")
    text = page.get_by_label("Text", exact=True)
    expect(text).to_have_value("Zum Praxisbeispiel [PB-2026-001](/praxis/PB-2026-001):\n\n")
    accessible(page)
    page.goto("/forum/fragen?beispiel=https://example.org")
    expect(text).to_have_value("")


def test_new_posts_wait_while_somebody_reads_above(browser_page: Visits) -> None:
    reader, writer = browser_page(), browser_page()
    sign_in(writer, "member", "/forum")
    url = ask(writer, "Eine lange Frage zum Mitlesen", "\n\n".join(["Ein Absatz, der Platz braucht."] * 40))
    reader.goto(url)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Eine lange Frage zum Mitlesen")
    expect(reader.locator("#beitrag-1")).to_be_visible()
    reader.wait_for_timeout(300)
    before = reader.evaluate("scrollY")
    reply(writer, "Hier kommt eine Antwort.")
    pill = reader.get_by_role("button", name="1 neuer Beitrag")
    expect(pill).to_be_visible()
    assert (reader.locator("#beitrag-2").count(), reader.evaluate("scrollY")) == (0, before)
    pill.click()
    expect(reader.locator("#beitrag-2")).to_be_in_viewport()

    reader.goto(f"{url.rsplit('/', 1)[0]}/2")
    expect(reader.locator("#beitrag-2")).to_be_visible()
    expect(reader.locator("#beitrag-1")).to_have_count(0)
    press(reader, "Frühere Beiträge laden")
    expect(reader.locator("#beitrag-1")).to_be_visible()


def test_views_and_kinds_are_in_the_address_and_what_is_not_there_is_said(
    browser_page: Visits, accessible: Accessible, watch: Watch
) -> None:
    watch.expect(r"status of 404")
    page = browser_page((320, 640))
    page.goto("/forum")
    page.get_by_role("link", name="Unbeantwortet").click()
    page.wait_for_url("**/forum?ansicht=unbeantwortet")
    expect(page.get_by_text(re.compile("offen seit [67] Tagen")).first).to_be_visible()  # by the calendar's days
    page.get_by_label("Art", exact=True).select_option("experience")
    page.wait_for_url("**/forum?ansicht=unbeantwortet&art=experience")
    expect(page.get_by_text("Keine Frage wartet auf Antwort")).to_be_visible()
    accessible(page)
    page.goto("/forum?ansicht=meine")
    expect(page.get_by_text("Melden Sie sich an, um Ihre Beiträge zu sehen.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("/t/99999999")
    expect(page.get_by_text("Das gibt es hier nicht, oder es ist für Sie nicht sichtbar.")).to_be_visible()
    accessible(page)
