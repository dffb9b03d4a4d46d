"""What the desk can do, ordered over the API from its page: for journeys about the hall, not about the desk."""

from playwright.sync_api import expect

from tests.e2e.live_people import AT_ONCE_MS, Attendee, Desk, id_of

ORDER = """async ([path, body]) => {
  const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? '';
  const headers = {'Content-Type': 'application/json', 'X-CSRFToken': token};
  const answer = await fetch(`/api/v1/live/${path}`, {method: 'POST', headers, body: JSON.stringify(body)});
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}"""
FIND = """([session, text]) => fetch(`/api/v1/live/${session}/desk/state`).then(answer => answer.json())
  .then(({questions}) => questions.find(question => question.text === text))"""


def order(desk: Desk, what: str) -> None:
    """Something for the whole session: ``close`` or ``open``."""
    desk.page.evaluate(ORDER, [f"{id_of(desk.page)}/desk/{what}", {}])


def moved(desk: Desk, text: str, verb: str, **more: object) -> None:
    """One act on the question with this text, at its present version."""
    session = id_of(desk.page)
    question = desk.page.evaluate(FIND, [session, text])
    desk.page.evaluate(ORDER, [f"{session}/questions/{question['id']}/{verb}", {"rev": question["rev"], **more}])


def shown(attendee: Attendee, desk: Desk, text: str) -> None:
    """Ask a question and let the hall see it."""
    attendee.asks(text)
    expect(desk.card(text, "Neu")).to_be_visible(timeout=AT_ONCE_MS)
    moved(desk, text, "approve")
    expect(attendee.row(text)).to_be_visible(timeout=AT_ONCE_MS)
