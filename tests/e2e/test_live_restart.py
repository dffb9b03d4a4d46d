"""A live session lives through a restart of the server."""

import pytest
from playwright.sync_api import expect

from scripts.local_server import Server
from tests.e2e.harness.visits import Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.live_journey import approved, hall
from tests.e2e.restartable import Restartable, restartable

__all__ = ["restartable"]

BACK_MS = 20_000
"""The longest pause between two tries to connect, and a little."""
QUESTION = "Was geschieht bei einem Neustart?"


@pytest.fixture
def server(restartable: Restartable) -> Server:
    """The pages of this module visit the server that is restarted."""
    return restartable.server


def test_a_restart_is_survived(browser_page: Visits, restartable: Restartable, watch: Watch) -> None:
    watch.expect("ERR_CONNECTION_REFUSED")
    attendee, desk = hall(browser_page, restartable.server)
    approved(attendee, desk, QUESTION)
    with restartable.down():
        attendee.vote_button(QUESTION).click()
        expect(attendee.vote_button(QUESTION)).to_have_text("1")
    desk.takes(QUESTION)
    expect(desk.card(QUESTION)).to_contain_text("1 Stimme", timeout=BACK_MS)
    desk.press("s")
    attendee.page.evaluate("() => scrollTo(0, 0)")  # the card above the list waits while somebody reads further down
    expect(attendee.on_stage()).to_contain_text(QUESTION, timeout=BACK_MS)
