"""Without a network: the page starts, shows what it showed, keeps what is typed, and sends it later."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_people import Attendee, Desk, id_of

SEEN = "Wer moderiert, wenn zwei Ämter verschiedener Meinung sind?"
TYPED = "Wie erreichen wir die Menschen, die nie zu einer Sitzung kommen?"
DRAFT = "Ein angefangener Satz über Zuständigkeiten"
READY = "() => navigator.serviceWorker.ready.then(({ active }) => active.state)"
KEPT = """async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().map(({ url }) => new URL(url).pathname);
}"""


def without_network(page: Page, watch: Watch) -> None:
    for message in ("ERR_INTERNET_DISCONNECTED", "Failed to fetch"):
        watch.expect(message)
    page.context.set_offline(True)


def test_a_reload_without_network_shows_the_list_and_what_was_typed_is_sent_later(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    """A phone loses the Wi-Fi, is reloaded, asks a question, and gets the network back."""
    phone = Attendee.joins(browser_page(), server.demo.join_code)
    desk = Desk.opens(browser_page(DESKTOP), server, id_of(phone.page))
    phone.asks(SEEN)
    desk.takes(SEEN)
    desk.press("f")
    expect(phone.row(SEEN)).to_be_visible()
    assert phone.page.evaluate(READY) in {"activating", "activated"}
    phone.page.wait_for_function("() => caches.match('/offline').then(Boolean)")

    phone.page.get_by_role("textbox", name="Ihre Frage").fill(DRAFT)
    without_network(phone.page, watch)
    phone.page.reload()
    expect(phone.row(SEEN)).to_be_visible()
    expect(phone.page.get_by_role("region", name="Meldungen").get_by_text("ohne Netz, Stand von")).to_be_visible()
    expect(phone.page.get_by_role("textbox", name="Ihre Frage")).to_have_value(DRAFT)
    accessible(phone.page)

    phone.asks(TYPED)
    phone.sees("Meine")
    expect(phone.row(TYPED)).to_be_visible()
    phone.page.reload()
    phone.sees("Meine")
    expect(phone.row(TYPED)).to_be_visible()
    expect(desk.card(TYPED)).to_have_count(0)

    phone.page.context.set_offline(False)
    expect(desk.card(TYPED, "Neu")).to_be_visible(timeout=20_000)
    expect(phone.page.get_by_text("ohne Netz, Stand von")).to_have_count(0)


def test_nothing_of_a_person_is_kept_by_the_service_worker(browser_page: Visits, server: Server) -> None:
    """Kept are hashed files and the page without anybody in it; no API answer, no page with data."""
    desk = Desk.opens(browser_page(DESKTOP), server, id_of(Attendee.joins(browser_page(), server.demo.join_code).page))
    desk.page.evaluate(READY)
    desk.page.wait_for_function("() => caches.match('/offline').then(Boolean)")
    desk.page.reload()
    expect(desk.column("Neu")).to_be_visible()
    kept = desk.page.evaluate(KEPT)
    assert "/offline" in kept
    assert [path for path in kept if not path.startswith("/_app/immutable/") and path != "/offline"] == []
    page = desk.page.evaluate("() => caches.match('/offline').then((page) => page.text())")
    assert server.demo.emails["moderator"] not in page
    assert '{"answers":{},"later":["/_app/immutable/' in page


def test_a_page_never_opened_before_says_what_to_do_without_network(
    browser_page: Visits, server: Server, watch: Watch
) -> None:
    """The forum, offline, for somebody who has only been in the hall."""
    phone = Attendee.joins(browser_page(), server.demo.join_code)
    phone.page.wait_for_function("() => caches.match('/offline').then(Boolean)")
    without_network(phone.page, watch)
    phone.page.goto("/live")
    phone.page.get_by_label("Code").fill(server.demo.join_code)
    phone.page.get_by_role("button", name="Teilnehmen").click()
    expect(phone.page.get_by_role("alert")).to_be_visible()
    phone.page.context.set_offline(False)
    phone.page.get_by_role("button", name="Teilnehmen").click()
    expect(phone.page.get_by_role("tablist")).to_be_visible()
