"""Practice examples in the search over everything."""

from collections.abc import Iterable

from forum.accounts.rules import Reader
from forum.core.markdown import plain
from forum.core.ports import SearchHit
from forum.practice.queries import search_examples


def search(reader: Reader, query: str, limit: int) -> Iterable[SearchHit]:
    """Hits among the examples that this reader may read."""
    for revision in search_examples(reader=reader, query=query, limit=limit):
        places = ", ".join(part.municipality.name for part in revision.participations.all())
        text = " ".join([revision.teaser, plain(revision.context_html)])
        example = revision.example
        yield SearchHit(
            "example", revision.title, f"/praxis/{example.public_id}", text, f"{example.public_id} · {places}"
        )
