"""The fixtures of browser tests; a folder that imports them may replace ``server`` by its own."""

import re
from collections.abc import Callable, Generator, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import chromium
from scripts.local_server import Server, local_server
from scripts.places import data_dir
from tests.e2e.harness.accessibility import violations
from tests.e2e.harness.mailbox import Mailbox
from tests.e2e.harness.visits import Visits
from tests.e2e.harness.watch import Watch

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The running server with demo data: one for the journeys of a file, which no other file can disturb."""
    with local_server(tmp_path_factory.mktemp("server")) as started:
        yield started


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One browser for all tests; each person has a profile of their own in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.arguments())
        yield browser
        browser.close()


@pytest.fixture
def watch(server: Server) -> Watch:
    """What the pages of this test do; ``watch.expect("status of 404")`` lets a provoked error pass."""
    return Watch(server.host)


@pytest.fixture
def browser_page(
    request: pytest.FixtureRequest, chromium_browser: Browser, server: Server, watch: Watch
) -> Iterator[Visits]:
    """``browser_page(viewport=..., color_scheme=...)`` opens a new person's page.

    After the test: no request to another host, no console error, no policy violation by any of the pages.
    """
    visits = Visits(chromium_browser, server, watch)
    yield visits
    failed = request.node.stash.get(FAILED, False) or bool(watch.findings())
    name = re.sub(r"\W+", "-", request.node.nodeid)
    visits.close(data_dir() / "e2e" / name if failed else None)
    found = watch.findings()
    assert not found, found


@pytest.fixture
def guest(browser_page: Visits) -> Page:
    """A phone in the hand of somebody without an account."""
    return browser_page()


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """``accessible(page)``: axe finds nothing on the page as it stands, in light and in dark."""

    def check(page: Page) -> None:
        page.wait_for_selector("#first", state="detached")  # the application, not the text before it
        found = [str(violation) for violation in violations(page)]
        assert not found, "\n".join(found)

    return check


@pytest.fixture
def mailbox(server: Server) -> Mailbox:
    """The mails that the server has sent."""
    return Mailbox(server.mail_dir)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the fixtures whether the test itself has failed."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
