"""The least that an ASGI application can do: a loop over ``send``. No Django, no Channels."""

import asyncio
import os
from typing import Any

from redis.asyncio import Redis

CHANNEL = "bench-bare"
sends: dict[Any, None] = {}


async def hear() -> None:
    """Hand each message of Redis to every socket."""
    subscription = Redis.from_url(os.environ["REDIS_URL"]).pubsub()
    await subscription.subscribe(CHANNEL)
    async for message in subscription.listen():
        if message["type"] == "message":
            frame = {"type": "websocket.send", "text": message["data"].decode()}
            for send in tuple(sends):
                await send(frame)


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Accept, and stay in the loop until the client goes."""
    await receive()
    if scope["type"] == "lifespan":
        task = asyncio.create_task(hear())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        task.cancel()
        await send({"type": "lifespan.shutdown.complete"})
        return
    await send({"type": "websocket.accept"})
    sends[send] = None
    while (await receive())["type"] != "websocket.disconnect":
        pass
    del sends[send]
