"""One plain search over everything that registered a port; each port narrows to what the reader may see."""

from forum.accounts.rules import Reader
from forum.core.ports import SearchHit, search_ports

SHORTEST_QUERY = 2
LONGEST_QUERY = 100


def search(*, reader: Reader, query: str, per_kind: int = 10) -> list[SearchHit]:
    """Up to ``per_kind`` hits of each kind, in the order in which the kinds were registered.

    A query shorter than two characters finds nothing; a longer one than 100 is cut.
    """
    words = " ".join(query.split())[:LONGEST_QUERY]
    if len(words) < SHORTEST_QUERY:
        return []
    return [hit for port in search_ports.values() for hit in port(reader, words, per_kind)]
