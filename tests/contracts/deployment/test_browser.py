"""A browser is served by the whole chain: caddy, web, the static files, and two realtime processes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import Visits
from tests.e2e.live_journey import from_phone_to_stage


@pytest.mark.parametrize("path", ["/", "/impressum"])
def test_a_guest_reads_a_page_over_tls(guest: Page, path: str) -> None:
    answer = guest.goto(path)
    assert answer is not None
    assert answer.status == 200
    expect(guest.locator("h1")).to_be_visible()


def test_a_question_goes_from_a_phone_to_the_stage_across_two_realtime_processes(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    from_phone_to_stage(browser_page, server, accessible)
