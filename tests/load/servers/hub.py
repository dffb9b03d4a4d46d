"""The real sockets of ``realtime`` behind router, Origin check and cookies; only the hall lets everybody in."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
django.setup()

from realtime.application import make_application  # noqa: E402 - needs the apps loaded above
from realtime.domain import GUEST, Entry, Visit  # noqa: E402 - likewise
from realtime.lane import Answer, Will  # noqa: E402 - likewise
from realtime.messages import Me  # noqa: E402 - likewise
from realtime.snapshots import Loaded  # noqa: E402 - likewise
from realtime.streams import Stream  # noqa: E402 - likewise


class OpenHall:
    """A session without questions. It asks no database, so that sockets alone are measured."""

    def enter_live(self, stream: Stream, session_id: int, cookies: Mapping[str, str]) -> Entry:
        return Entry(session_id, stream, None)

    def still_in(self, stream: Stream, session_id: int, visits: Sequence[Visit]) -> Sequence[bool]:
        return [True for _ in visits]

    def personal(self, entry: Entry) -> Me:
        return Me(votes={}, own=[], ballots={})

    def snapshot(self, session_id: int, stream: Stream, people: str) -> Loaded:
        return Loaded("bench", 0, '{"t":"snapshot"}')

    def cast_votes(self, session_id: int, votes: Sequence[Will]) -> Sequence[Answer]:
        return [Answer(ok=True) for _ in votes]

    def enter_thread(self, thread_id: int, cookies: Mapping[str, str]) -> str:
        return GUEST

    def still_reads(self, thread_id: int, visits: Sequence[Visit]) -> Sequence[bool]:
        return [True for _ in visits]


async def no_pages(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Only sockets are measured here."""


application: Any = make_application(no_pages, OpenHall())
