"""Events are heard after the commit, and a deaf listener harms nobody."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from forum.core.events import Event, emit, subscribe


@dataclass(frozen=True)
class Rang(Event):
    number: int


@pytest.fixture
def heard() -> Iterator[list[int]]:
    numbers: list[int] = []

    def listen(event: Rang) -> None:
        numbers.append(event.number)

    stop = subscribe(Rang, listen)
    assert subscribe(Rang, listen)  # a second time changes nothing
    yield numbers
    stop()


@pytest.mark.django_db(transaction=True)
def test_an_event_is_heard_once_after_the_commit(heard: list[int]) -> None:
    with transaction.atomic():
        emit(Rang(1))
        assert heard == []
    assert heard == [1]


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_failed_transaction_is_never_heard(heard: list[int]) -> None:
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        emit(Rang(1))
        raise ValueError("no")
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_a_failing_handler_is_logged_and_the_others_still_hear(
    heard: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(event: Rang) -> None:
        raise OSError("no Redis")

    stop = subscribe(Rang, fail)
    emit(Rang(7))
    stop()
    assert heard == [7]
    assert [record.getMessage() for record in caplog.records] == ["a handler of Rang failed"]
