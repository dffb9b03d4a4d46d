"""A browser is served by the whole chain: caddy, web and the static files."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("path", ["/", "/impressum"])
def test_a_guest_reads_a_page_over_tls(guest: Page, path: str) -> None:
    answer = guest.goto(path)
    assert answer is not None
    assert answer.status == 200
    expect(guest.locator("h1")).to_be_visible()
