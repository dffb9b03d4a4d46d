"""Browser tests: fixtures from the harness."""

from tests.e2e.harness.fixtures import (
    accessible,
    browser_page,
    chromium_browser,
    guest,
    mailbox,
    pytest_runtest_makereport,
    server,
    watch,
)

__all__ = [
    "accessible",
    "browser_page",
    "chromium_browser",
    "guest",
    "mailbox",
    "pytest_runtest_makereport",
    "server",
    "watch",
]
