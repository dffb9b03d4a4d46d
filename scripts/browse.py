"""A browser for scripts: pictures and measurements. Needs the packages of the tests."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

from scripts import chromium
from scripts.console import StepFailedError

ASK = """async ([method, path, body]) => {
  await fetch('/api/v1/session');
  const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? '';
  const headers = {'Content-Type': 'application/json', 'X-CSRFToken': token, 'Idempotency-Key': crypto.randomUUID()};
  const answer = await fetch('/api/v1/' + path, {method, headers, body: body === null ? undefined : body});
  return [answer.status, await answer.text()];
}"""
JOIN = """async code => {
  await fetch('/api/v1/session');
  const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? '';
  const headers = {'Content-Type': 'application/json', 'X-CSRFToken': token};
  return (await fetch('/api/v1/live/join', {method: 'POST', headers, body: JSON.stringify({code})})).json();
}"""

VOTABLE = """id => fetch(`/api/v1/live/${id}/state`).then(answer => answer.json())
  .then(({questions}) => questions.filter(({state}) => state === 'approved').map(({id}) => id))"""
# A crowd in one page: each socket votes as fast as the server takes it, on all questions in turn.
CROWD = """([path, ids, sockets]) => {
  const on = {};
  for (let place = 0; place < sockets; place++) {
    const socket = new WebSocket(location.origin.replace('http', 'ws') + path);
    let turn = 0;
    setInterval(() => {
      if (socket.readyState !== 1) return;
      const q = ids[(place + sockets * turn++) % ids.length];
      on[q] = on[q] ? 0 : 1;
      socket.send(JSON.stringify({c: 'vote', i: `crowd-${place}-${turn}`, q, v: on[q]}));
    }, 210);
  }
}"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Headless Chromium, quiet towards other hosts."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.executable(), args=chromium.arguments())
        try:
            yield started
        finally:
            started.close()


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in through the real page and wait until the account is there."""
    page.goto("/anmelden")
    form = page.locator("form", has=page.locator("input[type=password]"))
    form.locator("input[type=email]").fill(email)
    form.locator("input[type=password]").fill(password)
    with page.expect_response(_is_sign_in) as answer:
        form.locator("button[type=submit]").click()
    if answer.value.status != 200:
        raise StepFailedError(f"sign-in of {email} was answered with {answer.value.status}")
    page.wait_for_url(lambda url: not url.endswith("/anmelden"))


def _is_sign_in(answer: Response) -> bool:
    return "/_allauth/" in answer.url and answer.request.method == "POST"


def ask(page: Page, method: str, path: str, body: object = None) -> Any:
    """What the API answers to the person of this page; raises ``StepFailedError`` when it refuses."""
    if urlsplit(page.url).scheme not in {"http", "https"}:
        page.goto("/live")
    status, text = page.evaluate(ASK, [method, path, None if body is None else json.dumps(body)])
    if status >= 400:
        raise StepFailedError(f"{method} {path} was answered with {status}: {text}")
    return json.loads(text) if text else None


def first_link(page: Page, path: str, pattern: str) -> str:
    """The path of the first link on ``path`` that matches ``pattern`` as a whole; raises ``StepFailedError``."""
    page.goto(path, wait_until="networkidle")
    hrefs: list[str] = page.eval_on_selector_all("main a[href]", "links => links.map(a => a.getAttribute('href'))")
    for href in hrefs:
        if re.fullmatch(pattern, href):
            return href
    raise StepFailedError(f"{path} has no link of the form {pattern}")


def join(page: Page, code: str) -> str:
    """Make this browser a participant of the live session; returns the session's id."""
    page.goto("/live")
    answer = page.evaluate(JOIN, code)
    if "session" not in answer:
        raise StepFailedError(f"joining with {code} was answered with {answer}")
    return str(answer["session"]["id"])
