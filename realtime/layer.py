"""Redis' pub/sub as a channel layer that tells how often it has connected.

What is sent while the connection is broken is lost. The client makes it anew within milliseconds and subscribes again
without a word; its own hook for new connections is the one place where that shows.
"""

import asyncio
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from channels_redis.pubsub import RedisPubSubChannelLayer


class RedisLayer(RedisPubSubChannelLayer):
    """The same layer, given the addresses of its servers."""

    def __init__(self, hosts: Sequence[str], **options: Any) -> None:
        self._made: WeakKeyDictionary[asyncio.AbstractEventLoop, int] = WeakKeyDictionary()
        servers = [{"address": host, "redis_connect_func": self._connect} for host in hosts]
        super().__init__(hosts=servers, **options)

    def connections_made(self) -> int:
        """How often it has connected on the running loop, be it to hear or to send. Subscriptions follow at once."""
        return self._made.get(asyncio.get_running_loop(), 0)

    async def _connect(self, connection: Any) -> None:
        await connection.on_connect()
        self._made[asyncio.get_running_loop()] = self.connections_made() + 1
