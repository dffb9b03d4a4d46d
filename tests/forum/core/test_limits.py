"""Token buckets."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from forum.core import limits
from forum.core.errors import RateLimitedError
from forum.core.limits import Limit, check, take

pytestmark = pytest.mark.django_db
ASK = Limit("ask", burst=3, every=20)


class Clock:
    moment = datetime(2026, 11, 22, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(limits, "now", clock)
    return clock


def test_a_burst_passes_and_the_next_one_says_how_long_to_wait(clock: Clock) -> None:
    for _ in range(3):
        take(ASK, "a")
    clock.forward(5)
    with pytest.raises(RateLimitedError) as refused:
        take(ASK, "a")
    assert refused.value.retry_ms == 15_000


def test_waiting_gives_one_token_back_and_never_more_than_the_burst(clock: Clock) -> None:
    for _ in range(3):
        take(ASK, "a")
    clock.forward(10_000)
    for _ in range(3):
        take(ASK, "a")
    with pytest.raises(RateLimitedError):
        take(ASK, "a")
    clock.forward(20)
    take(ASK, "a")


def test_buckets_are_apart_by_person_and_by_act(clock: Clock) -> None:
    for _ in range(3):
        take(ASK, "a")
    take(ASK, "b")
    take(Limit("post", burst=1, every=60), "a")


def test_an_act_that_fails_costs_no_token(clock: Clock) -> None:
    once = Limit("once", burst=1, every=60)
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        take(once, "a")
        raise ValueError("no")
    take(once, "a")


def test_checking_takes_nothing(clock: Clock) -> None:
    once = Limit("once", burst=1, every=60)
    check(once, "a")
    check(once, "a")
    take(once, "a")
    with pytest.raises(RateLimitedError):
        check(once, "a")
    clock.forward(60)
    check(once, "a")
