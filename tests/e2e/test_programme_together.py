"""Two hosts at one point of the programme, an upload that loses the network, and a film that is watched."""

import base64
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Response, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.test_offline_journey import without_network
from tests.e2e.test_programme_journey import row, signed_in
from tests.factories.media import PDF

EDIT = "/kongresse/zweiter-kongress/bearbeiten"
POINT = "Abschluss und Ausblick"
# The browser films its own canvas for two seconds: a real film of some kilobytes.
FILMED = """async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 90 });
    const brush = canvas.getContext('2d');
    const draw = (step) => { brush.fillStyle = `hsl(${step * 20} 80% 50%)`; brush.fillRect(0, 0, 160, 90); };
    let step = 0;
    const timer = setInterval(() => draw(step++), 50);
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    await new Promise((resolve) => setTimeout(resolve, 2200));
    clearInterval(timer);
    await new Promise((resolve) => { recorder.onstop = resolve; recorder.stop(); });
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return btoa([...bytes].map((byte) => String.fromCharCode(byte)).join(''));
}"""
PLAYED = """async (video) => {
    video.muted = true;
    await video.play();
    const seeked = new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
    video.currentTime = 1.2;
    await seeked;
    video.pause();
    const shown = [...video.textTracks].find(({ mode }) => mode === 'showing');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { at: video.currentTime, width: video.videoWidth, language: shown.language,
        cues: [...shown.activeCues].map(({ text }) => text),
        languages: [...video.textTracks].map(({ language, label }) => [language, label]) };
}"""


def captions(text: str) -> bytes:
    return f"WEBVTT\n\n00:00.000 --> 00:10.000\n{text}\n".encode()


def test_two_hosts_at_one_point_lose_nothing(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    watch.expect("status of 409")
    first, second = (signed_in(browser_page(DESKTOP), server, "host", EDIT) for _ in range(2))
    for page in (first, second):
        page.get_by_role("button", name=f"Ändern: {POINT}").click()
    mine, theirs = (page.get_by_role("dialog") for page in (first, second))
    theirs.get_by_label("Titel").fill("Abschluss mit Musik")
    theirs.get_by_label("Raum").select_option(label="Raum Lippe")
    theirs.get_by_role("button", name="Speichern").click()
    expect(row(second, "Abschluss mit Musik")).to_be_visible()
    mine.get_by_label("Titel").fill("Abschluss im Stehen")
    mine.get_by_label("Worum es geht").fill("Wer mag, bleibt.")
    mine.get_by_role("button", name="Speichern").click()
    note = mine.get_by_role("status").filter(has_text="hat das inzwischen geändert")
    expect(note).to_contain_text("Titel: dort jetzt „Abschluss mit Musik“, hier steht weiter Ihre Eingabe")
    expect(note).to_contain_text("Raum: jetzt „Raum Lippe“ (steht schon im Formular)")
    expect(mine.get_by_label("Titel")).to_have_value("Abschluss im Stehen")
    accessible(first)
    first.reload()
    first.get_by_role("button", name="Ändern: Abschluss mit Musik").click()
    expect(mine.get_by_label("Titel")).to_have_value("Abschluss im Stehen")
    mine.get_by_role("button", name="Speichern").click()
    expect(row(first, "Abschluss im Stehen")).to_contain_text("Raum Lippe")


def test_the_order_of_speakers_and_their_topics_are_changed_by_keyboard(browser_page: Visits, server: Server) -> None:
    page = signed_in(browser_page(DESKTOP), server, "host", EDIT)
    page.get_by_role("button", name="Ändern: Konflikte früh erkennen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Thema des Beitrags").first.fill("Ein Jahr Konfliktmanagement")
    dialog.get_by_label("Rolle").first.select_option(label="Impuls")
    dialog.get_by_role("button", name="Nach unten: Dr. Emre Özkan").press("Enter")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Dr. Emre Özkan steht jetzt an Stelle 3 von 3.")).to_be_attached()
    dialog.get_by_role("button", name="Speichern").press("Enter")
    people = "Annegret Wiese, Hanne Lüders, Dr. Emre Özkan"
    expect(row(page, "Konflikte früh erkennen")).to_contain_text(people)
    page.goto("/kongresse/zweiter-kongress")
    expect(page.get_by_text("„Ein Jahr Konfliktmanagement“")).to_be_visible()
    expect(page.get_by_text("Dr. Emre Özkan, Impuls")).to_be_visible()


def test_a_film_is_watched_with_captions_and_an_upload_outlives_the_network(
    browser_page: Visits, server: Server, watch: Watch, tmp_path: Path, accessible: Callable[[Page], None]
) -> None:
    page = signed_in(browser_page(DESKTOP), server, "host", f"{EDIT}?teil=dateien")
    film = base64.b64decode(page.evaluate(FILMED))
    files = {"Eröffnung.webm": film, "Folien.pdf": PDF, "setup.exe": b"MZ", "leer.pdf": b""}
    files |= {"de.vtt": captions("Guten Tag, Größe!"), "simple.vtt": captions("Guten Tag.")}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    add = page.get_by_label("Dateien hinzufügen")
    add.set_input_files([tmp_path / "setup.exe", tmp_path / "leer.pdf"])
    expect(page.get_by_text("setup.exe: Diese Art von Datei nehmen wir hier nicht an.")).to_be_visible()
    expect(page.get_by_text("leer.pdf ist leer.")).to_be_visible()

    without_network(page, watch)
    add.set_input_files([tmp_path / "Eröffnung.webm", tmp_path / "Folien.pdf"])
    expect(page.get_by_text("Eröffnung.webm: Das Netz ist weg.")).to_be_visible()
    accessible(page)
    page.context.set_offline(False)
    expect(page.get_by_role("article").filter(has_text="folien.pdf")).to_be_visible(timeout=20_000)
    item = page.get_by_role("article").filter(has_text="eroeffnung.webm")
    item.get_by_label("Titel", exact=True).fill("Eröffnung in Bild und Ton")
    item.get_by_label("Untertitel: Deutsch").set_input_files(tmp_path / "de.vtt")
    expect(item.get_by_label("Untertitel ersetzen: Deutsch")).to_be_visible()
    item.get_by_text("Untertitel in weiteren Sprachen").click()
    item.get_by_label("Untertitel: Leichte Sprache").set_input_files(tmp_path / "simple.vtt")
    expect(item.get_by_label("Untertitel ersetzen: Leichte Sprache")).to_be_visible()
    item.get_by_label("Für alle sichtbar").check()
    item.get_by_role("button", name="Speichern: ").click()
    expect(item.get_by_role("link", name="Eröffnung in Bild und Ton")).to_be_visible()
    watches(browser_page())


def watches(guest: Page) -> None:
    """Somebody sees the film in parts, moves about in it, and reads what is said."""
    answers: list[Response] = []
    guest.on("response", lambda answer: answers.append(answer) if answer.url.endswith(".webm") else None)
    guest.goto("/kongresse/zweiter-kongress")
    video = guest.locator("video")
    video.scroll_into_view_if_needed()
    seen = video.evaluate(PLAYED)
    assert (seen["width"], seen["language"], seen["cues"]) == (160, "de", ["Guten Tag, Größe!"])
    assert seen["at"] >= 1.1
    assert seen["languages"] == [["de", "Deutsch"], ["de-simple", "Leichte Sprache"]]
    assert {answer.status for answer in answers} == {206}
