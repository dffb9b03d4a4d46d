"""Where a thread was carried over from: on its page and in lists, in as many statements however many there are."""

from collections.abc import Collection
from datetime import date
from typing import Any

import pytest

from forum.core import ports
from forum.core.ports import Origin
from forum.threads.actions import Carried, carry_in
from tests.factories.accounts import make_user
from tests.factories.threads import make_category, make_thread

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {
    "question": "Wer lädt die Ämter ein?",
    "by": "",
    "votes": 12,
    "also": ("Wer spricht die Einladung aus?",),
    "labels": ("Verfahren",),
    "session": "Konflikte früh erkennen",
    "congress": "2. Kongress",
    "date": date(2018, 3, 12),
    "url": "/live/7/dokumentation",
    "fictional": True,
}
SHOWN = {**FACTS, "also": list(FACTS["also"]), "labels": list(FACTS["labels"]), "date": "2018-03-12"}


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[set[int]]:
    """The package that knows the origins; gives the ids of each call."""
    calls: list[set[int]] = []

    def port(thread_ids: Collection[int]) -> dict[int, list[Origin]]:
        calls.append(set(thread_ids))
        return {thread_id: [Origin(**FACTS)] for thread_id in thread_ids}

    monkeypatch.setattr(ports, "origins_ports", {"x": port})
    return calls


def carried(number: int = 1) -> list[int]:
    questions = [Carried(title=f"Getragene Frage {index}", text="Wer lädt die Ämter ein?") for index in range(number)]
    threads = carry_in(actor=make_user(name="Mira Kaya"), category=make_category().slug, questions=questions)
    return [thread.pk for thread in threads]


def test_the_page_of_a_thread_says_where_it_came_from(api: Any) -> None:
    (thread,) = carried()
    shown = api.send("get", f"threads/{thread}").json()["thread"]
    assert shown["origins"] == [SHOWN]
    assert shown["author"]["level"] == "carried"


def test_lists_ask_once_for_all_and_for_carried_threads_only(api: Any, asked: list[set[int]]) -> None:
    plain, three = make_thread(), set(carried(3))
    rows = {row["id"]: row["origins"] for row in api.send("get", "threads").json()["items"]}
    assert rows == {plain.pk: [], **{pk: [SHOWN] for pk in three}}
    assert asked == [three]


def test_without_a_carried_thread_nobody_is_asked(api: Any, asked: list[set[int]]) -> None:
    thread = make_thread()
    assert api.send("get", f"threads/{thread.pk}").json()["thread"]["origins"] == []
    api.send("get", "threads")
    assert asked == []


def test_a_list_takes_as_many_statements_for_three_carried_threads_as_for_one(api: Any, same_queries: Any) -> None:
    carried()
    same_queries(lambda: api.send("get", "threads"), carried)
