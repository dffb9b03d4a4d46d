"""A speaker opens the secret link, sees the shortlist with the time, and answers in writing before everybody's eyes."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, STAGE, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.live_people import AT_ONCE_MS, Desk, Stage

QUESTION = "Wie gewinnen Sie Fachkräfte für die Konfliktberatung?"
ANSWER = "Wir bilden seit 2024 selbst aus, gemeinsam mit drei Nachbarkommunen."


def link_of(desk: Desk) -> str:
    """Open the list of links at the desk, and read the first one."""
    desk.page.get_by_role("button", name="Links für Saal und Podium").click()
    field = desk.page.get_by_role("dialog").get_by_role("listitem").get_by_role("textbox").first
    expect(field).to_have_value(re.compile("/podium#"))
    link = field.input_value()
    desk.page.keyboard.press("Escape")
    return link


def test_a_speaker_answers_in_writing_and_everybody_reads_it(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    attendee, desk = hall(browser_page, server)
    approved(attendee, desk, QUESTION)
    podium = browser_page(DESKTOP)
    podium.goto(link_of(desk))
    expect(podium.get_by_role("heading", name="Jetzt auf der Bühne")).to_be_visible()
    assert "#" not in podium.url
    desk.takes(QUESTION)
    desk.press("s")
    row = podium.get_by_role("article").filter(has_text=QUESTION)
    expect(row).to_be_visible(timeout=AT_ONCE_MS)
    accessible(podium)
    row.get_by_role("button", name="Schriftlich antworten").click()
    podium.get_by_label("Ihre Antwort").fill(ANSWER)
    accessible(podium)
    podium.get_by_role("button", name="Antwort veröffentlichen").click()
    expect(podium.get_by_text("Ihre Antwort ist veröffentlicht.")).to_be_visible()
    attendee.page.get_by_text(re.compile("Beantwortet oder im Forum")).click()
    expect(attendee.page.get_by_text(QUESTION, exact=True)).to_be_visible(timeout=AT_ONCE_MS)
    podium.reload()
    expect(podium.get_by_role("heading", name="Jetzt auf der Bühne")).to_be_visible()


def test_nothing_in_the_hall_takes_away_what_a_speaker_is_writing(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    text = "Wie halten Sie die Runde über Jahre am Leben?"
    attendee, desk = hall(browser_page, server)
    approved(attendee, desk, text)
    podium = browser_page(DESKTOP)
    podium.goto(link_of(desk))
    desk.takes(text)
    desk.press("Shift+V")
    podium.get_by_role("button", name=f"Schriftlich antworten auf: {text}").click()
    field = podium.get_by_label("Ihre Antwort")
    typed = ""
    for key, where in (("v", "Freigegeben"), ("s", "Als Nächstes"), ("b", "Erledigt"), ("u", "")):
        typed += f"Nach {key.upper()} weiter. "
        podium.keyboard.type(f"Nach {key.upper()} weiter. ")  # wherever the focus is
        desk.takes(text)
        desk.press(key)
        if where:
            expect(desk.card(text, where)).to_be_visible(timeout=AT_ONCE_MS)
        expect(field).to_be_focused()
        expect(field).to_have_value(typed)
    desk.takes(text)
    desk.press("a", "1")
    expect(podium.get_by_text("Diese Frage steht nicht mehr auf der Liste.")).to_be_visible(timeout=AT_ONCE_MS)
    expect(field).to_have_value(typed)
    accessible(podium)
    podium.reload()
    expect(field).to_have_value(typed)
    desk.press("r")
    podium.get_by_role("button", name="Abbrechen").click()
    expect(field).to_have_count(0)
    podium.get_by_role("button", name="Rückgängig").click()
    expect(field).to_have_value(typed)
    podium.get_by_role("button", name="Antwort veröffentlichen").click()
    expect(podium.get_by_text("Ihre Antwort ist veröffentlicht.")).to_be_visible()
    podium.get_by_text(re.compile("^Beantwortet oder zurückgestellt")).click()
    expect(podium.get_by_role("article").filter(has_text=typed.strip())).to_have_count(1, timeout=AT_ONCE_MS)


def test_an_old_link_opens_nothing(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of 404")
    _, desk = hall(browser_page, server)
    link = link_of(desk)
    desk.page.get_by_role("button", name="Links für Saal und Podium").click()
    desk.page.get_by_role("button", name=re.compile("^Neuer Link für")).first.click()
    expect(desk.page.get_by_text("Der alte gilt nicht mehr.")).to_be_visible()
    accessible(desk.page)
    podium = browser_page(DESKTOP)
    podium.goto(link)
    expect(podium.get_by_role("heading", name="Diese Seite öffnet sich nur mit Ihrem Link")).to_be_visible()
    accessible(podium)


def test_a_new_link_to_the_stage_ends_the_old_one_at_once(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of 404|WebSocket connection")
    _, desk = hall(browser_page, server)
    old = desk.stage_link()
    stage = Stage.opens(browser_page(STAGE), old).page
    desk.page.get_by_role("button", name="Links für Saal und Podium").click()
    dialog = desk.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Neuen Link zur Saalansicht machen").click()
    expect(dialog.get_by_text("Die Leinwand zeigt nichts")).to_be_visible()
    accessible(desk.page)
    dialog.get_by_role("button", name="Ja, neuen Link machen").click()
    expect(dialog.get_by_text("Der neue Link gilt.")).to_be_visible()
    expect(stage.get_by_text("Bitte öffnen Sie die Saalansicht aus der Regie.")).to_be_visible(timeout=20_000)
    expect(stage.get_by_role("region", name="Als Nächstes")).to_have_count(0)
    desk.page.keyboard.press("Escape")
    assert desk.stage_link() != old
    Stage.opens(stage, desk.stage_link())
