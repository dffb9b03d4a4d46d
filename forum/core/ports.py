"""Registries through which packages further down serve content of packages further up."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


@dataclass(frozen=True)
class SearchHit:
    """One result: what it is, where it is, and the text to show."""

    kind: str
    title: str
    url: str
    text: str
    meta: str


# The first argument is the reader (a user or ``AnonymousUser``): a port narrows to what this reader may see.
SearchPort = Callable[[Any, str, int], Iterable[SearchHit]]
search_ports: dict[str, SearchPort] = {}


def register_search(kind: str, port: SearchPort) -> None:
    """Let ``port(reader, query, limit)`` answer searches for this kind of content; called in ``AppConfig.ready``."""
    search_ports[kind] = port


# What a package does without a person, when its time has come: what was done -> how often. Called at any time, from
# several processes at once, as often as one likes.
UpkeepPort = Callable[[], Mapping[str, int]]
upkeep_ports: dict[str, UpkeepPort] = {}


def register_upkeep(name: str, port: UpkeepPort) -> None:
    """Let ``port`` be part of each upkeep (``forum.core.upkeep``); called in ``AppConfig.ready``."""
    upkeep_ports[name] = port


@dataclass(frozen=True)
class Origin:
    """Where a thread was carried over from: a question of a live session, as everybody may see it.

    ``by`` is what the asker chose to show, ``""`` for an anonymous one; ``url`` is the session's documentation. Both
    are ``""`` until that is published. ``fictional`` says that all of it is sample data.
    """

    question: str
    by: str
    votes: int
    also: tuple[str, ...]
    labels: tuple[str, ...]
    session: str
    congress: str
    date: date
    url: str
    fictional: bool


OriginsPort = Callable[[Collection[int]], Mapping[int, list[Origin]]]
origins_ports: dict[str, OriginsPort] = {}


def register_origins(kind: str, port: OriginsPort) -> None:
    """Let ``port(thread ids)`` say where these threads came from, in a fixed number of statements."""
    origins_ports[kind] = port


def origins(thread_ids: Collection[int]) -> dict[int, list[Origin]]:
    """Where each of these threads came from, those without an origin left out; several after a merge."""
    found: dict[int, list[Origin]] = {}
    for port in origins_ports.values() if thread_ids else ():
        for thread_id, rows in port(thread_ids).items():
            found.setdefault(thread_id, []).extend(rows)
    return found


class AnswersPort(Protocol):
    """Other answers may stand in a carried thread than before; ``actor`` is the user who acted."""

    def __call__(self, *, actor: Any, thread_id: int) -> None: ...


class MergePort(Protocol):
    """What led to the one thread leads to the other from now on; ``actor`` is the user who merged them."""

    def __call__(self, *, actor: Any, source_id: int, target_id: int) -> None: ...


answers_ports: dict[str, AnswersPort] = {}
merge_ports: dict[str, MergePort] = {}


def register_carried(kind: str, *, answers: AnswersPort, merged: MergePort) -> None:
    """Let the package that carried threads into the forum hear of them within the transaction of the act.

    ``answers`` is called whenever other answers may stand in a carried thread than before, ``merged`` when a thread
    becomes part of another one. What they write is stored with the act or not at all: their errors undo the act.
    """
    answers_ports[kind] = answers
    merge_ports[kind] = merged


def answers_changed(actor: Any, thread_id: int) -> None:
    """Tell, in the transaction of the act, that other answers may stand in a carried thread."""
    for port in answers_ports.values():
        port(actor=actor, thread_id=thread_id)


def threads_merged(actor: Any, source_id: int, target_id: int) -> None:
    """Tell, in the transaction of the merge, that what led to the one thread leads to the other from now on."""
    for port in merge_ports.values():
        port(actor=actor, source_id=source_id, target_id=target_id)


@dataclass(frozen=True)
class Mention:
    """A public place in which a practice example is presented."""

    title: str
    url: str
    meta: str


MentionPort = Callable[[int], Iterable[Mention]]
mention_ports: dict[str, MentionPort] = {}


def register_mentions(kind: str, port: MentionPort) -> None:
    """Let ``port(example id)`` tell where an example is presented; called in ``AppConfig.ready``."""
    mention_ports[kind] = port


def mentions_of(example_id: int) -> list[Mention]:
    """Where an example is presented: what every port tells, all of it public."""
    return [mention for port in mention_ports.values() for mention in port(example_id)]
