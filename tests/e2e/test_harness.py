"""The harness notices what it is there to notice: each check meets a page with that fault."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from scripts.local_server import Server
from tests.e2e.harness.accessibility import violations
from tests.e2e.harness.mailbox import Mail, Mailbox
from tests.e2e.harness.visits import Visits
from tests.e2e.harness.watch import Watch
from tests.e2e.samples import GOOD, site


def visit(browser: Browser, pages: dict[str, str], path: str = "/", expected: str = "") -> Watch:
    """Open one page of a sample site and return what was seen."""
    with site({"/favicon.ico": "", **pages}) as host:
        watch = Watch(host)
        if expected:
            watch.expect(expected)
        visits = Visits(browser, Server(f"http://{host}", Path()), watch)
        visits().goto(path, wait_until="networkidle")
        visits.close(None)
        return watch


def axe(browser: Browser, body: str, style: str = "") -> list[str]:
    """The scheme and the rule of each violation on a page with this body and style."""
    link = "<link rel='stylesheet' href='/style.css'>"
    with site({"/": link + body, "/style.css": style, "/favicon.ico": ""}) as host:
        visits = Visits(browser, Server(f"http://{host}", Path()), Watch(host))
        page: Page = visits()
        page.goto("/")
        found = [f"{violation.scheme} {violation.rule.split(' ')[0]}" for violation in violations(page)]
        visits.close(None)
        return found


def test_a_quiet_page_has_no_findings(chromium_browser: Browser) -> None:
    assert visit(chromium_browser, {"/": GOOD}).findings() == []


def test_a_request_to_another_host_is_found(chromium_browser: Browser) -> None:
    with site({"/pixel.js": ""}) as other:
        watch = visit(chromium_browser, {"/": f"{GOOD}<img alt='' src='http://{other}/pixel.js'>"})
        assert watch.findings() == [f"request to another host: http://{other}/pixel.js"]


def test_a_socket_to_another_host_is_found(chromium_browser: Browser) -> None:
    script = "addEventListener('load', () => new WebSocket('ws://127.0.0.1:9/ws/'))"
    watch = visit(chromium_browser, {"/": f"{GOOD}<script src='/a.js'></script>", "/a.js": script})
    assert watch.findings()[0] == "request to another host: ws://127.0.0.1:9/ws/"


def test_a_console_error_is_found(chromium_browser: Browser) -> None:
    pages = {"/": f"{GOOD}<script src='/a.js'></script>", "/a.js": "console.error('kaputt')"}
    [finding] = visit(chromium_browser, pages).findings()
    assert finding.startswith("console error: kaputt")


def test_an_uncaught_error_is_found(chromium_browser: Browser) -> None:
    pages = {"/": f"{GOOD}<script src='/a.js'></script>", "/a.js": "throw new Error('kaputt')"}
    [finding] = visit(chromium_browser, pages).findings()
    assert finding.endswith("uncaught kaputt")


def test_a_breach_of_the_content_policy_is_found(chromium_browser: Browser) -> None:
    [finding] = visit(chromium_browser, {"/": f"{GOOD}<script>window.x = 1</script>"}).findings()
    assert "Content Security Policy" in finding


def test_only_the_expected_console_error_passes(chromium_browser: Browser) -> None:
    pages = {"/": f"{GOOD}<img alt='' src='/missing.png'>"}
    assert visit(chromium_browser, pages, expected="status of 404").findings() == []
    assert len(visit(chromium_browser, pages, expected="status of 500").findings()) == 1


def test_axe_passes_a_good_page_in_both_schemes(chromium_browser: Browser) -> None:
    assert axe(chromium_browser, GOOD) == []


def test_axe_finds_a_field_without_a_name(chromium_browser: Browser) -> None:
    assert axe(chromium_browser, f"{GOOD}<input>") == ["light label"]


def test_axe_finds_contrast_that_fails_in_both_schemes(chromium_browser: Browser) -> None:
    style = "body{background:#fff;color:#ccc}"
    assert axe(chromium_browser, GOOD, style) == ["light color-contrast", "dark color-contrast"]


def test_axe_finds_contrast_that_fails_in_dark_only(chromium_browser: Browser) -> None:
    style = "body{background:#fff;color:#000} @media (prefers-color-scheme:dark){body{background:#111;color:#333}}"
    assert axe(chromium_browser, GOOD, style) == ["dark color-contrast"]


def test_a_mail_is_read_with_its_link(tmp_path: Path) -> None:
    raw = (
        'Content-Type: text/plain; charset="utf-8"\nMIME-Version: 1.0\nContent-Transfer-Encoding: 8bit\n'
        "Subject: Bestätigen\nFrom: a@example.org\nTo: {to}\n\nBitte öffnen: http://localhost:1/konto/x?y=1\n"
        + "-" * 79
        + "\n"
    )
    (tmp_path / "1.log").write_text(raw.format(to="eva@example.org") + raw.format(to="ali@example.org"))
    mailbox = Mailbox(tmp_path)
    assert [mail.to for mail in mailbox.all()] == ["eva@example.org", "ali@example.org"]
    assert mailbox.latest_to("ali@example.org").path_to("/konto/") == "/konto/x?y=1"
    assert isinstance(mailbox.all()[0], Mail)
