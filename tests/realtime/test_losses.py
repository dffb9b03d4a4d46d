"""How a process notices that it may have missed something, on the configured layer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from realtime import subscription
from realtime.subscription import Subscription
from tests.realtime.test_publish import the_layer, until

MANY_BEATS = 20


class Ear:
    """A subscription that notes what it hears and when it says that it has missed something."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.missed: list[bool] = []
        self.subscription = Subscription(
            the_layer(), heard=lambda message: self.heard.append(message["rev"]), missed=self.missed.append
        )

    async def beats(self, number: int) -> None:
        """Wait until so many more beats have come back."""
        last = self.subscription.returned + number
        await until(lambda: self.subscription.returned >= last)


@pytest.fixture
async def ear(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Ear]:
    monkeypatch.setattr(subscription, "BEAT", 0.02)
    ear = Ear()
    ear.subscription.want("a")
    await ear.subscription.ready("a")
    yield ear
    await ear.subscription.close()


def message(rev: int) -> dict[str, Any]:
    return {"type": "hub", "kind": "frame", "rev": rev}


async def test_in_quiet_operation_nothing_counts_as_missed(ear: Ear) -> None:
    other = Ear()
    try:
        for number in range(MANY_BEATS):
            for one in (ear, other):
                one.subscription.want(f"topic-{number}")
            await asyncio.gather(
                the_layer().group_send("a", message(number)),
                ear.subscription.ready(f"topic-{number}"),
                other.subscription.ready(f"topic-{number}"),
            )
        await ear.beats(2)
        other.subscription.drop("topic-0")
        await other.beats(2)
        assert ear.heard == list(range(MANY_BEATS))
        assert ear.missed == other.missed == []
    finally:
        await other.subscription.close()


async def test_a_connection_made_anew_between_two_beats_counts_as_a_loss_once(
    ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ear.beats(2)
    monkeypatch.setattr(subscription, "connections_made", lambda layer: 7)
    await until(lambda: ear.missed)
    await ear.beats(MANY_BEATS)
    assert ear.missed == [False]
