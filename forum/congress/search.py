"""Congresses and their programme in the search over everything."""

from collections.abc import Iterator

from forum.accounts.rules import Reader
from forum.congress.models import Congress, Session
from forum.congress.queries.programme import begins, search_congresses, search_sessions
from forum.congress.texts import EXAMPLE
from forum.core.markdown import plain
from forum.core.ports import SearchHit
from forum.municipalities.collation import fold


def find(reader: Reader, query: str, limit: int) -> Iterator[SearchHit]:
    """Congresses, then points of their programmes, with all the words; all of them are public."""
    words = fold(query).split()
    if not words:
        return
    congresses = search_congresses(words=words, limit=limit)
    for congress in congresses:
        yield _congress(congress)
    for session in search_sessions(words=words, limit=limit - len(congresses)):
        yield _session(session)


def _congress(congress: Congress) -> SearchHit:
    when = f"{congress.starts:%d.%m.%Y}"
    return SearchHit(
        kind="congress",
        title=congress.title,
        url=f"/kongresse/{congress.slug}",
        text=" ".join((congress.subtitle, congress.summary, plain(congress.documentation_html))).strip(),
        meta=" · ".join([when, congress.place, *([EXAMPLE] if congress.fictional else [])]),
    )


def _session(session: Session) -> SearchHit:
    congress = session.congress
    parts = [congress.title, f"{begins(session):%d.%m.%Y, %H:%M} Uhr"]
    parts += [session.room.name] if session.room else []
    return SearchHit(
        kind="congress",
        title=session.title,
        url=f"/kongresse/{congress.slug}#programm-{session.pk}",
        text=plain(session.abstract_html),
        meta=" · ".join([*parts, *([EXAMPLE] if congress.fictional else [])]),
    )
