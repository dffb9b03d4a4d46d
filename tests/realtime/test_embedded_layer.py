"""The channel layer within the one process there is. Collected only where no Redis is configured (see conftest)."""

import time
from collections.abc import AsyncIterator
from types import SimpleNamespace

import pytest
from channels import layers

from realtime.hub import Hub
from realtime.process import bye, encode_changes
from tests.realtime.test_publish import TOPIC, frame, join, the_layer, until
from tests.realtime.wires import Wire, settle

MONTH = 30 * 86_400


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    hub = Hub(the_layer(), encode=encode_changes, bye=bye)
    yield hub
    await hub.close()


async def test_a_stage_that_stays_open_for_a_month_hears_what_is_said_then(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer, wire = the_layer(), Wire()
    await join(hub, wire)
    # The computer has slept with a message on the way.
    await layer.group_send(TOPIC, frame(1))
    monkeypatch.setattr(layers, "time", SimpleNamespace(time=lambda: time.time() + MONTH))
    await layer.group_send(TOPIC, frame(2))
    await until(lambda: wire.frames == [{"rev": 1}, {"rev": 2}])


async def test_more_than_a_hundred_messages_at_one_moment_are_all_heard(hub: Hub) -> None:
    layer, wire = the_layer(), Wire()
    await join(hub, wire)
    await settle()
    for group in tuple(layer.groups[TOPIC]):
        for rev in range(1, 1001):
            await layer.send(group, frame(rev))  # never suspends: nobody takes one from the channel meanwhile
    await until(lambda: wire.frames == [{"rev": rev} for rev in range(1, 1001)])
