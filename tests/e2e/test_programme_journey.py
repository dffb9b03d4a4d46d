"""A congress from nothing: its host makes it, a guest registers, waits, moves up and is ticked at the entrance."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from icalendar import Calendar
from playwright.sync_api import Locator, Page, expect

from scripts.local_server import Server
from tests.e2e.harness.mailbox import Mailbox
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch
from tests.factories.media import MP4, VTT, png

DAY = date.today() + timedelta(days=30)  # noqa: DTZ011 - a day of the calendar, whichever zone
TITLE = "4. Kongress: Größe zeigen"
SLUG = "4-kongress-groesse-zeigen"


def signed_in(page: Page, server: Server, key: str, way: str) -> Page:
    page.goto(f"/anmelden?weiter={way}")
    page.get_by_label("E-Mail-Adresse").fill(server.demo.emails[key])
    page.get_by_label("Kennwort", exact=True).fill(server.demo.password)
    page.keyboard.press("Enter")
    page.wait_for_url(server.url + way)
    return page


def row(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=text)


def makes_the_congress(page: Page) -> None:
    """From the list to the draft."""
    page.get_by_role("link", name="Neuer Kongress").click()
    page.get_by_label("Titel").first.fill(TITLE)
    page.get_by_label("Erster Tag").fill(DAY.isoformat())
    page.reload()
    expect(page.get_by_label("Titel").first).to_have_value(TITLE)
    page.get_by_role("button", name="Entwurf anlegen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte füllen Sie dieses Feld aus.")
    page.get_by_label("Ort").fill("Stadthalle Musterstadt")
    page.get_by_label("Veranstaltet von").fill("Musterstadt")
    page.get_by_role("button", name="Entwurf anlegen").click()
    page.wait_for_url(f"**/kongresse/{SLUG}/bearbeiten")


def adds_room(page: Page, name: str) -> None:
    page.get_by_label("Neuer Raum").fill(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Umbenennen: {name}")).to_be_visible()


def adds_point(page: Page, title: str, kind: str, times: tuple[str, str], room: str) -> None:
    page.get_by_role("button", name="Punkt hinzufügen").first.press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Titel").fill(title)
    dialog.get_by_label("Art").select_option(label=kind)
    dialog.get_by_label("Beginn").fill(times[0])
    dialog.get_by_label("Ende").fill(times[1])
    dialog.get_by_label("Raum").select_option(label=room)
    dialog.get_by_role("button", name="Speichern").press("Enter")


def test_a_host_makes_a_congress_and_its_guests_come(
    browser_page: Visits, server: Server, watch: Watch, mailbox: Mailbox, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of 4(04|09|22)")
    page = signed_in(browser_page(DESKTOP), server, "coordinator", "/kongresse")
    makes_the_congress(page)
    for room in ("Großer Saal", "Raum Lippe"):
        adds_room(page, room)
    adds_point(page, "Eröffnung", "Plenum", ("09:00", "10:00"), "Großer Saal")
    expect(row(page, "Eröffnung")).to_contain_text("09:00–10:00 Uhr")
    adds_point(page, "Runder Tisch", "Workshop", ("09:30", "10:30"), "Großer Saal")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("alert")).to_contain_text("„Eröffnung“ und „Runder Tisch“ überschneiden sich")
    dialog.get_by_label("Raum").select_option(label="Raum Lippe")
    dialog.get_by_role("button", name="Person hinzufügen").click()
    dialog.get_by_label("Name").fill("Leila Haddad")
    accessible(page)
    dialog.get_by_role("button", name="Speichern").click()
    expect(row(page, "Runder Tisch")).to_contain_text("Workshop · Raum Lippe · Leila Haddad")
    moves_and_undoes(page)
    page.get_by_role("button", name="Live-Fragen einrichten: Eröffnung").click()
    expect(row(page, "Eröffnung").get_by_text(re.compile(r"^Code \w{3} \w{3}$"))).to_be_visible()
    accessible(page)
    stranger = browser_page()
    stranger.goto(f"/kongresse/{SLUG}")
    expect(stranger.get_by_role("alert")).to_be_visible()
    opens_registration(page)
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("Der Kongress ist veröffentlicht.")).to_be_visible()
    guests_register(stranger, page, browser_page, server, mailbox, accessible)


def moves_and_undoes(page: Page) -> None:
    """The rest of the day ten minutes later, and back; a point removed, and back."""
    page.get_by_role("button", name="Ab hier verschieben: Runder Tisch").click()
    page.get_by_role("dialog").get_by_role("button", name="Verschieben").click()
    expect(row(page, "Runder Tisch")).to_contain_text("09:40–10:40 Uhr")
    page.get_by_role("button", name="Rückgängig").click()
    expect(row(page, "Runder Tisch")).to_contain_text("09:30–10:30 Uhr")
    page.get_by_role("button", name="Entfernen: Runder Tisch").click()
    expect(row(page, "Runder Tisch")).to_have_count(0)
    page.get_by_role("button", name="Rückgängig").click()
    expect(row(page, "Runder Tisch")).to_be_visible()


def opens_registration(page: Page) -> None:
    page.get_by_role("link", name="Anmeldung", exact=True).click()
    page.locator("input[value=everybody]").check()
    page.locator("input[inputmode=numeric]").first.fill("1")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()


def guests_register(
    guest: Page, host: Page, browser_page: Visits, server: Server, mailbox: Mailbox, accessible: Callable[[Page], None]
) -> None:
    """One place: a member takes it, the guest waits, moves up, and is ticked at the entrance."""
    member = signed_in(browser_page(), server, "member", f"/kongresse/{SLUG}/anmeldung")
    member.get_by_role("button", name="Anmelden").click()
    expect(member.get_by_text("Sie sind angemeldet.")).to_be_visible()
    guest.goto(f"/kongresse/{SLUG}")
    guest.get_by_role("link", name="Auf die Warteliste").click()
    guest.get_by_label("Name").fill("Wilma Wartend")
    guest.get_by_label("E-Mail-Adresse").fill("wilma@musterstadt.example")
    accessible(guest)
    guest.get_by_role("button", name="Auf die Warteliste").click()
    expect(guest.get_by_text("Sehen Sie bitte in Ihr Postfach")).to_be_visible()
    mail = mailbox.latest_to("wilma@musterstadt.example", "Bitte bestätigen Sie Ihre Anmeldung")
    link = re.search(r"/kongresse/\S+/anmeldung#\S+", mail.text)
    assert link
    guest.goto(link[0])
    guest.get_by_role("button", name="Anmeldung bestätigen").click()
    expect(guest.get_by_text("Sie stehen auf der Warteliste.")).to_be_visible()
    accessible(guest)
    for button in ("Absagen", "Rückgängig", "Absagen"):
        member.get_by_role("button", name=button).click()
    expect(member.get_by_text("Ihre Anmeldung wird abgesagt.")).to_be_visible()
    accessible(member)
    member.goto("/kongresse")  # leaving sends what could have been undone
    mailbox.latest_to("wilma@musterstadt.example", "Sie haben jetzt einen Platz")
    guest.reload()
    expect(guest.get_by_text("Sie sind angemeldet.")).to_be_visible()
    host.goto(f"/kongresse/{SLUG}/einlass")
    host.get_by_label("Name, Kommune oder Code").fill("wartend")
    host.get_by_role("button", name="Abhaken: Wilma Wartend").press("Enter")
    expect(host.get_by_text("1 da · 1 angemeldet · 0 auf der Warteliste")).to_be_visible()
    accessible(host)


def test_files_films_and_calendar_stay(
    browser_page: Visits, server: Server, watch: Watch, tmp_path: Path, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of 422")
    page = signed_in(browser_page(DESKTOP), server, "host", "/kongresse/zweiter-kongress/bearbeiten?teil=dateien")
    for name, data in (("Saal.png", png()), ("Film.mp4", MP4), ("captions.vtt", VTT), ("Schadcode.pdf", b"<html>")):
        (tmp_path / name).write_bytes(data)
    page.get_by_label("Dateien hinzufügen").set_input_files([tmp_path / "Saal.png", tmp_path / "Film.mp4"])
    picture, film = (page.get_by_role("article").filter(has_text=name) for name in ("saal.png", "film.mp4"))
    expect(film).to_contain_text("Der Film wird erst mit Untertiteln sichtbar.")
    film.get_by_label("Für alle sichtbar").check()
    film.get_by_role("button", name="Speichern: Film").click()
    expect(film).to_contain_text("Ein Film wird erst mit Untertiteln gezeigt.")
    film.get_by_label("Untertitel: Deutsch").set_input_files(tmp_path / "captions.vtt")
    expect(film.get_by_label("Untertitel ersetzen: Deutsch")).to_be_visible()
    film.get_by_role("button", name="Speichern: Film").click()
    expect(film.get_by_text("Veröffentlicht")).to_be_visible()
    picture.get_by_label("Was ist auf dem Bild zu sehen?").fill("Der leere Saal")
    picture.get_by_label("Für alle sichtbar").check()
    picture.get_by_role("button", name="Speichern: Saal").click()
    page.get_by_label("Dateien hinzufügen").set_input_files(tmp_path / "Schadcode.pdf")
    expect(page.get_by_role("alert")).to_contain_text("Schadcode.pdf: Diese Art von Datei nehmen wir nicht an")
    accessible(page)
    guest = browser_page()
    guest.goto("/kongresse/zweiter-kongress")
    # Loaded only when somebody scrolls there; until then it has no height.
    expect(guest.get_by_role("img", name="Der leere Saal")).to_have_count(1)
    expect(guest.locator("video[aria-label=Film] track[kind=captions]")).to_have_count(1)
    accessible(guest)
    guest.get_by_role("button", name="Merken: Marktplatz der Kommunen").click()
    with guest.expect_download() as arriving:
        guest.get_by_role("link", name="Meine Auswahl in den Kalender (1)").click()
    events = Calendar.from_ical(Path(arriving.value.path()).read_bytes()).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == ["Marktplatz der Kommunen"]
