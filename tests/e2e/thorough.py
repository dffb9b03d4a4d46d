"""Looks at a page by all rules in both colour schemes: for states that no journey passes in passing."""

from playwright.sync_api import Page

from tests.e2e.harness.accessibility import SCHEMES, violations


def without_barriers(page: Page, state: str) -> None:
    """axe finds nothing, and nothing sticks out at the side."""
    page.wait_for_selector("#first", state="detached")
    found = [str(violation) for scheme in SCHEMES for violation in violations(page, (scheme,))]
    assert not found, (state, found)
    assert (state, page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")) == (state, True)
