"""A crowd that votes: sockets in a page of their own, with the very protocol that phones speak."""

from playwright.sync_api import Page

from scripts.browse import CROWD, VOTABLE, join

PER_SECOND = 5
"""So many votes the server takes from one socket."""


def votes(page: Page, code: str, per_second: int) -> list[str]:
    """Join and vote without end, on all approved questions in turn; returns their ids."""
    session = join(page, code)
    ids: list[str] = page.evaluate(VOTABLE, session)
    page.evaluate(CROWD, [f"/ws/live/{session}/", ids, per_second // PER_SECOND])
    return ids
