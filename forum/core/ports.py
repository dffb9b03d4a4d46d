"""Registries through which packages further down serve content of packages further up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


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
