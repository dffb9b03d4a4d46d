"""The journey that every deployment must pass: one question from a phone to the stage, seen by everybody at once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from scripts.local_server import Server
from tests.e2e.harness.visits import DESKTOP, STAGE, Visits
from tests.e2e.live_people import AT_ONCE_MS, Attendee, Desk, Stage, id_of

QUESTION = "Wie halten Sie den Kontakt zwischen den Terminen der Runde?"

PLANNED = """async () => {
  const slug = document.querySelector('header a').pathname.split('/').at(-1);
  const token = /csrftoken=([^;]+)/.exec(document.cookie)[1];
  const edit = `/api/v1/congresses/${slug}/edit`;
  const { sessions } = await (await fetch(edit)).json();
  const { id } = sessions.find(({ live }) => live === null);
  const answer = await fetch(`${edit}/sessions/${id}/live`, {method: 'PUT', headers: {'X-CSRFToken': token}});
  return (await answer.json()).sessions.find((one) => one.id === id).live;
}"""
"""What a host does in the programme, from a desk: a point gets a live session, which is not open yet."""


def hall(visits: Visits, server: Server) -> tuple[Attendee, Desk]:
    """Somebody who has joined, and the desk of that session."""
    attendee = Attendee.joins(visits(), server.demo.join_code)
    return attendee, Desk.opens(visits(DESKTOP), server, id_of(attendee.page))


def approved(attendee: Attendee, desk: Desk, text: str) -> None:
    """Ask a question and let it through."""
    attendee.asks(text)
    expect(desk.card(text, "Neu")).to_be_visible(timeout=AT_ONCE_MS)
    desk.takes(text)
    desk.press("f")
    expect(desk.card(text, "Freigegeben")).to_be_visible(timeout=AT_ONCE_MS)


def from_phone_to_stage(visits: Visits, server: Server, accessible: Callable[[Page], None]) -> None:
    """A asks, the desk lets it through, B votes, the desk puts it on stage; each effect is seen within a second."""
    asker = Attendee.joins(visits(), server.demo.join_code)
    voter = Attendee.joins(visits(), server.demo.join_code)
    desk = Desk.opens(visits(DESKTOP), server, id_of(asker.page))
    desk.empties("Freigegeben")
    stage = Stage.opens(visits(STAGE), desk.stage_link())
    assert "#" not in stage.page.url

    asker.asks(QUESTION)
    expect(asker.page.get_by_text("Ihre Frage ist bei der Moderation.")).to_be_visible(timeout=AT_ONCE_MS)
    expect(desk.card(QUESTION, "Neu")).to_contain_text("anonym", timeout=AT_ONCE_MS)
    expect(voter.row(QUESTION)).to_have_count(0)

    desk.takes(QUESTION)
    desk.press("f")
    expect(desk.card(QUESTION, "Freigegeben")).to_be_visible(timeout=AT_ONCE_MS)
    expect(voter.row(QUESTION)).to_be_visible(timeout=AT_ONCE_MS)
    expect(stage.next(QUESTION)).to_contain_text("0", timeout=AT_ONCE_MS)

    voter.vote_button(QUESTION).click()
    expect(voter.vote_button(QUESTION)).to_have_attribute("aria-pressed", "true", timeout=AT_ONCE_MS)
    expect(asker.vote_button(QUESTION)).to_have_text("1", timeout=AT_ONCE_MS)
    expect(stage.next(QUESTION)).to_contain_text("1", timeout=AT_ONCE_MS)
    for page in (asker.page, voter.page, desk.page, stage.page):
        accessible(page)

    desk.takes(QUESTION)
    desk.press("s")
    expect(stage.shows(QUESTION)).to_be_visible(timeout=AT_ONCE_MS)
    expect(stage.shows("1 Stimme")).to_be_visible(timeout=AT_ONCE_MS)
    expect(asker.on_stage()).to_contain_text(QUESTION, timeout=AT_ONCE_MS)

    desk.takes(QUESTION)
    desk.press("b")
    expect(desk.card(QUESTION, "Erledigt")).to_contain_text("beantwortet", timeout=AT_ONCE_MS)
    expect(stage.shows(QUESTION)).to_have_count(0, timeout=AT_ONCE_MS)
    expect(asker.on_stage()).to_have_count(0, timeout=AT_ONCE_MS)
