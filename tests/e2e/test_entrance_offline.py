"""At the door the network fails: ticks are kept, sent later, and meet those of others."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.test_offline_journey import READY, without_network
from tests.e2e.test_programme_journey import row, signed_in

DOOR = "/kongresse/zweiter-kongress/einlass"
EXPECTED = "Özlem Größe-Überländer"
OTHERS = 60
# Let in at the entrance and taken back again: on the list, and not here.
PREPARE = """async ([names, path]) => {
    const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': /csrftoken=([^;]+)/.exec(document.cookie)[1] };
    const send = (method, way, body) => fetch(path + way, { method, headers, body: JSON.stringify(body) });
    for (const name of names) {
        const list = await (await send('POST', '', { name, municipality: 'Musterstadt' })).json();
        const { id } = list.items.find((row) => row.name === name);
        await send('PUT', `/${id}/here`, { here: false });
    }
}"""


def tick(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^(Abhaken|Da): {name}$"))


def test_ticks_at_the_door_outlive_the_network_and_meet_those_of_others(
    browser_page: Visits, server: Server, watch: Watch, accessible: Callable[[Page], None]
) -> None:
    door = signed_in(browser_page(), server, "host", DOOR)
    expect(door.get_by_text("Noch niemand angemeldet")).to_be_visible()
    names = [EXPECTED, *(f"Gast Nummer{number:03}" for number in range(OTHERS))]
    door.evaluate(PREPARE, [names, "/api/v1/congresses/zweiter-kongress/registrations"])
    door.reload()
    expect(door.get_by_text(f"0 da · {OTHERS + 1} angemeldet")).to_be_visible()
    other = signed_in(browser_page(DESKTOP), server, "moderator", DOOR)
    door.evaluate(READY)
    door.wait_for_function("() => caches.match('/offline').then(Boolean)")

    without_network(door, watch)
    door.get_by_label("Name, Kommune oder Code").fill("oezlem groesse")
    expect(tick(door, "Gast Nummer000")).to_have_count(0)
    tick(door, EXPECTED).click()
    expect(row(door, EXPECTED)).to_contain_text("noch nicht gesendet")
    door.reload()
    expect(door.get_by_text("Kein Netz. Sie sehen die Liste von")).to_be_visible()
    expect(row(door, EXPECTED)).to_contain_text("noch nicht gesendet")
    expect(tick(door, EXPECTED)).to_have_attribute("aria-pressed", "true")
    tick(door, "Gast Nummer007").click()
    expect(door.get_by_text("2 noch nicht gesendet")).to_be_visible()
    accessible(door)

    tick(other, EXPECTED).click()
    expect(other.get_by_text("1 da ·")).to_be_visible()
    door.context.set_offline(False)
    expect(door.get_by_role("alert")).to_contain_text(f"{EXPECTED} war schon abgehakt", timeout=20_000)
    expect(door.get_by_text("noch nicht gesendet")).to_have_count(0)
    expect(door.get_by_text("2 da ·")).to_be_visible()
    accessible(door)
    door.get_by_role("button", name=f"Verstanden: {EXPECTED}").click()
    expect(door.get_by_role("alert")).to_have_count(0)
    other.reload()
    expect(other.get_by_text("2 da ·")).to_be_visible()
