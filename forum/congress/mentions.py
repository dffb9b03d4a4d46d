"""Where practice examples were presented, for their own pages."""

from collections.abc import Iterator

from forum.congress.queries import presentations
from forum.congress.queries.programme import begins
from forum.core.ports import Mention


def where_presented(example_id: int) -> Iterator[Mention]:
    """Points of published programmes in which the example was presented, latest first; they are public."""
    for session in presentations(example_id):
        congress = session.congress
        yield Mention(
            title=session.title,
            url=f"/kongresse/{congress.slug}#programm-{session.pk}",
            meta=f"{congress.title}, {begins(session):%d.%m.%Y}",
        )
