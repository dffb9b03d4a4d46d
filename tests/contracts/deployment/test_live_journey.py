"""The live journey across the production processes: pages from one, sockets on two others."""

from collections.abc import Callable

from playwright.sync_api import Page

from scripts.local_server import Server
from tests.e2e.harness.visits import Visits
from tests.e2e.live_journey import from_phone_to_stage


def test_a_question_goes_from_the_phone_to_the_stage(
    browser_page: Visits, server: Server, accessible: Callable[[Page], None]
) -> None:
    from_phone_to_stage(browser_page, server, accessible)
