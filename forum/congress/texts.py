"""Storing a congress and its programme with what is made of their texts: rendered HTML, and words to search in."""

from typing import Final

from forum.congress.models import Congress, Session
from forum.core.markdown import RENDER_VERSION, plain, render
from forum.municipalities.collation import fold

EXAMPLE: Final = "Beispieldaten"
"""The mark of an invented congress, and of everything in it."""


def save_congress(congress: Congress) -> Congress:
    """Store it with its documentation rendered and its words folded."""
    congress.documentation_html = render(congress.documentation)
    congress.render_version = RENDER_VERSION
    words = (congress.title, congress.subtitle, congress.place, congress.host, congress.summary)
    congress.folded = fold(" ".join((*words, plain(congress.documentation_html))))
    congress.save()
    return congress


def save_session(session: Session) -> Session:
    """Store it with its abstract rendered and its words folded."""
    session.abstract_html = render(session.abstract)
    session.folded = fold(f"{session.title} {plain(session.abstract_html)}")
    session.save()
    return session
