"""A congress that is postponed, one that was a mistake, and two hosts at one file and one room."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.test_programme_journey import adds_point, adds_room, row, signed_in
from tests.factories.media import PDF

EDIT = "/kongresse/zweiter-kongress/bearbeiten"
DAY = date.today() + timedelta(days=40)  # noqa: DTZ011 - a day of the calendar, whichever zone
LATER = DAY + timedelta(days=200)


def begun(page: Page, title: str) -> None:
    page.goto("/kongresse/neu")
    for label, value in (
        ("Titel", title),
        ("Erster Tag", DAY.isoformat()),
        ("Letzter Tag", (DAY + timedelta(days=1)).isoformat()),
        ("Ort", "Stadthalle"),
        ("Veranstaltet von", "Musterstadt"),
    ):
        page.get_by_label(label).first.fill(value)
    page.get_by_role("button", name="Entwurf anlegen").click()
    page.wait_for_url("**/bearbeiten")


def test_a_congress_is_postponed_with_its_programme_and_back_and_a_mistaken_draft_is_deleted(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of (404|422)")
    page = signed_in(browser_page(DESKTOP), server, "coordinator", "/kongresse")
    begun(page, "Verschobener Kongress")
    adds_room(page, "Saal")
    adds_point(page, "Eröffnung", "Plenum", ("09:00", "10:00"), "Saal")
    expect(row(page, "Eröffnung")).to_contain_text("09:00")
    page.get_by_role("link", name="Angaben").click()
    page.get_by_label("Erster Tag").fill(LATER.isoformat())
    page.get_by_label("Letzter Tag").fill((LATER + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("alert").first).to_contain_text("Punkte des Programms lägen außerhalb dieser Tage.")
    page.get_by_label("Programm mitverschieben").check()
    accessible(page)
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert, 1 Punkte mitverschoben.")).to_be_visible()
    expect(page.get_by_label("Erster Tag")).to_have_value(LATER.isoformat())
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_label("Erster Tag")).to_have_value(DAY.isoformat())
    page.get_by_label("Erster Tag").fill(LATER.isoformat())
    page.get_by_label("Programm mitverschieben").check()
    expect(page.get_by_label("Letzter Tag")).to_have_value((LATER + timedelta(days=1)).isoformat())
    page.get_by_label("Programm mitverschieben").uncheck()
    expect(page.get_by_label("Letzter Tag")).to_have_value((DAY + timedelta(days=1)).isoformat())
    page.get_by_role("button", name="Entwurf löschen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("„Verschobener Kongress“ wird mit allem gelöscht, was darin steht")
    accessible(page)
    dialog.get_by_role("button", name="Endgültig löschen").click()
    page.wait_for_url("**/kongresse")
    expect(page.get_by_text("Der Entwurf „Verschobener Kongress“ ist gelöscht.")).to_be_visible()
    expect(page.get_by_role("link", name="Verschobener Kongress")).to_have_count(0)


def test_a_room_that_another_host_has_removed_is_named_and_another_one_chosen(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    watch.expect("status of 422")
    first, second = (signed_in(browser_page(DESKTOP), server, "host", EDIT) for _ in range(2))
    adds_room(first, "Raum auf Zeit")
    second.reload()
    second.get_by_role("button", name="Punkt hinzufügen").first.press("Enter")
    dialog = second.get_by_role("dialog")
    dialog.get_by_label("Titel").fill("Gespräch am Rande")
    dialog.get_by_label("Beginn").fill("06:00")
    dialog.get_by_label("Ende").fill("06:30")
    dialog.get_by_label("Raum").select_option(label="Raum auf Zeit")
    first.get_by_role("button", name="Entfernen: Raum auf Zeit").click()
    expect(first.get_by_role("button", name="Entfernen: Raum auf Zeit")).to_have_count(0)
    dialog.get_by_role("button", name="Speichern").press("Enter")
    expect(dialog.get_by_text("Diesen Raum gibt es nicht mehr. Bitte wählen Sie einen anderen.").first).to_be_visible()
    expect(dialog.get_by_label("Titel")).to_have_value("Gespräch am Rande")
    dialog.get_by_label("Raum").select_option(label="Ohne Raum")
    dialog.get_by_role("button", name="Speichern").press("Enter")
    expect(row(second, "Gespräch am Rande")).to_be_visible()


def test_two_hosts_at_one_file_lose_nothing_and_what_was_hidden_stays_hidden(
    browser_page: Visits, server: Server, watch: Watch, tmp_path: Path, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of 409")
    (tmp_path / "Bericht.pdf").write_bytes(PDF)
    first, second = (signed_in(browser_page(DESKTOP), server, "host", f"{EDIT}?teil=dateien") for _ in range(2))
    first.get_by_label("Dateien hinzufügen").set_input_files(tmp_path / "Bericht.pdf")
    mine = first.get_by_role("article").filter(has_text="bericht.pdf")
    mine.get_by_label("Für alle sichtbar").check()
    mine.get_by_role("button", name="Speichern: Bericht").click()
    expect(mine.get_by_text("Veröffentlicht")).to_be_visible()
    second.reload()
    theirs = second.get_by_role("article").filter(has_text="bericht.pdf")
    theirs.get_by_label("Titel").fill("Bericht der Arbeitsgruppe")
    mine.get_by_label("Für alle sichtbar").uncheck()
    mine.get_by_role("button", name="Speichern: Bericht").click()
    expect(mine.get_by_text("Entwurf")).to_be_visible()
    theirs.get_by_role("button", name="Speichern: Bericht").click()
    note = theirs.get_by_role("status").filter(has_text="hat das inzwischen geändert")
    expect(note).to_contain_text("Für alle sichtbar: jetzt „Entwurf“")
    expect(theirs.get_by_label("Für alle sichtbar")).not_to_be_checked()
    second.reload()
    expect(theirs.get_by_label("Titel")).to_have_value("Bericht der Arbeitsgruppe")
    accessible(second)
    theirs.get_by_role("button", name="Speichern: Bericht").click()
    expect(theirs.get_by_role("heading", name="Bericht der Arbeitsgruppe")).to_be_visible()
    expect(theirs.get_by_text("Entwurf")).to_be_visible()
